"""Who works where as what: starting, changing and ending memberships, with the grants derived from them."""

from __future__ import annotations

from nrm import clock
from nrm.access.actors import Actor
from nrm.access.check import check
from nrm.access.permissions import Permission
from nrm.access.roles import ROLES, OrganisationKind, Role
from nrm.accounts.actions.grants import derive_grants
from nrm.accounts.models import Membership, Organisation, Person, Team
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from nrm.exceptions import DomainError


@action
def start_membership(
    *, email: str, name: str, organisation: Organisation, role: Role, by: Actor, team: Team | None = None
) -> Membership:
    """Give somebody a role in an organisation, making the person when the address is new; no password is set.

    Refuses a role that may not be held there, and one the person holds already.
    """
    if by.kind == "person":
        check(by, Permission.MANAGE_MEMBERS, organisation)
    else:
        check(by, Permission.MANAGE_MEMBERS)
    if OrganisationKind(organisation.kind) not in ROLES[role].kinds:
        raise DomainError(f"{organisation} has no {ROLES[role].title.lower()}.", field="role")
    person = find_or_make_person(email, name)
    if _holds(person, organisation, role):
        raise DomainError(f"{person.email} already has this role.", field="email")
    membership = Membership.objects.create(
        person=person, organisation=organisation, role=role.value, team=team, since=clock.now()
    )
    derive_grants(membership)
    record(Event.MEMBER_INVITED, by=by, subject=membership, person_id=person.pk, role=role.value)
    return membership


def find_or_make_person(email: str, name: str) -> Person:
    """The person with that address, whatever its case, or a new one without a password."""
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        person = Person(email=email.lower(), name=name, joined_at=clock.now())
        person.set_unusable_password()
        person.save()
    return person


def _holds(person: Person, organisation: Organisation, role: Role) -> bool:
    return Membership.objects.filter(person=person, organisation=organisation, role=role.value, until=None).exists()
