"""Many support packages at once, for lists: inserted in bulk, in the shape the actions leave."""

from __future__ import annotations

import datetime as dt

from cases.models import Case
from nrm import clock
from nrm.access.actors import PersonActor
from nrm.audit.frame import unguarded
from support.enums import NeedArea, NeedLevel, OfferStatus, PackageStatus, PlacementKind, PlanItemOwner, PlanItemStatus
from support.models import (
    AssessedNeed,
    NeedsAssessment,
    Placement,
    PlanItem,
    SupportOffer,
    SupportPackage,
    WeeklyPayment,
)


def many_in_support(cases: list[Case], *, contractor: PersonActor, worker: PersonActor) -> list[SupportPackage]:
    """A package in support for each case, assessed, with an item due today, a placement and a weekly payment."""
    now, today = clock.now(), clock.today()
    with unguarded():
        packages = SupportPackage.objects.bulk_create(
            SupportPackage(
                case=case,
                contractor_id=contractor.organisation_id,
                provider_id=worker.organisation_id,
                worker_id=worker.membership_id,
                status=PackageStatus.IN_SUPPORT.value,
                opened_at=now,
                opened_on=today,
                in_support_since=today,
            )
            for case in cases
        )
        _needs(packages, worker, now, today)
        PlanItem.objects.bulk_create(_item(package, today) for package in packages)
        Placement.objects.bulk_create(_placement(package, worker, now, today) for package in packages)
        WeeklyPayment.objects.bulk_create(_payment(package, worker, now, today) for package in packages)
    return packages


def many_offered(cases: list[Case], *, manager: PersonActor, provider: PersonActor) -> list[SupportPackage]:
    """A package offered to the provider for each case."""
    now, today = clock.now(), clock.today()
    with unguarded():
        packages = SupportPackage.objects.bulk_create(
            SupportPackage(
                case=case,
                contractor_id=manager.organisation_id,
                status=PackageStatus.OFFERED.value,
                opened_at=now,
                opened_on=today,
            )
            for case in cases
        )
        SupportOffer.objects.bulk_create(
            SupportOffer(
                package=package,
                provider_id=provider.organisation_id,
                status=OfferStatus.OPEN.value,
                offered_at=now,
                offered_by_id=manager.membership_id,
            )
            for package in packages
        )
    return packages


def _needs(packages: list[SupportPackage], worker: PersonActor, now: dt.datetime, today: dt.date) -> None:
    assessments = NeedsAssessment.objects.bulk_create(
        NeedsAssessment(package=package, version=1, assessed_on=today, made_at=now, made_by_id=worker.membership_id)
        for package in packages
    )
    AssessedNeed.objects.bulk_create(
        AssessedNeed(assessment=assessment, area=area.value, level=NeedLevel.RED.value)
        for assessment in assessments
        for area in (NeedArea.LEGAL, NeedArea.HEALTH)
    )


def _item(package: SupportPackage, today: dt.date) -> PlanItem:
    return PlanItem(
        package=package,
        number=1,
        area=NeedArea.LEGAL.value,
        goal="To be heard.",
        action="Find a solicitor.",
        owner=PlanItemOwner.SUPPORT_WORKER.value,
        due_on=today,
        status=PlanItemStatus.TO_DO.value,
    )


def _placement(package: SupportPackage, worker: PersonActor, now: dt.datetime, today: dt.date) -> Placement:
    return Placement(
        package=package,
        number=1,
        provider_id=worker.organisation_id,
        kind=PlacementKind.SAFEHOUSE.value,
        since=today,
        recorded_at=now,
        recorded_by_id=worker.membership_id,
    )


def _payment(package: SupportPackage, worker: PersonActor, now: dt.datetime, today: dt.date) -> WeeklyPayment:
    return WeeklyPayment(
        package=package,
        number=1,
        amount_pence=7532,
        basis="One adult.",
        starts_on=today,
        set_at=now,
        set_by_id=worker.membership_id,
    )
