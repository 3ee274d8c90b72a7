"""The second caseworker: approves a decision or returns it with comments."""

from __future__ import annotations

from decisions.actions.steps import add_step, follow_decision, kind_words, lock_decision, person_id_of
from decisions.domain.kinds import KINDS
from decisions.domain.states import comments_refusal
from decisions.enums import DecisionKind
from decisions.models import Decision
from nrm import clock
from nrm.access.actors import Actor
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from nrm.exceptions import DomainError
from nrm.notices.kinds import Notice
from nrm.notices.queue import tell


@action
def approve_decision(*, case_id: int, kind: DecisionKind, version: int, by: Actor) -> Decision:
    """Approve this very version, so that its author may issue it, and tell them.

    Refuses a stale `version`, a decision that waits for no check, and everybody who wrote a text of it.
    """
    case, decision = lock_decision(case_id, kind, version, KINDS[kind].check, by)
    follow_decision(decision, "approve")
    decision.approved_by_person_id = person_id_of(by)
    decision.approved_at = clock.now()
    decision.approved_version = decision.version
    decision.save()
    step = add_step(decision, "approved", by)
    record(
        Event.DECISION_APPROVED, by=by, case=case, subject=decision, kind=kind_words(decision), version=decision.version
    )
    tell(Notice.DECISION_APPROVED, [decision.author], by=by, occasion=f"decision step {step.pk}", case=case)
    return decision


@action
def return_decision(*, case_id: int, kind: DecisionKind, comments: str, version: int, by: Actor) -> Decision:
    """Give the decision back to its author with comments on what to change, and tell them.

    Refuses blank comments and whatever `approve_decision` refuses.
    """
    case, decision = lock_decision(case_id, kind, version, KINDS[kind].check, by)
    refusal = comments_refusal(comments)
    if refusal is not None:
        raise DomainError(refusal, field="comments")
    follow_decision(decision, "return_with_comments")
    decision.save(update_fields=["status"])
    step = add_step(decision, "returned", by, comments)
    record(
        Event.DECISION_RETURNED, by=by, case=case, subject=decision, kind=kind_words(decision), version=decision.version
    )
    tell(Notice.DECISION_RETURNED_TO_YOU, [decision.author], by=by, occasion=f"decision step {step.pk}", case=case)
    return decision
