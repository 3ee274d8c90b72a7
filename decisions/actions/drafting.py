"""Writing a decision and sending it to the second caseworker."""

from __future__ import annotations

from cases.actions.standing import follow_transition
from cases.models import Case
from cases.selectors import deciding_organisation_id, lock
from decisions.actions.steps import (
    add_step,
    add_text,
    follow_decision,
    kind_words,
    lock_decision,
    membership_id_of,
    person_id_of,
)
from decisions.domain.kinds import KINDS
from decisions.domain.states import next_status, reasons_refusal
from decisions.enums import DecisionKind, DecisionOutcome
from decisions.models import Decision
from decisions.policies import check_not_stale
from decisions.selectors import decision_in_progress, second_caseworkers_for, text_of
from nrm.access.actors import Actor
from nrm.access.check import check
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from nrm.exceptions import DomainError
from nrm.notices.kinds import Notice
from nrm.notices.queue import tell


@action
def draft_decision(
    *, case_id: int, kind: DecisionKind, outcome: DecisionOutcome, reasons: str, version: int, by: Actor
) -> Decision:
    """Keep outcome and reasons, character for character, as a new version; the same text again adds none.

    A new version is a draft: it withdraws an approval, takes the decision back from the second caseworker and answers
    what they returned it for. The first text of a conclusive grounds decision moves the case. Refuses a stale `version`
    (0 where there was no decision yet), blank reasons, and anybody but the allocated caseworker.
    """
    case = lock(by, case_id)
    decision = decision_in_progress(case, kind)
    check_not_stale(decision, version)
    check(by, KINDS[kind].draft, case)
    refusal = reasons_refusal(reasons)
    if refusal is not None:
        raise DomainError(refusal, field="reasons")
    if decision is None:
        decision = _start(case, kind, outcome, by)
        _keep_text(decision, outcome, reasons, by)
    elif _is_changed(decision, outcome, reasons):
        _rewrite(decision, outcome, by)
        _keep_text(decision, outcome, reasons, by)
    record(
        Event.DECISION_DRAFTED, by=by, case=case, subject=decision, kind=kind_words(decision), version=decision.version
    )
    return decision


@action
def send_to_second_caseworker(*, case_id: int, kind: DecisionKind, version: int, by: Actor) -> Decision:
    """Ask the second caseworkers of the authority, other than its writers, to check the decision, and tell them.

    Refuses a stale `version`, a decision that is with them already, and anybody but the allocated caseworker.
    """
    case, decision = lock_decision(case_id, kind, version, KINDS[kind].draft, by)
    follow_decision(decision, "send_to_second_caseworker")
    decision.save(update_fields=["status"])
    step = add_step(decision, "sent_to_second_caseworker", by)
    record(
        Event.DECISION_SENT_TO_SECOND_CASEWORKER,
        by=by,
        case=case,
        subject=decision,
        kind=kind_words(decision),
        version=decision.version,
    )
    second_caseworkers = second_caseworkers_for(decision, deciding_organisation_id(case))
    tell(Notice.DECISION_TO_CHECK, second_caseworkers, by=by, occasion=f"decision step {step.pk}", case=case)
    return decision


def _start(case: Case, kind: DecisionKind, outcome: DecisionOutcome, by: Actor) -> Decision:
    if case.status != KINDS[kind].in_progress.value:
        follow_transition(case, KINDS[kind].begin, by=by)
    return Decision.objects.create(
        case=case,
        kind=kind.value,
        status=next_status(None, "save_draft").value,
        outcome=outcome.value,
        author_id=membership_id_of(by),
        author_person_id=person_id_of(by),
    )


def _is_changed(decision: Decision, outcome: DecisionOutcome, reasons: str) -> bool:
    present = text_of(decision)
    return (present.outcome, present.reasons) != (outcome.value, reasons)


def _rewrite(decision: Decision, outcome: DecisionOutcome, by: Actor) -> None:
    """Move to the next version, whose author is whoever writes it; an approval was of another text."""
    follow_decision(decision, "save_draft")
    decision.version += 1
    decision.outcome = outcome.value
    decision.author_id, decision.author_person_id = membership_id_of(by), person_id_of(by)
    decision.approved_by_person = decision.approved_at = decision.approved_version = None
    decision.save()


def _keep_text(decision: Decision, outcome: DecisionOutcome, reasons: str, by: Actor) -> None:
    add_text(decision, outcome, reasons, by)
    add_step(decision, "drafted", by)
