"""`manage.py explain_deadline RULE --from DATETIME --nation NATION [--decision-maker BODY]`: a date and why."""

from __future__ import annotations

import datetime as dt
import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.enums import DecisionMaker, Nation
from deadlines.domain.compute import Computed, deadline
from deadlines.domain.policies import policy_rows
from nrm.exceptions import DomainError
from nrm.london import LONDON, london_date

RULES = list(dict.fromkeys(row.rule for row in policy_rows()))
NATIONS = [nation.value.replace("_", "-") for nation in Nation]


class Command(BaseCommand):
    """Computes one date from a rule, a start and a calendar, without reading any case."""

    help = "Print the date a rule leads to, and why."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("rule", help=f"one of {', '.join(RULES)}")
        parser.add_argument(
            "--from", dest="start", required=True, help="when the clock starts; without a time zone, London's"
        )
        parser.add_argument("--nation", required=True, help=f"one of {', '.join(NATIONS)}")
        parser.add_argument("--decision-maker", default="", help="one of sca, ieca, panel")
        parser.add_argument("--format", choices=["json"], default="json")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["rule"] not in RULES:
            raise CommandError(f"There is no rule {options['rule']} yet. Rules: {', '.join(RULES)}.")
        try:
            computed = deadline(
                options["rule"],
                london_date(_moment(options["start"])),
                _nation(options["nation"]),
                _decision_maker(options["decision_maker"]),
            )
        except DomainError as error:
            hint = "" if options["decision_maker"] else " Say who decides with --decision-maker."
            raise CommandError(f"{error.sentence}{hint}") from error
        if computed is None:
            of = f" for {options['decision_maker']}" if options["decision_maker"] else ""
            raise CommandError(f"The rule {options['rule']} sets no date{of}.")
        self.stdout.write(json.dumps(answer(computed)))


def answer(computed: Computed) -> dict[str, Any]:
    """The date as the command prints it. `due_at` is for rules that lead to a moment; these lead to a day."""
    return {
        "rule": computed.rule,
        "version": computed.version,
        "due_on": computed.due_on.isoformat(),
        "due_at": None,
        "calendar": computed.calendar,
        "counting": computed.counting.value,
        "skipped": [{"date": day.isoformat(), "name": name} for day, name in computed.skipped],
        "source": computed.source,
        "confidence": computed.confidence.value,
        "explanation": computed.explanation,
    }


def _moment(text: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"{text} is not a date or a date and time such as 2026-12-22T10:00.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=LONDON)


def _nation(text: str) -> Nation:
    try:
        return Nation(text.replace("-", "_"))
    except ValueError:
        raise CommandError(f"There is no nation {text}. Nations: {', '.join(NATIONS)}.") from None


def _decision_maker(text: str) -> DecisionMaker | None:
    try:
        return DecisionMaker(text) if text else None
    except ValueError:
        raise CommandError(f"Nobody decides as {text}. Decision-makers: sca, ieca, panel.") from None
