"""`manage.py rebuild_search`: makes what cases are found by again, after the rule for it changed or an import."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from cases.actions.searching import rebuild_search
from nrm.access.actors import SystemActor, SystemName


class Command(BaseCommand):
    help = "Make the search row of every case again from its identity. Searches go on meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        made = rebuild_search(by=SystemActor(SystemName.SEARCH_REBUILD))
        self.stdout.write(f"{made:,} cases can be searched.")
