"""Connected systems and their tokens: adding, renewing, ending. A token's text leaves here once and is kept nowhere."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import cast

from nrm import clock
from nrm.access.actors import Actor, MachineActor
from nrm.access.check import check
from nrm.access.exceptions import NotVisible
from nrm.access.permissions import Permission
from nrm.access.roles import Role
from nrm.accounts.actions.grants import derive_grants
from nrm.accounts.actions.standing import lock_organisation
from nrm.accounts.actions.telling import tell_of_token
from nrm.accounts.models import MachineToken, Membership, Organisation, Person
from nrm.accounts.policies import check_can_connect, check_is_connected
from nrm.accounts.selectors import machine_seen
from nrm.accounts.tokens import PREFIX_LENGTH, hash_of, new_token
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from nrm.exceptions import DomainError

MOST_TOKENS = 5
MOST_DAYS = 365
# No mailbox: RFC 2606 keeps `.invalid` from ever being one. The address says whom a row of the record means.
ADDRESS = "machine-{}@systems.invalid"


@action
def add_machine(*, name: str, label: str, days: int, organisation: Organisation, by: Actor) -> tuple[MachineToken, str]:
    """Connect a system of the organisation, with its first token; returns the token's row and its text.

    Refuses an organisation that does not refer, and one that is not the actor's.
    """
    check(by, Permission.MANAGE_MACHINES, organisation)
    check_can_connect(organisation)
    lock_organisation(organisation.pk, by)
    person = Person(email=ADDRESS.format(uuid.uuid4().hex[:12]), name=name, joined_at=clock.now(), is_machine=True)
    person.set_unusable_password()
    person.save()
    membership = Membership.objects.create(
        person=person, organisation=organisation, role=Role.MACHINE.value, since=clock.now()
    )
    derive_grants(membership)
    record(Event.MACHINE_ADDED, by=by, subject=membership, person_id=person.pk)
    return _make_token(membership, label, days, by)


@action
def make_token(*, membership_id: int, label: str, days: int, by: Actor) -> tuple[MachineToken, str]:
    """Make another token of a connected system, beside those in use; returns its row and its text.

    Refuses a system whose access has ended, more than five tokens in use, and longer than a year.
    """
    machine = _lock_machine(by, membership_id)
    in_use = machine.tokens.filter(ended_at=None, until__gt=clock.now()).count()
    if in_use >= MOST_TOKENS:
        raise DomainError(f"{machine.person.name} has {MOST_TOKENS} tokens in use. End one first.")
    return _make_token(machine, label, days, by)


@action
def end_token(*, membership_id: int, token_id: int, by: Actor) -> MachineToken:
    """End one token of a connected system now. Refuses one that has ended before."""
    machine = _lock_machine(by, membership_id)
    token: MachineToken | None = machine.tokens.filter(pk=token_id).first()
    if token is None:
        raise NotVisible
    if token.ended_at is not None:
        raise DomainError("This token has already been ended.")
    _end(token, by)
    return token


@action
def end_machine(*, membership_id: int, by: Actor) -> Membership:
    """End a connected system's access and every token of it now. What it sent stays."""
    machine = _lock_machine(by, membership_id)
    for token in machine.tokens.filter(ended_at=None):
        _end(token, by)
    machine.until = max(clock.now(), machine.since)
    machine.save(update_fields=["until"])
    derive_grants(machine)
    record(Event.MACHINE_ENDED, by=by, subject=machine, person_id=machine.person_id)
    return machine


@action
def note_use(*, token_id: int, by: MachineActor) -> None:
    """Write down that a token was used, once on each London day."""
    token: MachineToken = MachineToken.objects.select_for_update(of=("self",)).get(pk=token_id)
    token.last_used_on = clock.today()
    token.save(update_fields=["last_used_on"])
    record(Event.MACHINE_TOKEN_USED, by=by, subject=token, prefix=token.prefix)


def _lock_machine(by: Actor, membership_id: int) -> Membership:
    """A connected system that the actor looks after, its organisation locked; NotVisible for any other."""
    lock_organisation(machine_seen(by, membership_id).organisation_id, by)
    machine = machine_seen(by, membership_id)
    check(by, Permission.MANAGE_MACHINES, machine)
    check_is_connected(machine)
    return machine


def _make_token(machine: Membership, label: str, days: int, by: Actor) -> tuple[MachineToken, str]:
    if not 1 <= days <= MOST_DAYS:
        raise DomainError(f"A token is valid for 1 to {MOST_DAYS} days.", field="days")
    text, now = new_token(), clock.now()
    token = MachineToken.objects.create(
        membership=machine,
        label=label,
        prefix=text[:PREFIX_LENGTH],
        token_hash=hash_of(text),
        since=now,
        until=now + dt.timedelta(days=days),
        made_by_id=cast("int", by.membership_id),  # a part of the system was refused
    )
    record(
        Event.MACHINE_TOKEN_MADE,
        by=by,
        subject=token,
        person_id=machine.person_id,
        prefix=token.prefix,
        until=token.until.date().isoformat(),
    )
    tell_of_token(token, by)
    return token, text


def _end(token: MachineToken, by: Actor) -> None:
    token.ended_at = max(clock.now(), token.since)
    token.ended_by_id = by.membership_id
    token.save(update_fields=["ended_at", "ended_by"])
    person_id = token.membership.person_id
    record(Event.MACHINE_TOKEN_ENDED, by=by, subject=token, person_id=person_id, prefix=token.prefix)
