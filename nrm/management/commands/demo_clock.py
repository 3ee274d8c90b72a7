"""`manage.py demo_clock`: moves the demonstration's time forward, or back to the real one."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from nrm import clock
from nrm.access.actors import SystemActor, SystemName
from nrm.audit.partitions import make_partitions
from nrm.london import LONDON

_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_STEP = re.compile(r"(\d{1,6})([mhdw])")
FARTHEST = dt.timedelta(days=10 * 366)


class Command(BaseCommand):
    help = "Move the demonstration's time: --advance 31d (m, h, d or w), or --reset."

    def add_arguments(self, parser: CommandParser) -> None:
        chosen = parser.add_mutually_exclusive_group(required=True)
        chosen.add_argument("--advance", metavar="31d", help="how far forward: minutes, hours, days or weeks")
        chosen.add_argument("--reset", action="store_true", help="back to the real time")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Only the demonstration's time can be moved; this is not one (NRM_DEMO is not set).")
        ahead = dt.timedelta(0) if options["reset"] else clock.offset() + step(options["advance"])
        if ahead > FARTHEST:
            raise CommandError("The demonstration's time can be moved at most ten years ahead.")
        clock.set_offset(ahead)
        # The record has a partition for each month, made a year ahead: of the new time.
        make_partitions(by=SystemActor(SystemName.RECORD_KEEPER))
        self.stdout.write(f"It is now {clock.now().astimezone(LONDON):%A %d %B %Y, %H:%M} in the demonstration.")


def step(text: str) -> dt.timedelta:
    """`31d` as a length of time; CommandError for anything else."""
    match = _STEP.fullmatch(text)
    if match is None:
        raise CommandError(f"{text} is not a length of time. Write a number and m, h, d or w, such as 31d.")
    return dt.timedelta(**{_UNITS[match[2]]: int(match[1])})
