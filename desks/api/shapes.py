"""The shape of a case in the API: what every party of a case may know, and nothing about the person."""

from __future__ import annotations

from typing import Any

from cases.models import CaseParty
from desks.presenters.rows import issued_decision
from nrm.web.pagination import ListPage


def case_shape(party: CaseParty) -> dict[str, Any]:
    """One case. `outcome` is the issued reasonable grounds decision's; dates are London dates, ISO 8601."""
    issued = issued_decision(party)
    target_on = party.rg_target_on  # type: ignore[attr-defined]  # annotated by the selector
    return {
        "reference": party.case.reference,
        "status": party.case_status,
        "nation": party.case.nation,
        "received_on": party.received_on.isoformat(),
        "rg_target": {"due_on": target_on.isoformat() if target_on else None},
        "outcome": issued["outcome"] if issued is not None else None,
    }


def page_shape(page: ListPage[CaseParty], address: str) -> dict[str, Any]:
    """One page of a list: `count` stops at 1,000, and says so."""
    return {
        "count": page.count.number,
        "count_is_bounded": page.count.is_bounded,
        "next": f"{address}?page={page.number + 1}" if page.has_next else None,
        "previous": f"{address}?page={page.number - 1}" if page.has_previous else None,
        "results": [case_shape(party) for party in page.rows],
    }
