"""Support packages for the access matrix: near ones of Causeway, and hidden ones of another contractor and provider.

Every form about a package carries its fields under names of their own, so one set of values answers all of them.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from nrm import clock
from nrm.access.actors import SystemActor, SystemName
from nrm.access.roles import OrganisationKind, Role
from nrm.accounts.actions.organisations import add_organisation
from nrm.accounts.models import Membership, Organisation
from nrm.accounts.selectors import actor_for
from support.actions.offers import accept_offer, offer_to_provider
from support.actions.placement import record_placement
from support.actions.plan import add_plan_item
from support.domain.needs import AREAS
from support.enums import NeedArea, PlacementKind, PlanItemOwner
from support.models import SupportPackage
from tests.factories.accounts import member
from tests.factories.cases import case_at
from tests.factories.support import fresh, package_at, package_of, placed, planned


def parts(name: str, day: dt.date) -> dict[str, str]:
    """A date as its three boxes are sent."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def assessment_form(level: str = "green") -> dict[str, str]:
    """Every area at one level, assessed today."""
    return {f"{area.value}_level": level for area in AREAS} | parts("assessed_on", clock.today())


def plan_form(**changed: str) -> dict[str, str]:
    """An item of the plan, to be done by the support worker."""
    return {
        "area": "legal",
        "goal": "I want to tell a solicitor.",
        "action": "Find one who speaks Vietnamese.",
        "owner": "support_worker",
        "status": "to_do",
    } | changed


def forms(package: SupportPackage, **changed: str) -> dict[str, str]:
    """What every form about the package is sent."""
    today = clock.today()
    return (
        {"version": str(fresh(package).version), "reason": "Went to live with a sister.", "kind": "outreach"}
        | {"address": "2 Mill Lane", "amount": "75.32", "basis": "The rate of 8 January 2024."}
        | assessment_form()
        | plan_form()
        | parts("since", today)
        | parts("until", today)
        | parts("ended_on", today)
        | {"early": "on"}
        | parts("starts_on", today)
        | changed
    )


def colleague(email: str = "second.worker@causeway.example", organisation: str = "causeway") -> Membership:
    """Another support worker of a provider."""
    held = Membership.objects.filter(person__email=email, until=None).first()
    return held or member(email, role=Role.SUPPORT_WORKER, organisation=organisation, name="Sana Iqbal")


def near(status: str, **changed: str) -> tuple[SupportPackage, dict[str, str]]:
    """A package of the demonstration's contractor, offered to or supported by Causeway, and what its forms are sent."""
    package = package_at(status)
    provider = Organisation.objects.get(slug="causeway")
    sent = {"provider": str(provider.pk), "answer": "refuse", "worker": str(colleague().pk)}
    return package, forms(package, **(sent | changed))


def near_item() -> tuple[SupportPackage, dict[str, str]]:
    """A package with one item in its plan; the form's version is the item's."""
    package, form = near("in_support")
    planned(package)
    return package, form | {"version": "1"}


def near_placement() -> tuple[SupportPackage, dict[str, str]]:
    """A package with one placement."""
    package, form = near("in_support")
    placed(package)
    return package, form | {"version": str(fresh(package).version)}


def hidden(status: str) -> tuple[SupportPackage, dict[str, Any]]:
    """The same at another contractor and another provider, with an item in its plan and a placement."""
    contractor = add_organisation(
        name="Another contractor",
        short_name="Another",
        slug="another-contractor",
        kind=OrganisationKind.PRIME_CONTRACTOR,
        since=clock.today(),
        by=SystemActor(SystemName.INSTALLATION),
    )
    manager = member("manager@another.example", role=Role.CONTRACT_MANAGER, organisation=contractor.slug)
    worker = colleague("worker@palm-cove.example", "palm-cove")
    case = case_at("rg_positive", referrer="other-police-referrer", authority="ieca")
    package = package_of(case)
    if status != "to_allocate":
        provider = Organisation.objects.get(slug="palm-cove")
        offer_to_provider(
            package_id=package.pk, provider_id=provider.pk, version=package.version, by=actor_for(manager)
        )
    if status == "in_support":
        accept_offer(package_id=package.pk, version=fresh(package).version, by=actor_for(worker))
        _fill(package, worker)
    return package, forms(package)


def _fill(package: SupportPackage, worker: Membership) -> None:
    by = actor_for(worker)
    add_plan_item(
        package_id=package.pk,
        area=NeedArea.LEGAL,
        goal="To be left alone.",
        action_text="A solicitor.",
        owner=PlanItemOwner.SUPPORT_WORKER,
        owner_name="",
        due_on=None,
        version=fresh(package).version,
        by=by,
    )
    record_placement(
        package_id=package.pk,
        kind=PlacementKind.SAFEHOUSE,
        since=clock.today(),
        address="9 Hidden Row",
        version=fresh(package).version,
        by=by,
    )
