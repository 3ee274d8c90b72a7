"""The record of signing in and out and of what people change about it; allauth has done the thing itself."""

from __future__ import annotations

from nrm.access.actors import Actor
from nrm.accounts.actions.sessions import name_whom_acts
from nrm.accounts.models import Person
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record


@action
def record_signed_in(*, person: Person, method: str, by: Actor) -> None:
    """Record that a person signed in, and how; the organisation they begin to act for may know their name."""
    if by.membership_id is not None:
        name_whom_acts(by.membership_id)
    record(Event.SIGNED_IN, by=by, subject=person, method=method)


@action
def record_failed_sign_in(*, person: Person | None, step: str, by: Actor) -> None:
    """Record a failed attempt at a step; whose account it was, when the address is known, never what was typed."""
    record(Event.SIGN_IN_FAILED, by=by, subject=person, step=step)


@action
def record_signed_out(*, person: Person, by: Actor) -> None:
    """Record that a person signed out."""
    record(Event.SIGNED_OUT, by=by, subject=person)


@action
def record_second_factor_changed(*, person: Person, change: str, kind: str, by: Actor) -> None:
    """Record that a person added, removed or renewed a second factor of theirs."""
    record(Event.SECOND_FACTOR_CHANGED, by=by, subject=person, change=change, kind=kind)


@action
def record_password_changed(*, person: Person, change: str, by: Actor) -> None:
    """Record that a person set, changed or replaced their password."""
    record(Event.PASSWORD_CHANGED, by=by, subject=person, change=change)
