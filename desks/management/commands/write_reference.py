"""Writes docs/reference/ from the code, or says how it differs."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from desks.reference import pages


class Command(BaseCommand):
    help = "Write docs/reference/ from the code. With --check, change nothing and fail when a page is not current."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only compare; exit 1 with a diff when they differ")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            for file in pages.write():
                self.stdout.write(f"wrote docs/reference/{file.name}")
            return
        differences = pages.differences()
        if differences:
            self.stdout.write(differences)
            raise CommandError("docs/reference/ is not current: run manage.py write_reference and commit the result.")
        self.stdout.write("docs/reference/ is current.")
