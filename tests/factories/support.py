"""Support packages in every status, and what is kept in them, made by the real actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cases.models import Case
from decisions.enums import DecisionKind, DecisionOutcome
from nrm import clock
from nrm.access.actors import PersonActor, SystemActor, SystemName
from nrm.access.roles import OrganisationKind, Role
from nrm.accounts.actions.organisations import add_organisation
from nrm.accounts.models import Organisation
from nrm.accounts.selectors import actor_for
from support.actions.ending import end_support
from support.actions.needs import assess_needs
from support.actions.offers import accept_offer, offer_to_provider
from support.actions.payments import set_weekly_payment
from support.actions.placement import record_placement
from support.actions.plan import add_plan_item
from support.domain.needs import AREAS, AssessedArea
from support.enums import NeedArea, NeedLevel, PlacementKind, PlanItemOwner
from support.models import NeedsAssessment, Placement, PlanItem, SupportPackage, WeeklyPayment
from tests.factories import cases as stages
from tests.factories.accounts import member
from tests.factories.cases import actor, case_at

MANAGER, WORKER, OTHER_WORKER, FINANCE = "contract-manager", "support-worker", "other-support-worker", "support-finance"
ADDRESS = "14 Larch Row\r\nLeeds\r\nLS2 9ZZ"
NOTE = "Speaks Vietnamese; sleeps badly."


def organisation_of(slug: str) -> int:
    """The organisation in which the persona works."""
    return actor(slug).organisation_id


def package_at(status: str, *, case: Case | None = None, provider: str = WORKER) -> SupportPackage:
    """The package of a consenting adult after a positive decision: `to_allocate`, `offered`, `in_support` or `ended`.
    `provider` is the persona whose organisation it is offered to and who accepts."""
    case = case or case_at("rg_positive")
    package = package_of(case)
    if status == "to_allocate":
        return package
    offer_to_provider(
        package_id=package.pk,
        provider_id=organisation_of(provider),
        note=NOTE,
        version=package.version,
        by=actor(MANAGER),
    )
    if status != "offered":
        accept_offer(package_id=package.pk, version=package_of(case).version, by=actor(provider))
    if status == "ended":
        end_support(
            package_id=package.pk,
            reason="Went to live with a sister.",
            ended_on=clock.today(),
            version=package_of(case).version,
            early=True,
            by=actor(MANAGER),
        )
    return package_of(case)


def in_support(case: Case | None = None, *, provider: str = WORKER) -> SupportPackage:
    """A package whose provider has accepted, with the persona as its support worker."""
    return package_at("in_support", case=case, provider=provider)


def decided_positive(case: Case) -> Case:
    """A submitted case after its positive reasonable grounds decision, whoever it is about."""
    stages._STEPS["route"](case, "sca")
    stages._STEPS["allocate"](case, "sca")
    stages.decide(case, DecisionKind.REASONABLE_GROUNDS, DecisionOutcome.POSITIVE)
    case.refresh_from_db()
    return case


def package_of(case: Case) -> SupportPackage:
    """The newest package of the case, as it stands now."""
    found: SupportPackage = SupportPackage.objects.select_related("case").filter(case=case).latest("pk")
    return found


def fresh(package: SupportPackage) -> SupportPackage:
    """The package as it stands now."""
    return SupportPackage.objects.select_related("case", "provider", "worker").get(pk=package.pk)


def needs(notes: str = "", level: NeedLevel = NeedLevel.GREEN) -> list[AssessedArea]:
    """Every area at one level."""
    return [AssessedArea(area, level, notes) for area in AREAS]


def assessed(package: SupportPackage, *, by: str = WORKER, notes: str = "Sleeps badly.") -> NeedsAssessment:
    """An assessment of today."""
    return assess_needs(
        package_id=package.pk,
        assessed_on=clock.today(),
        needs=needs(notes),
        summary="Safe for now.",
        version=fresh(package).version,
        by=actor(by),
    )


def planned(package: SupportPackage, *, by: str = WORKER, **changed: Any) -> PlanItem:
    """An item of the plan, due in a week; `changed` are arguments of the action."""
    given: dict[str, Any] = {
        "area": NeedArea.LEGAL,
        "goal": "I want to tell a solicitor what happened.",
        "action_text": "Find a solicitor who speaks Vietnamese.",
        "owner": PlanItemOwner.SUPPORT_WORKER,
        "owner_name": "",
        "due_on": clock.today() + dt.timedelta(days=7),
    }
    return add_plan_item(**(given | changed), package_id=package.pk, version=fresh(package).version, by=actor(by))


def placed(
    package: SupportPackage, *, address: str = ADDRESS, since: dt.date | None = None, by: str = WORKER
) -> Placement:
    """A placement in a safehouse since today."""
    return record_placement(
        package_id=package.pk,
        kind=PlacementKind.SAFEHOUSE,
        since=since or clock.today(),
        address=address,
        version=fresh(package).version,
        by=actor(by),
    )


def paid(package: SupportPackage, *, pence: int = 7532, starts_on: dt.date | None = None) -> WeeklyPayment:
    """A weekly payment from today on."""
    return set_weekly_payment(
        package_id=package.pk,
        amount_pence=pence,
        basis="Rate told by the contract manager on the telephone.",
        starts_on=starts_on or clock.today(),
        version=fresh(package).version,
        by=actor(WORKER),
    )


def rival_manager() -> PersonActor:
    """A contract manager of another prime contractor, whose contract began earlier than the one in force."""
    by = SystemActor(SystemName.INSTALLATION)
    if not Organisation.objects.filter(slug="earlier-contractor").exists():
        add_organisation(
            name="Earlier contractor",
            short_name="Earlier",
            slug="earlier-contractor",
            kind=OrganisationKind.PRIME_CONTRACTOR,
            since=dt.date(2015, 7, 1),
            by=by,
        )
    return actor_for(member("manager@earlier.example", role=Role.CONTRACT_MANAGER, organisation="earlier-contractor"))
