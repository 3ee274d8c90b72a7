"""`manage.py demo_machine`: a connected system of the demonstration, to try the API with."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from nrm.access.roles import Role
from nrm.accounts.actions.machines import add_machine
from nrm.accounts.selectors import acting_organisation, actor_for, persona_membership

# Longer than the demonstration's time is usually moved; a year at most is given.
DAYS = 364


class Command(BaseCommand):
    help = "Connect a system to Derbyshire Constabulary, as its administrator would, and print its token once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", default="Demonstration RMS")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is for the demonstration only. Elsewhere an administrator connects systems.")
        membership = persona_membership("administrator@demo.example", Role.ADMINISTRATOR, "derbyshire-police")
        if membership is None:
            raise CommandError("The demonstration's people are not loaded. Run make demo first.")
        by = actor_for(membership)
        _, token = add_machine(
            name=options["name"], label="demonstration", days=DAYS, organisation=acting_organisation(by), by=by
        )
        self.stdout.write(token)
