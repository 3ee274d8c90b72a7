"""Issuing a decision: the case moves, the clocks follow, the referrer is told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from types import MappingProxyType

from cases.actions.standing import follow_transition
from decisions.actions.steps import add_step, follow_decision, lock_decision, membership_id_of
from decisions.domain.kinds import KINDS
from decisions.domain.standards import standard_in_force
from decisions.enums import DecisionKind
from decisions.events import ConclusiveGroundsIssued, DecisionIssued, ReasonableGroundsIssued
from decisions.models import Decision
from decisions.selectors import referrers_told
from nrm import clock
from nrm.access.actors import Actor
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from nrm.london import london_date
from nrm.notices.kinds import Notice
from nrm.notices.queue import tell
from nrm.wiring import emit


@dataclass(frozen=True)
class _Issued:
    """What issuing one kind of decision is called in the record, to other rooms and to the referrer."""

    event: Event
    fact: type[DecisionIssued]
    notice: Notice


_ISSUED = MappingProxyType(
    {
        DecisionKind.REASONABLE_GROUNDS: _Issued(
            Event.REASONABLE_GROUNDS_ISSUED, ReasonableGroundsIssued, Notice.RG_DECISION_MADE
        ),
        DecisionKind.CONCLUSIVE_GROUNDS: _Issued(
            Event.CONCLUSIVE_GROUNDS_ISSUED, ConclusiveGroundsIssued, Notice.CG_DECISION_MADE
        ),
    }
)


@action
def issue_decision(*, case_id: int, kind: DecisionKind, version: int, by: Actor) -> Decision:
    """Issue the decision on today's London date under the standard of proof in force on it; move the case; let its
    clocks follow (`nrm/wiring.py`); tell whoever referred and their leads.

    Refuses a stale `version`, anybody but the allocated caseworker, a negative (or anything that lies with a second
    caseworker) that no other person approved in this very version, a version that was returned, and a conclusive
    grounds decision before its earliest day.
    """
    case, decision = lock_decision(case_id, kind, version, KINDS[kind].issue, by)
    called, now = _ISSUED[kind], clock.now()
    _mark_issued(decision, now, by)
    add_step(decision, "issued", by)
    follow_transition(case, KINDS[kind].issue_transition(decision.outcome), by=by)
    issued = record(
        called.event,
        by=by,
        case=case,
        subject=decision,
        outcome=decision.outcome,
        standard=decision.standard_of_proof,
        version=decision.version,
    )
    emit(
        called.fact(
            case_id=case.pk,
            decision_id=decision.pk,
            outcome=decision.outcome,
            issued_on=london_date(now),
            caused_by=f"{issued.event} by {by.label}",
        )
    )
    tell(called.notice, referrers_told(case), by=by, occasion=f"decision {decision.pk} issued", case=case)
    return decision


def _mark_issued(decision: Decision, now: dt.datetime, by: Actor) -> None:
    on = london_date(now)
    follow_decision(decision, "issue")
    decision.issued_by_id = membership_id_of(by)
    decision.issued_at = now
    decision.issued_on = on
    decision.standard_of_proof = standard_in_force(DecisionKind(decision.kind), on).version
    decision.save()
