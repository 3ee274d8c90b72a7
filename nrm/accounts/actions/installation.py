"""Setting an installation up: an organisation's first administrator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nrm.access.actors import SystemActor
from nrm.access.check import check
from nrm.access.permissions import Permission
from nrm.access.roles import Role
from nrm.accounts.actions.memberships import start_membership
from nrm.accounts.actions.organisations import add_organisation, set_email_domains
from nrm.accounts.actions.telling import tell_of_role
from nrm.accounts.domains import clean_domains, domain_of
from nrm.accounts.links import set_password_link
from nrm.accounts.models import Organisation, Person
from nrm.accounts.selectors import has_administrator
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from nrm.exceptions import DomainError


@action
def install_administrator(
    *,
    email: str,
    name: str,
    organisation: Organisation | None,
    added: dict[str, Any] | None,
    by: SystemActor,
    email_domains: Sequence[str] = (),
) -> tuple[Person, str]:
    """Make somebody the first administrator of an organisation, adding it from `added` when it is not there yet.

    The organisation's email domains are `email_domains`; where none are given, those it has and the administrator's
    own. Returns the person and a link to set their password, empty for somebody who has one already. Refuses an
    organisation that has an administrator, who can invite, and an administrator with an address elsewhere.
    """
    check(by, Permission.MANAGE_MEMBERS)
    if organisation is None:
        organisation = add_organisation(**(added or {}), by=by)
    if has_administrator(organisation.pk):
        raise DomainError(f"{organisation} has an administrator already, who can invite others.")
    wanted = clean_domains(email_domains or [*organisation.email_domains, domain_of(email)])
    if wanted != organisation.email_domains:
        set_email_domains(organisation=organisation, domains=wanted, by=by)
    membership = start_membership(email=email, name=name, organisation=organisation, role=Role.ADMINISTRATOR, by=by)
    person = membership.person
    record(Event.FIRST_ADMINISTRATOR_MADE, by=by, subject=membership, person_id=person.pk)
    tell_of_role(membership, by)
    return person, "" if person.has_usable_password() else set_password_link(person)
