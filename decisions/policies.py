"""May this be done to the case's decision now, and by this person? Wired to permissions in `nrm/wiring.py`.

Each takes the case. Persons are compared, never memberships: somebody with two roles is one person. Whoever referred
the case takes no part in deciding it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Set
from dataclasses import dataclass

from cases.domain.states import STATUS_WORDS as CASE_STATUS_WORDS
from cases.enums import CaseStatus, DecisionMaker, Nation
from cases.models import Case
from cases.selectors import submitted_by
from deadlines.domain.compute import Computed, deadline
from deadlines.domain.policies import NoPolicyInForce
from deadlines.selectors import deadlines_of
from decisions.domain.kinds import KINDS
from decisions.domain.states import day_refusal, issue_refusal, review_refusal
from decisions.enums import DecisionKind, DecisionOutcome, DecisionStatus
from decisions.models import Decision
from nrm import clock
from nrm.access.actors import Actor
from nrm.access.exceptions import Refused
from nrm.exceptions import StaleForm

STALE = (
    "Somebody changed this case while you had it open. Nothing was saved, and what you entered is still here. "
    "Look at the decision as it is now, then try again."
)


@dataclass(frozen=True)
class EarliestDay:
    """The first London date on which a decision may be issued, and what was counted."""

    due_on: dt.date
    explanation: str


def check_can_draft_reasonable_grounds(case: Case, actor: Actor) -> None:
    """Refuse unless the reasonable grounds decision is in progress and the case is allocated to this person."""
    _check_can_draft(case, actor, DecisionKind.REASONABLE_GROUNDS)


def check_can_check_reasonable_grounds(case: Case, actor: Actor) -> None:
    """Refuse unless a reasonable grounds decision waits for a second caseworker and this person wrote nothing of it."""
    _check_can_check(case, actor, DecisionKind.REASONABLE_GROUNDS)


def check_can_issue_reasonable_grounds(case: Case, actor: Actor) -> None:
    """Refuse unless the case is allocated to this person and its decision may go out: a negative only when another
    person approved this very text."""
    _check_can_issue(case, actor, DecisionKind.REASONABLE_GROUNDS)


def check_can_draft_conclusive_grounds(case: Case, actor: Actor) -> None:
    """Refuse unless the case has a positive reasonable grounds decision, no conclusive one, and is allocated to this
    person. It may be written on any day of the recovery period."""
    _check_can_draft(case, actor, DecisionKind.CONCLUSIVE_GROUNDS)


def check_can_check_conclusive_grounds(case: Case, actor: Actor) -> None:
    """Refuse unless a conclusive grounds decision waits for a second caseworker and this person wrote nothing of it."""
    _check_can_check(case, actor, DecisionKind.CONCLUSIVE_GROUNDS)


def check_can_issue_conclusive_grounds(case: Case, actor: Actor) -> None:
    """Refuse what `check_can_issue_reasonable_grounds` refuses, and any day before the earliest one, stored with the
    case or counted from its reasonable grounds decision; a case for which no rule sets one, such as a panel's, has none
    to wait for."""
    _check_can_issue(case, actor, DecisionKind.CONCLUSIVE_GROUNDS)


def _check_can_draft(case: Case, actor: Actor, kind: DecisionKind) -> None:
    rules = KINDS[kind]
    _check_stands_at(case, rules.writable, f"A {rules.words} decision cannot be written on this case")
    _check_allocated(case, actor, "write its decision")
    _check_did_not_submit(case, actor)


def _check_can_check(case: Case, actor: Actor, kind: DecisionKind) -> None:
    rules = KINDS[kind]
    _check_stands_at(case, {rules.in_progress}, f"A {rules.words} decision cannot be checked on this case")
    decision = _open_decision(case, kind)
    if decision is None or decision.status != DecisionStatus.WITH_SECOND_CASEWORKER.value:
        raise Refused(f"No {rules.words} decision waits for a second caseworker on this case.")
    if approval_of(decision) is not None:
        raise Refused("This decision has been approved already. It waits for its author to issue it.")
    # Whoever wrote an earlier text of it is no fresh pair of eyes either.
    for writer in decision.versions.values_list("written_by__person_id", flat=True):
        _refuse_if(review_refusal(writer, actor.person_id))
    _check_did_not_submit(case, actor)


def _check_can_issue(case: Case, actor: Actor, kind: DecisionKind) -> None:
    rules = KINDS[kind]
    _check_stands_at(case, {rules.in_progress}, f"A {rules.words} decision cannot be issued on this case")
    _check_allocated(case, actor, "issue its decision")
    _check_did_not_submit(case, actor)
    decision = _open_decision(case, kind)
    if decision is None:
        raise Refused(f"There is no {rules.words} decision to issue on this case.")
    outcome, status = DecisionOutcome(decision.outcome), DecisionStatus(decision.status)
    _refuse_if(issue_refusal(outcome, status, decision.author_person_id, approval_of(decision)))
    _check_day_has_come(case, kind)


def _check_day_has_come(case: Case, kind: DecisionKind) -> None:
    earliest = earliest_day_of(case, kind)
    if earliest is not None:
        _refuse_if(day_refusal(KINDS[kind].words, earliest.due_on, earliest.explanation, clock.today()))


def earliest_day_of(case: Case, kind: DecisionKind) -> EarliestDay | None:
    """The first London date on which a decision of that kind may be issued on the case, and why; None where no rule
    sets one, as for a panel, or it is over. Where none is stored it is computed from the issued reasonable grounds
    decision, so that no case goes without it."""
    rule = KINDS[kind].not_before
    stored = [row for row in deadlines_of(case) if row.rule == rule] if rule else []
    if stored or not rule:
        running = next((row for row in stored if row.met_at is None), None)
        return EarliestDay(running.due_on, running.explanation) if running is not None else None
    issued = case.decisions.filter(kind=DecisionKind.REASONABLE_GROUNDS.value, status=DecisionStatus.ISSUED.value)
    issued_on = issued.order_by("-pk").values_list("issued_on", flat=True).first()
    computed = _computed(rule, case, issued_on) if issued_on is not None else None
    return EarliestDay(computed.due_on, computed.explanation) if computed is not None else None


def _computed(rule: str, case: Case, started_on: dt.date) -> Computed | None:
    try:
        return deadline(rule, started_on, Nation(case.nation), DecisionMaker(case.decision_maker))
    except NoPolicyInForce:
        return None


def approval_of(decision: Decision) -> int | None:
    """The person who approved the decision's present text; None when nobody did."""
    return decision.approved_by_person_id if decision.approved_version == decision.version else None


