"""Everything the page of one support package shows, from every room, for a package already found visible.

Of the referral only what support needs is taken: how to reach and meet the person, and what is dangerous. What was done
to them, and the minute of a decision, are not read here at all.
"""

from __future__ import annotations

from dataclasses import dataclass

from deadlines.domain.rules import OF_SUPPORT, RECOVERY_PERIOD_END
from deadlines.models import Deadline
from deadlines.selectors import deadlines_of
from desks.selectors.case_file import TIMELINE_LENGTH, answers_of
from nrm.access.actors import PersonActor
from nrm.access.check import allows
from nrm.access.permissions import Permission
from nrm.audit.models import AuditEvent
from nrm.audit.selectors import timeline_of
from referrals.domain.answers import Answers
from support.enums import PackageStatus
from support.models import (
    NeedsAssessment,
    PackageStatusRow,
    Placement,
    PlanItem,
    SupportOffer,
    SupportPackage,
    WeeklyPayment,
)
from support.selectors import (
    address_of,
    assessments_of,
    offers_of,
    offers_visible_to,
    packages_visible_to,
    payments_of,
    placements_of,
    plan_of,
)

# The answers support works with; every other one stays in the case file.
NEEDED = frozenset(
    {
        "sex",
        "nationalities",
        "languages",
        "interpreter_needed",
        "interpreter_language",
        "immediate_risk",
        "immediate_risk_detail",
        "exploiter_danger",
        "safe_tonight",
        "accommodation_tonight",
        "contact_route",
        "contact_detail",
        "may_write",
        "support_needs",
    }
)
RULES_SHOWN = OF_SUPPORT | {RECOVERY_PERIOD_END}
_SINCE_ACCEPTED = frozenset({PackageStatus.IN_SUPPORT.value, PackageStatus.ENDED.value})


@dataclass(frozen=True)
class PlacementShown:
    """One placement; `address` is empty for whoever may not read it."""

    placement: Placement
    address: str


@dataclass(frozen=True)
class SupportFile:
    """The package as its contractor and its provider read it."""

    package: SupportPackage
    answers: Answers
    deadlines: list[Deadline]
    assessments: list[NeedsAssessment]
    plan: list[PlanItem]
    placements: list[PlacementShown]
    payments: list[WeeklyPayment]
    offers: list[SupportOffer]
    history: list[PackageStatusRow]
    events: list[AuditEvent]


def support_file(actor: PersonActor, package: SupportPackage) -> SupportFile:
    """The whole package. A provider is shown neither the offers to others nor what was before it accepted."""
    case, chooses = package.case, Permission.ALLOCATE_PROVIDER in actor.permissions
    history = list(package.status_rows.order_by("-since", "-pk"))
    return SupportFile(
        package=package,
        answers={key: answer for key, answer in answers_of(case).items() if key in NEEDED},
        deadlines=[row for row in deadlines_of(case) if row.rule in RULES_SHOWN],
        assessments=assessments_of(package),
        plan=plan_of(package),
        placements=[PlacementShown(each, _address(actor, each)) for each in placements_of(package)],
        payments=payments_of(package),
        offers=offers_of(package) if chooses else [],
        history=history if chooses else [row for row in history if row.status in _SINCE_ACCEPTED],
        events=timeline_of(case.pk, [capacity.value for capacity in actor.capacities], TIMELINE_LENGTH),
    )


def may_be_supported_by(actor: PersonActor, reference: str) -> bool:
    """Whether the actor sees a package of the case with that reference, or an open offer of it."""
    if packages_visible_to(actor).filter(case__reference=reference).exists():
        return True
    return offers_visible_to(actor).filter(package__case__reference=reference).exists()


def _address(actor: PersonActor, placement: Placement) -> str:
    """The address, for its two readers; nothing for a later provider of the same person."""
    return address_of(actor, placement) if allows(actor, Permission.SEE_PLACEMENT_ADDRESS, placement) else ""
