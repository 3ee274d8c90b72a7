"""Everything the page of one support package shows, from every room, for a package already found visible.

Of the referral only what support needs is taken: how to reach and meet the person, and what is dangerous. What was done
to them, and the minute of a decision, are not read here at all. Once support has ended nothing is read but the package
itself and what the actor's own organisation did: no answer, no date of the case, no address.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Subquery

from cases.models import Case
from deadlines.domain.rules import OF_SUPPORT, RECOVERY_PERIOD_END
from deadlines.models import Deadline
from deadlines.selectors import deadlines_of
from decisions.enums import DecisionKind
from decisions.selectors import issued_decisions_of
from desks.selectors.case_file import TIMELINE_LENGTH, answers_of
from nrm.access.actors import PersonActor
from nrm.access.check import allows
from nrm.access.permissions import Permission
from nrm.accounts.models import Membership
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
    # The day of the conclusive grounds decision, None before it.
    concluded_on: dt.date | None
    events: list[AuditEvent]


def support_file(actor: PersonActor, package: SupportPackage) -> SupportFile:
    """The whole package. A provider is shown neither the offers to others nor what was before it accepted."""
    chooses = Permission.ALLOCATE_PROVIDER in actor.permissions
    history = _history(actor, package)
    return SupportFile(
        package=package,
        answers=_answers_needed(package),
        deadlines=_deadlines_shown(package),
        assessments=assessments_of(package),
        plan=plan_of(package),
        placements=[PlacementShown(each, _address(actor, each)) for each in placements_of(package)],
        payments=payments_of(package),
        offers=offers_of(package) if chooses else [],
        concluded_on=None if package.has_ended else _concluded_on(package.case),
        history=history if chooses else [row for row in history if row.status in _SINCE_ACCEPTED],
        events=_events_shown(actor, package),
    )


def may_be_supported_by(actor: PersonActor, reference: str) -> bool:
    """Whether the actor sees a package of the case with that reference, or an open offer of it."""
    if packages_visible_to(actor).filter(case__reference=reference).exists():
        return True
    return offers_visible_to(actor).filter(package__case__reference=reference).exists()


def _history(actor: PersonActor, package: SupportPackage) -> list[PackageStatusRow]:
    """The statuses, newest first, with `by_own` where somebody of the actor’s organisation did it, and the name of the
    side they belong to as `by_organisation`."""
    sides = [package.contractor_id, *package.offers.values_list("provider_id", flat=True)]
    belongs = Membership.objects.filter(person_id=OuterRef("by_person_id"))
    of_a_side = belongs.filter(organisation_id__in=sides).order_by("pk")
    return list(
        package.status_rows.annotate(
            by_own=Exists(belongs.filter(organisation_id=actor.organisation_id)),
            by_organisation=Subquery(of_a_side.values("organisation__name")[:1]),
        ).order_by("-since", "-pk")
    )


def _concluded_on(case: Case) -> dt.date | None:
    decision = issued_decisions_of(case).get(DecisionKind.CONCLUSIVE_GROUNDS)
    return decision.issued_on if decision is not None else None


def _answers_needed(package: SupportPackage) -> Answers:
    if package.has_ended:
        return {}
    return {key: answer for key, answer in answers_of(package.case).items() if key in NEEDED}


def _deadlines_shown(package: SupportPackage) -> list[Deadline]:
    """None once support has ended: that a date was met, moved or set tells what was decided."""
    return [] if package.has_ended else [row for row in deadlines_of(package.case) if row.rule in RULES_SHOWN]


def _events_shown(actor: PersonActor, package: SupportPackage) -> list[AuditEvent]:
    """What the actor's side may see of the case; once support has ended, what it did itself."""
    own = actor.reach if package.has_ended else None
    capacities = [capacity.value for capacity in actor.capacities]
    return timeline_of(package.case_id, capacities, TIMELINE_LENGTH, organisation_ids=own)


def _address(actor: PersonActor, placement: Placement) -> str:
    """The address, for its two readers while the support lasts; nothing for another provider of the same person."""
    return address_of(actor, placement) if allows(actor, Permission.SEE_PLACEMENT_ADDRESS, placement) else ""
