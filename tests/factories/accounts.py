"""People made through the real actions, and what they hold to sign in."""

from __future__ import annotations

import time

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value
from django.core.cache import cache

from nrm.access.actors import SystemActor, SystemName
from nrm.access.roles import Role
from nrm.accounts.actions.memberships import start_membership
from nrm.accounts.actions.organisations import set_email_domains
from nrm.accounts.domains import domain_of
from nrm.accounts.models import Membership, Organisation, Person

PASSWORD = "amber-kettle-seventeen"


def member(
    email: str, *, role: Role = Role.REFERRER, organisation: str = "derbyshire-police", name: str = "Ada Byron"
) -> Membership:
    """Somebody with a role in a demonstration organisation and no password yet; the address's domain becomes one of the
    organisation's, as an operator would record it."""
    by = SystemActor(SystemName.INSTALLATION)
    found = Organisation.objects.get(slug=organisation)
    if domain_of(email) not in found.email_domains:
        set_email_domains(organisation=found, domains=[*found.email_domains, domain_of(email)], by=by)
    return start_membership(email=email, name=name, organisation=found, role=role, by=by)


def with_password(person: Person) -> Person:
    """The person after they have set `PASSWORD`."""
    person.set_password(PASSWORD)
    person.save()
    return person


def with_second_factor(person: Person) -> str:
    """Give the person an authenticator app and recovery codes; returns the app's secret."""
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    return secret


def code_of(secret: str) -> str:
    """The code the app shows now. A code works once: the memory of used codes is cleared."""
    cache.clear()
    return f"{hotp_value(secret, int(time.time()) // 30):06d}"
