"""Who works where as what: starting, changing and ending memberships, with the grants derived from them."""

from __future__ import annotations

import datetime as dt

from nrm import clock
from nrm.access.actors import Actor
from nrm.access.check import check
from nrm.access.permissions import Permission
from nrm.access.roles import Role
from nrm.accounts.actions.grants import derive_grants
from nrm.accounts.actions.sessions import end_sessions
from nrm.accounts.actions.standing import (
    check_decides_for_one,
    check_stays_looked_after,
    find_or_make_person,
    lock_membership,
    lock_organisation,
)
from nrm.accounts.actions.telling import tell_of_role
from nrm.accounts.links import set_password_link, sign_in_link
from nrm.accounts.models import Membership, Organisation, Person, Team
from nrm.accounts.policies import (
    check_can_give,
    check_can_look_after,
    check_has_address_here,
    check_is_somebody,
    check_is_somebody_else,
)
from nrm.accounts.selectors import is_named_in, works_elsewhere
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from nrm.exceptions import DomainError
from nrm.notices.kinds import Notice
from nrm.notices.queue import tell


@action
def start_membership(
    *, email: str, name: str, organisation: Organisation, role: Role, by: Actor, team: Team | None = None
) -> Membership:
    """Give somebody a role in an organisation, making the person when the address is new; no password is set.

    Refuses a role that may not be held there or that the actor may not give, an address that is not of the
    organisation (`check_has_address_here`), one the person holds already, a role in the second competent authority, a
    team of another organisation, a closed account and the actor themself. Tells nobody.
    """
    check(by, Permission.MANAGE_MEMBERS, organisation if by.kind == "person" else None)
    check_can_give(by, role, organisation)
    _check_team(team, organisation)
    organisation = lock_organisation(organisation.pk, by)
    person, is_new = find_or_make_person(email, name)
    check_is_somebody_else(by, person)
    check_is_somebody(person)
    check_has_address_here(person.email, role, organisation)
    if not person.is_active:
        raise DomainError("This person’s account is closed.", field="email")
    if _holds(person, organisation, role):
        raise DomainError(f"{person.email} already has this role.", field="email")
    check_decides_for_one(person, organisation, role)
    membership = _begin(person, organisation, role, team, clock.now(), is_named=is_new)
    record(Event.MEMBER_INVITED, by=by, subject=membership, person_id=person.pk, role=role.value)
    return membership


@action
def invite_member(
    *, email: str, name: str, organisation: Organisation, role: Role, by: Actor, team: Team | None = None
) -> Membership:
    """Start a membership and send the person a link to set a password; one who has a password is told to sign in. An
    entrusted role is told to whoever else looks after the organisation's people.

    Refuses what `start_membership` refuses.
    """
    membership = start_membership(email=email, name=name, organisation=organisation, role=role, by=by, team=team)
    person = membership.person
    occasion = f"membership {membership.pk}"
    if person.has_usable_password():
        tell(Notice.ADDED_TO_ORGANISATION, [membership], by=by, occasion=occasion, address=sign_in_link())
    else:
        tell(Notice.INVITED, [membership], by=by, occasion=occasion, address=set_password_link(person))
    tell_of_role(membership, by)
    return membership


@action
def change_role(*, membership_id: int, role: Role, by: Actor, team: Team | None = None) -> Membership:
    """End a membership and start another in the same organisation; what the person reaches changes at once.

    Refuses an ended membership, the actor's own, a role the actor may not give or the person holds, what
    `start_membership` refuses for the address or the other authority, and to take the role from the organisation's last
    administrator. An entrusted role is told to whoever else looks after the organisation's people.
    """
    before = lock_membership(by, membership_id)
    check(by, Permission.MANAGE_MEMBERS, before)
    check_can_look_after(by, before)
    check_can_give(by, role, before.organisation)
    _check_team(team, before.organisation)
    if role.value == before.role and before.team_id == (team.pk if team else None):
        raise DomainError(f"{before.shown_name} has this role already.", field="role")
    if role.value != before.role:
        _check_may_become(before, role)
    now = max(clock.now(), before.since)
    _end(before, now)
    after = _begin(before.person, before.organisation, role, team, now, is_named=before.named_at is not None)
    record(
        Event.MEMBER_ROLE_CHANGED, by=by, subject=after, person_id=after.person_id, before=before.role, after=after.role
    )
    if after.role != before.role:
        tell_of_role(after, by)
    return after


@action
def end_membership(*, membership_id: int, by: Actor) -> Membership:
    """End a membership from now on, end every session of the person, whatever they act as there, and tell them.

    Sessions of somebody who works for another organisation too go on: no organisation signs them out of another's
    work, and the next request that acts in the ended membership is refused (`ActingMiddleware`).
    Refuses an ended membership, the actor's own, and the organisation's last administrator.
    """
    membership = lock_membership(by, membership_id)
    check(by, Permission.MANAGE_MEMBERS, membership)
    if membership.until is None:
        check_stays_looked_after(membership)
    check_can_look_after(by, membership)
    _end(membership, max(clock.now(), membership.since))
    record(Event.MEMBER_ENDED, by=by, subject=membership, person_id=membership.person_id, role=membership.role)
    if not works_elsewhere(membership.person, membership.organisation_id):
        end_sessions(membership.person)
    tell(Notice.ACCESS_ENDED, [membership], by=by, occasion=f"membership {membership.pk}")
    return membership


def _check_may_become(before: Membership, role: Role) -> None:
    check_stays_looked_after(before)
    check_has_address_here(before.person.email, role, before.organisation)
    if _holds(before.person, before.organisation, role):
        raise DomainError(f"{before.shown_name} has this role already.", field="role")
    check_decides_for_one(before.person, before.organisation, role)


def _begin(
    person: Person, organisation: Organisation, role: Role, team: Team | None, at: dt.datetime, *, is_named: bool
) -> Membership:
    named_at = at if is_named or is_named_in(person, organisation.pk) else None
    membership = Membership.objects.create(
        person=person, organisation=organisation, role=role.value, team=team, since=at, named_at=named_at
    )
    derive_grants(membership)
    return membership


def _end(membership: Membership, at: dt.datetime) -> None:
    membership.until = at
    membership.save(update_fields=["until"])
    derive_grants(membership)


def _holds(person: Person, organisation: Organisation, role: Role) -> bool:
    return Membership.objects.filter(person=person, organisation=organisation, role=role.value, until=None).exists()


def _check_team(team: Team | None, organisation: Organisation) -> None:
    if team is not None and team.organisation_id != organisation.pk:
        raise DomainError(f"{organisation} has no such team.", field="team")
