"""What the API answers of support: codes, dates and organisations; no name, no address, no free text, no payment."""

from __future__ import annotations

import datetime as dt
from typing import Any

from support.models import NeedsAssessment, Placement, PlanItem, SupportPackage

Shape = dict[str, Any]


def package_shape(package: SupportPackage) -> Shape:
    """One package."""
    return {
        "reference": package.case.reference,
        "status": package.status,
        "nation": package.case.nation,
        "contractor": package.contractor.name,
        "provider": package.provider.name if package.provider else None,
        "opened_on": package.opened_on.isoformat(),
        "in_support_since": _day(package.in_support_since),
        "ended_on": _day(package.ended_on),
    }


def package_detail_shape(
    package: SupportPackage, assessment: NeedsAssessment | None, plan: list[PlanItem], placements: list[Placement]
) -> Shape:
    """One package with its newest assessment, its plan and its placements."""
    needs: list[Any] = getattr(assessment, "shown_needs", [])
    return {
        **package_shape(package),
        "assessed_on": _day(assessment.assessed_on) if assessment else None,
        "needs": [{"area": need.area, "level": need.level} for need in needs],
        "plan": [
            {"number": item.number, "area": item.area, "status": item.status, "due_on": _day(item.due_on)}
            for item in plan
        ],
        "placements": [
            {
                "number": each.number,
                "kind": each.kind,
                "provider": each.provider.name,
                "since": each.since.isoformat(),
                "until": _day(each.until),
            }
            for each in placements
        ],
    }


def _day(value: dt.date | None) -> str | None:
    return value.isoformat() if value else None
