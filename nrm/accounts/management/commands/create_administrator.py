"""`manage.py create_administrator`: the first person of a real installation, or of a new organisation."""

from __future__ import annotations

import sys
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import DataError, IntegrityError
from django.utils.text import slugify

from nrm import clock
from nrm.access.actors import SystemActor, SystemName
from nrm.access.roles import OrganisationKind
from nrm.accounts.actions.installation import install_administrator
from nrm.accounts.enums import Duty
from nrm.accounts.models import DECISION_MAKERS, REFERRER_TYPES
from nrm.accounts.selectors import organisation_named
from nrm.exceptions import DomainError

KINDS = [kind.value for kind in OrganisationKind]
TYPES = [code for code, _ in REFERRER_TYPES]
AUTHORITIES = [code for code, _ in DECISION_MAKERS]
DUTIES = [duty.value for duty in Duty]


class Command(BaseCommand):
    help = (
        "Make an organisation's first administrator and print, once, the link to set their password. Asks for what is "
        "not given. An organisation that is not there yet is added."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", help="the administrator's work email address")
        parser.add_argument("--name", help="the administrator's full name")
        parser.add_argument("--organisation", help="the organisation's full name")
        parser.add_argument("--short-name", help="a new organisation's short name (default: the full name)")
        parser.add_argument("--kind", choices=KINDS, help="a new organisation's kind")
        parser.add_argument("--referrer-type", choices=TYPES, default="", help="for an organisation that refers")
        parser.add_argument("--decision-maker", choices=AUTHORITIES, default="", help="for a competent authority")
        parser.add_argument("--nation", default="", help="where a new organisation works")
        parser.add_argument("--duty", choices=DUTIES, default="none", help="a referring organisation's duty to notify")
        parser.add_argument(
            "--email-domain",
            action="append",
            default=[],
            help="an email domain of the organisation, as often as it has one (default: the administrator's own)",
        )
        parser.add_argument("--no-input", action="store_true", help="ask nothing; refuse when something is missing")

    def handle(self, *args: Any, **options: Any) -> None:
        self.asking = not options["no_input"] and sys.stdin.isatty()
        email = self._given(options, "email", "Work email address")
        _check_email(email)
        name = self._given(options, "name", "Full name")
        organisation = self._given(options, "organisation", "Organisation")
        known = organisation_named(organisation)
        try:
            person, link = install_administrator(
                email=email,
                name=name,
                organisation=known,
                added=None if known else self._new_organisation(organisation, options),
                by=SystemActor(SystemName.INSTALLATION),
                email_domains=options["email_domain"],
            )
        except DomainError as error:
            raise CommandError(error.sentence) from error
        except (DataError, IntegrityError) as error:
            raise CommandError(f"The organisation could not be added: {str(error).splitlines()[0]}") from error
        self.stdout.write(f"{person.name} is administrator of {organisation}.")
        if not link:
            self.stdout.write("They have a password already: they sign in as usual.")
            return
        self.stdout.write("Give them this link, shown only now. It sets their password and works once:")
        self.stdout.write(link)

    def _new_organisation(self, name: str, options: dict[str, Any]) -> dict[str, Any]:
        kind = self._given(options, "kind", f"{name} is new. Its kind, one of {', '.join(KINDS)}")
        if kind not in KINDS:
            raise CommandError(f"{kind} is no kind of organisation. Choose one of {', '.join(KINDS)}.")
        return {
            "name": name,
            "short_name": (options["short_name"] or name)[:60],
            "slug": slugify(name)[:80],
            "kind": OrganisationKind(kind),
            "since": clock.today(),
            "referrer_type": options["referrer_type"],
            "decision_maker": options["decision_maker"],
            "nation": options["nation"],
            "duty": options["duty"],
            "duty_source": "stated at installation",
        }

    def _given(self, options: dict[str, Any], key: str, question: str) -> str:
        value = options[key] or (input(f"{question}: ") if self.asking else "")
        if not value.strip():
            raise CommandError(f"--{key} is needed.")
        return str(value).strip()


def _check_email(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError as error:
        raise CommandError(f"{email} is not an email address.") from error