def check_not_stale(decision: Decision | None, version: int) -> None:
    """Raise `StaleForm` when the decision is not at the version the form was opened with; 0 stands for none yet."""
    if (decision.version if decision else 0) != version:
        raise StaleForm(STALE)


def _open_decision(case: Case, kind: DecisionKind) -> Decision | None:
    return case.decisions.exclude(status=DecisionStatus.ISSUED.value).filter(kind=kind.value).first()


def _check_stands_at(case: Case, statuses: Set[CaseStatus], refused: str) -> None:
    status = CaseStatus(case.status)
    if status not in statuses:
        raise Refused(f"{refused}: its status is “{CASE_STATUS_WORDS[status].caseworker}”.")


def _check_allocated(case: Case, actor: Actor, verb: str) -> None:
    if case.allocated_to is None or case.allocated_to.person_id != actor.person_id:
        holder = case.allocated_to.person.name if case.allocated_to else "nobody"
        raise Refused(
            f"Only the caseworker to whom this case is allocated may {verb}. It is allocated to {holder}; "
            "a team leader can reallocate it."
        )


def _check_did_not_submit(case: Case, actor: Actor) -> None:
    if actor.person_id in submitted_by(case):
        raise Refused("You submitted this referral. Somebody else must decide it.")


def _refuse_if(sentence: str | None) -> None:
    if sentence is not None:
        raise Refused(sentence)
