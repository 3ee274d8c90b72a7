"""The shape of a case in the API: what every party of a case may know, and nothing about the person."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from cases.enums import CaseStatus
from cases.models import CaseParty
from desks.presenters.rows import issued_decision
from nrm.access.actors import PersonActor
from nrm.access.permissions import Permission
from nrm.web.pagination import ListPage

# What a party that may not read the file is told of a status: the stage its own pages show, as a code that lasts.
STAGES = MappingProxyType(
    {
        CaseStatus.SUBMITTED: "received",
        CaseStatus.ROUTED: "received",
        CaseStatus.RG_IN_PROGRESS: "rg_considered",
        CaseStatus.RG_POSITIVE: "rg_positive",
        CaseStatus.RG_NEGATIVE: "rg_negative",
        CaseStatus.RG_SUSPENDED: "rg_suspended",
        CaseStatus.CG_IN_PROGRESS: "cg_considered",
        CaseStatus.CG_POSITIVE: "cg_positive",
        CaseStatus.CG_NEGATIVE: "cg_negative",
        CaseStatus.CG_SUSPENDED: "cg_suspended",
        CaseStatus.CLOSED: "closed",
    }
)


def case_shape(party: CaseParty, actor: PersonActor) -> dict[str, Any]:
    """One case. `status` is the case's for those who read the file, the stage for everybody else; `outcome` is the
    issued reasonable grounds decision's; dates are London dates, ISO 8601."""
    issued = issued_decision(party)
    sees_file = Permission.SEE_FILE in actor.permissions
    target_on = party.rg_target_on  # type: ignore[attr-defined]  # annotated by the selector
    return {
        "reference": party.case.reference,
        "status": party.case_status if sees_file else STAGES[CaseStatus(party.case_status)],
        "nation": party.case.nation,
        "received_on": party.received_on.isoformat(),
        "rg_target": {"due_on": target_on.isoformat() if target_on else None},
        "outcome": issued["outcome"] if issued is not None else None,
    }


def page_shape(page: ListPage[CaseParty], address: str, actor: PersonActor) -> dict[str, Any]:
    """One page of a list: `count` stops at 1,000, and says so."""
    return {
        "count": page.count.number,
        "count_is_bounded": page.count.is_bounded,
        "next": f"{address}?page={page.number + 1}" if page.has_next else None,
        "previous": f"{address}?page={page.number - 1}" if page.has_previous else None,
        "results": [case_shape(party, actor) for party in page.rows],
    }
