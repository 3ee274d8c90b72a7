"""Prints who gets which answer at which address, for every route."""

from __future__ import annotations

import csv
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from desks.reference.access_matrix import expectations


class Command(BaseCommand):
    help = "Print url_name,method,persona,expected for every route; docs/reference/access-matrix.md says of which rows."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["csv"], default="csv")

    def handle(self, *args: Any, **options: Any) -> None:
        writer = csv.writer(self.stdout, lineterminator="\n")
        writer.writerow(["url_name", "method", "persona", "expected"])
        for row in expectations():
            writer.writerow([row.url_name, row.method, row.persona, row.expected])
