"""Setting an installation up: an organisation's first administrator."""

from __future__ import annotations

from typing import Any

from nrm.access.actors import SystemActor
from nrm.access.check import check
from nrm.access.permissions import Permission
from nrm.access.roles import Role
from nrm.accounts.actions.memberships import start_membership
from nrm.accounts.actions.organisations import add_organisation
from nrm.accounts.links import set_password_link
from nrm.accounts.models import Organisation, Person
from nrm.accounts.selectors import has_administrator
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from nrm.exceptions import DomainError


@action
def install_administrator(
    *, email: str, name: str, organisation: Organisation | None, added: dict[str, Any] | None, by: SystemActor
) -> tuple[Person, str]:
    """Make somebody the first administrator of an organisation, adding it from `added` when it is not there yet.

    Returns the person and a link to set their password, empty for somebody who has one already. Refuses an
    organisation that has an administrator, who can invite.
    """
    check(by, Permission.MANAGE_MEMBERS)
    if organisation is None:
        organisation = add_organisation(**(added or {}), by=by)
    if has_administrator(organisation.pk):
        raise DomainError(f"{organisation} has an administrator already, who can invite others.")
    membership = start_membership(email=email, name=name, organisation=organisation, role=Role.ADMINISTRATOR, by=by)
    person = membership.person
    record(Event.FIRST_ADMINISTRATOR_MADE, by=by, subject=membership, person_id=person.pk)
    return person, "" if person.has_usable_password() else set_password_link(person)
