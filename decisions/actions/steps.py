"""The parts of the decision actions: finding the decision, writing a text, noting each hand. They record nothing."""

from __future__ import annotations

from typing import cast

from cases.models import Case
from cases.selectors import lock
from decisions.domain.kinds import KINDS
from decisions.domain.states import next_status
from decisions.enums import DecisionKind, DecisionOutcome
from decisions.models import Decision, DecisionStep, DecisionVersion
from decisions.policies import check_not_stale
from decisions.selectors import decision_in_progress
from nrm import clock
from nrm.access.actors import Actor
from nrm.access.check import check
from nrm.access.exceptions import Refused
from nrm.access.permissions import Permission


def lock_decision(
    case_id: int, kind: DecisionKind, version: int, permission: Permission, by: Actor
) -> tuple[Case, Decision]:
    """The case, locked, and its decision in progress at the version the form was opened with, which `by` may act on.

    Every action on a decision locks the case first, so that two at once run one after the other.
    """
    case = lock(by, case_id)
    decision = decision_in_progress(case, kind)
    check_not_stale(decision, version)
    check(by, permission, case)
    if decision is None:
        raise Refused(f"There is no {KINDS[kind].words} decision in progress on this case.")
    return case, decision


def kind_words(decision: Decision) -> str:
    """The kind of decision as the record says it: `Reasonable grounds`."""
    return KINDS[DecisionKind(decision.kind)].words.capitalize()


def membership_id_of(by: Actor) -> int:
    """The membership in which a person acts; `check` has refused every part of the system."""
    return cast("int", by.membership_id)


def person_id_of(by: Actor) -> int:
    """The person who acts; `check` has refused every part of the system."""
    return cast("int", by.person_id)


def follow_decision(decision: Decision, transition: str) -> None:
    """Set the decision's status by one row of the transition table; the caller saves."""
    decision.status = next_status(decision.status, transition).value


def add_text(decision: Decision, outcome: DecisionOutcome, reasons: str, by: Actor) -> None:
    """Write the decision's present version as an immutable row."""
    DecisionVersion.objects.create(
        decision=decision,
        version=decision.version,
        outcome=outcome.value,
        reasons=reasons,
        written_at=clock.now(),
        written_by_id=membership_id_of(by),
    )


def add_step(decision: Decision, step: str, by: Actor, comments: str = "") -> DecisionStep:
    """Note one hand the decision went through."""
    return DecisionStep.objects.create(
        decision=decision,
        step=step,
        version=decision.version,
        comments=comments,
        taken_at=clock.now(),
        taken_by_id=membership_id_of(by),
    )
