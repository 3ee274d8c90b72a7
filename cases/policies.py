"""May this be done to the case now, given where it stands? Wired to permissions in `nrm/wiring.py`."""

from __future__ import annotations

from cases.domain.states import next_status
from cases.domain.transitions import TransitionNotAllowed
from cases.models import Case
from nrm.access.actors import Actor
from nrm.access.exceptions import Refused
from nrm.exceptions import StaleForm

STALE = (
    "Somebody changed this case while you had it open. Nothing was saved, and what you entered is still here. "
    "Look at the case as it is now, then try again."
)


def check_can_route(case: Case, actor: Actor) -> None:
    """Refuse unless the case waits to be routed."""
    _check_can_follow(case, "route")


def check_can_allocate(case: Case, actor: Actor) -> None:
    """Refuse unless the case waits for its first caseworker, or somebody still works on it."""
    _check_can_follow(case, "allocate")


def check_not_stale(case: Case, version: int) -> None:
    """Raise `StaleForm` when the case is not at the version the form was opened with."""
    if case.version != version:
        raise StaleForm(STALE)


def _check_can_follow(case: Case, transition: str) -> None:
    try:
        next_status(case.status, transition)
    except TransitionNotAllowed as refusal:
        raise Refused(refusal.sentence) from refusal
