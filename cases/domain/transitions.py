"""The shape of a state machine: a literal table of transitions and the one function that follows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from nrm.exceptions import DomainError

Status = TypeVar("Status", bound=StrEnum)


class TransitionNotAllowed(DomainError):
    """The thing is not in a status from which this may be done; the message is a sentence for the user."""


@dataclass(frozen=True)
class Transition(Generic[Status]):
    """One row: what may be done, from where, to where, who may, and the event that records it.

    None among `from_statuses` stands for a thing that does not exist yet; `to` None leaves the status as it is.
    """

    name: str
    from_statuses: frozenset[Status | None]
    to: Status | None
    permission: str
    event: str


def follow(table: Iterable[Transition[Status]], current: Status | None, name: str, *, done: str, stands: str) -> Status:
    """The status after the named transition.

    Raises `TransitionNotAllowed` with a sentence made of `done` ("The case cannot be routed") and
    `stands` ("it is closed"), and LookupError for a name that is in no row.
    """
    rows = [row for row in table if row.name == name]
    if not rows:
        raise LookupError(f"There is no transition called {name}.")
    for row in rows:
        after = row.to or current
        if current in row.from_statuses and after is not None:
            return after
    raise TransitionNotAllowed(f"{done}: {stands}.")
