"""`manage.py demo_personas`: the people one can be in the demonstration."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from nrm.accounts.demo.presenters import rows


class Command(BaseCommand):
    help = "List the demonstration's personas: slug, name, organisation, role."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["format"] == "json":
            self.stdout.write(json.dumps(rows(), indent=2))
            return
        wide = {key: max(len(row[key]) for row in rows()) for key in ("slug", "name", "organisation")}
        for row in rows():
            columns = [row[key].ljust(width) for key, width in wide.items()]
            self.stdout.write("  ".join([*columns, row["role"]]))
