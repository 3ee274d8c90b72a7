"""Telling those who support a person of what was decided about them, in the transaction of the decision."""

from __future__ import annotations

from cases.selectors import lock
from decisions.events import ConclusiveGroundsIssued
from nrm.access.actors import SystemActor, SystemName
from nrm.audit.frame import action
from nrm.notices.kinds import Notice
from nrm.notices.queue import tell
from support.selectors import told_of_decisions


@action
def tell_of_conclusive_grounds(*, fact: ConclusiveGroundsIssued) -> None:
    """Tell whoever supports the person, and the contract managers, that the decision was made; never why.

    Nobody is told where no package is open.
    """
    by = SystemActor(SystemName.SUPPORT_TELLER, case_ids=frozenset({fact.case_id}), caused_by=fact.caused_by)
    case = lock(by, fact.case_id)
    tell(
        Notice.SUPPORT_CG_DECISION_MADE,
        told_of_decisions(case.pk),
        by=by,
        occasion=f"decision {fact.decision_id} issued, support",
        case=case,
    )
