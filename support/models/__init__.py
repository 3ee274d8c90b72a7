"""The support package and everything kept in it."""

from __future__ import annotations

from support.models.needs import AssessedNeed, NeedsAssessment
from support.models.package import PackageStatusRow, SupportOffer, SupportPackage
from support.models.payment import WeeklyPayment
from support.models.placement import Placement, PlacementAddress
from support.models.plan import PlanItem, PlanItemVersion

__all__ = [
    "AssessedNeed",
    "NeedsAssessment",
    "PackageStatusRow",
    "Placement",
    "PlacementAddress",
    "PlanItem",
    "PlanItemVersion",
    "SupportOffer",
    "SupportPackage",
    "WeeklyPayment",
]
