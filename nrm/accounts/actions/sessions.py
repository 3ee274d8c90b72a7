"""Ending what a person has open, and taking a lost second factor off their account."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import F

from nrm import clock
from nrm.access.actors import Actor, PersonActor
from nrm.access.check import check
from nrm.access.exceptions import NotVisible, Refused
from nrm.access.permissions import Permission
from nrm.access.roles import Role
from nrm.accounts.actions.standing import lock_membership
from nrm.accounts.links import sign_in_link
from nrm.accounts.models import Membership, Person
from nrm.accounts.policies import check_can_look_after, roles_given_by
from nrm.accounts.selectors import actor_for, current_memberships
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from nrm.exceptions import DomainError
from nrm.notices.kinds import Notice
from nrm.notices.queue import tell


def end_sessions(person: Person) -> None:
    """End every session of the person at once; part of the actions that take access away."""
    Person.objects.filter(pk=person.pk).update(session_generation=F("session_generation") + 1)
    for session in UserSession.objects.filter(user=person):
        session.end()


def name_whom_acts(membership_id: int) -> None:
    """The person acts for the organisation: it may know their name from now on. Part of the actions that begin it."""
    Membership.objects.filter(pk=membership_id, named_at=None).update(named_at=clock.now())


@action
def reset_second_factor(*, membership_id: int, by: Actor) -> Membership:
    """Take every second factor off a person who lost theirs, end their sessions and tell them.

    Refuses somebody who works for another organisation too, so that none can weaken an account another relies on.
    """
    membership = lock_membership(by, membership_id)
    check(by, Permission.MANAGE_MEMBERS, membership)
    check_can_look_after(by, membership)
    person = membership.person
    _check_is_theirs_to_reset(by, membership)
    found, _ = Authenticator.objects.filter(user=person).delete()
    if not found:
        raise DomainError(
            f"{membership.shown_name} has not set up a second factor. They set one up when they next sign in."
        )
    end_sessions(person)
    record(Event.SECOND_FACTOR_RESET, by=by, subject=membership, person_id=person.pk)
    occasion = f"reset {clock.now().isoformat()}"
    tell(Notice.SECOND_FACTOR_RESET, [membership], by=by, occasion=occasion, address=sign_in_link())
    return membership


@action
def switch_membership(*, membership_id: int, by: PersonActor) -> PersonActor:
    """Begin acting in another of one's own current memberships; refuses any other as not visible."""
    person = Person.objects.get(pk=by.person_id)
    wanted = next((m for m in current_memberships(person) if m.pk == membership_id), None)
    if wanted is None:
        raise NotVisible
    actor = actor_for(wanted)
    name_whom_acts(wanted.pk)
    record(
        Event.ORGANISATION_SWITCHED,
        by=by,
        subject=wanted,
        role=wanted.role,
        organisation=wanted.organisation.short_name,
    )
    return actor


def _check_is_theirs_to_reset(by: Actor, membership: Membership) -> None:
    held = current_memberships(membership.person)
    if any(m.organisation_id != membership.organisation_id for m in held):
        raise DomainError(
            "This person works for another organisation too, so no single one may reset their second factor. "
            "Ask the system operator."
        )
    here = [Role(m.role) for m in held if m.organisation_id == membership.organisation_id]
    if not roles_given_by(by).issuperset(here):
        raise Refused("This person has another role here that you do not look after. An administrator may do this.")
