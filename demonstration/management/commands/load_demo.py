"""manage.py load_demo --cases N --seed S"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from demonstration.loading import AlreadyLoaded, load


class Command(BaseCommand):
    help = "Load invented people and cases into an empty database; the same seed on the same day gives the same cases."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cases", type=int, default=300)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Invented people are loaded only into a demonstration: NRM_DEMO=1.")
        try:
            made = load(options["cases"], options["seed"])
        except AlreadyLoaded as refused:
            raise CommandError(refused.sentence) from refused
        self.stdout.write(f"Loaded {made} cases and the demonstration's people.")
