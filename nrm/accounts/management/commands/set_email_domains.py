"""`manage.py set_email_domains`: at which addresses an organisation's people have their mailboxes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from nrm.access.actors import SystemActor, SystemName
from nrm.accounts.actions.organisations import set_email_domains
from nrm.accounts.policies import ENTRUSTED
from nrm.accounts.selectors import organisation_named, people_elsewhere
from nrm.exceptions import DomainError


class Command(BaseCommand):
    help = (
        "Record an organisation's email domains, in place of those before. Only people with an address there are given "
        "its roles. Never record a domain where anybody can get a mailbox."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("organisation", help="the organisation's full name")
        parser.add_argument("domain", nargs="+", help="what stands after the @, such as force.police.uk")

    def handle(self, *args: Any, **options: Any) -> None:
        known = organisation_named(options["organisation"])
        if known is None:
            raise CommandError(f"There is no organisation {options['organisation']}.")
        by = SystemActor(SystemName.INSTALLATION)
        try:
            organisation = set_email_domains(organisation=known, domains=options["domain"], by=by)
        except DomainError as error:
            raise CommandError(error.sentence) from error
        self.stdout.write(f"{organisation} has addresses at {', '.join(organisation.email_domains)}.")
        elsewhere = people_elsewhere(organisation, ENTRUSTED)
        if elsewhere:
            self.stdout.write(f"People with an entrusted role and an address elsewhere: {elsewhere}. They keep it.")
