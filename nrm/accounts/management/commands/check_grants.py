"""`manage.py check_grants`: whether guardian's grants and the groups are what the memberships say."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from nrm.accounts.actions.grants import drift


class Command(BaseCommand):
    help = "Compare grants and groups with the memberships; exit 1 and name each difference."

    def handle(self, *args: Any, **options: Any) -> None:
        found = drift()
        if found:
            raise CommandError("\n".join(found), returncode=1)
        self.stdout.write("Grants and groups are what the memberships say.")
