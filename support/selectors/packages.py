"""Reads of support. Packages are found through `packages_visible_to`; offers through `offers_visible_to`, which tell a
provider what it must know to answer and not who the person is.

What belongs to a package already found visible (`plan_of`, `payments_of`, …) takes the package.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import Case as Either
from django.db.models import IntegerField, OuterRef, Prefetch, Q, QuerySet, Value, When

from cases.domain.references import is_reference
from cases.enums import AgeGroup, Nation
from cases.models import Case
from cases.selectors import latest_birth_of
from nrm.access.actors import Actor
from nrm.access.exceptions import NotVisible
from nrm.access.permissions import Permission
from nrm.access.roles import Capacity
from referrals.domain.answers import Answer
from referrals.enums import AnswerState
from referrals.selectors import newest_answer
from support.domain.entry import EntryAnswer, EntryFacts, entry_to_support
from support.domain.told import OfferedPerson, PackageLine
from support.domain.words import PACKAGE_WORDS
from support.enums import OfferStatus, PackageStatus
from support.models import (
    AssessedNeed,
    NeedsAssessment,
    Placement,
    PlanItem,
    PlanItemVersion,
    SupportOffer,
    SupportPackage,
    WeeklyPayment,
)

OPEN_OFFER = OfferStatus.OPEN.value
ENDED = PackageStatus.ENDED.value
CONTRACTOR = Capacity.PRIME_CONTRACTOR.value
PROVIDER = Capacity.SUPPORT_PROVIDER.value


def packages_visible_to(actor: Actor) -> QuerySet[SupportPackage]:
    """The packages within the actor's reach, ended ones too: of the contractor, or of the provider that accepted; by
    name of the case, for a part of the system. One indexed condition for each capacity."""
    if actor.case_ids is not None:
        return SupportPackage.objects.filter(case_id__in=actor.case_ids)
    packages: QuerySet[SupportPackage] = SupportPackage.objects.all()
    of_contractor, of_provider = Q(contractor_id__in=actor.reach), Q(provider_id__in=actor.reach)
    match (Capacity.PRIME_CONTRACTOR in actor.capacities, Capacity.SUPPORT_PROVIDER in actor.capacities):
        case (True, True):
            return packages.filter(of_contractor | of_provider)
        case (True, False):
            return packages.filter(of_contractor)
        case (False, True):
            return packages.filter(of_provider)
    return packages.none()


def offers_visible_to(actor: Actor) -> QuerySet[SupportOffer]:
    """The open offers to the actor's organisation, the oldest first; none for a role that may not answer them."""
    if Permission.ANSWER_OFFER not in actor.permissions:
        return SupportOffer.objects.none()
    offers = SupportOffer.objects.filter(provider_id__in=actor.reach, status=OPEN_OFFER)
    told = offers.select_related("package__case__facts", "package__contractor")
    interpreter = newest_answer(OuterRef("package__case_id"), "interpreter_needed")
    shown: QuerySet[SupportOffer] = told.annotate(interpreter_needed=interpreter).order_by("offered_at", "pk")
    return shown


def package_by_reference(actor: Actor, reference: str) -> SupportPackage:
    """The visible package of the case with that reference, the open one before those that ended; else `NotVisible`."""
    if not is_reference(reference):
        raise NotVisible
    package = (
        packages_visible_to(actor)
        .filter(case__reference=reference)
        .select_related("case__identity", "case__facts", "contractor", "provider", "worker__person")
        .order_by(_ended_last(), "-opened_at", "-pk")
        .first()
    )
    if package is None:
        raise NotVisible
    return package


def offer_by_reference(actor: Actor, reference: str) -> SupportOffer:
    """The open offer of that case to the actor's organisation, with package, case and facts; else `NotVisible`."""
    if not is_reference(reference):
        raise NotVisible
    offer = offers_visible_to(actor).filter(package__case__reference=reference).first()
    if offer is None:
        raise NotVisible
    return offer


def closed_offer_by_reference(actor: Actor, reference: str) -> SupportOffer | None:
    """The newest offer of that case to the actor's organisation that it refused or that was withdrawn; None where there
    never was one, and for a role that answers none. Nothing of the case comes with it."""
    if Permission.ANSWER_OFFER not in actor.permissions or not is_reference(reference):
        return None
    closed = (OfferStatus.REFUSED.value, OfferStatus.WITHDRAWN.value)
    offers = SupportOffer.objects.filter(provider_id__in=actor.reach, status__in=closed)
    return offers.filter(package__case__reference=reference).order_by("-answered_at", "-pk").first()


def offered_person(offer: SupportOffer) -> OfferedPerson:
    """What the provider is told of the person of an offer from `offers_visible_to`."""
    case, facts = offer.package.case, offer.package.case.facts
    return OfferedPerson(
        reference=case.reference,
        nation=case.nation,
        age_group=facts.age_group,
        age=facts.age_at_referral,
        sex=facts.sex,
        nationalities=tuple(facts.nationalities),
        interpreter_needed=_code_or_state(offer.interpreter_needed),  # type: ignore[attr-defined]  # annotated above
        interpreter_language=facts.interpreter_language,
        exploitation_types=tuple(facts.exploitation_types),
        immediate_risk=facts.immediate_risk,
        needs_accommodation_tonight=facts.needs_accommodation_tonight,
        referred_on=case.received_on,
    )


def lock_package(actor: Actor, package_id: int) -> SupportPackage:
    """The visible package with its case, both rows locked until the transaction ends; else `NotVisible`.

    The case first, as every action on a case does, because what happens to one changes the copies of the other.
    """
    found = packages_visible_to(actor).filter(pk=package_id)
    _lock_case(found.values_list("case_id", flat=True).first())
    package = found.select_for_update(of=("self",)).select_related("case", "contractor").first()
    if package is None:
        raise NotVisible
    return package


def lock_offer(actor: Actor, package_id: int) -> SupportOffer:
    """The open offer of that package to the actor's organisation, with package and case, all locked; else
    `NotVisible`, also where it was withdrawn a moment ago."""
    found = offers_visible_to(actor).filter(package_id=package_id)
    _lock_case(found.values_list("package__case_id", flat=True).first())
    SupportPackage.objects.select_for_update().filter(pk=package_id).first()
    offer = found.select_for_update(of=("self",)).select_related("package__case", "package__contractor", "provider")
    locked = offer.first()
    if locked is None:
        raise NotVisible
    return locked


def package_line_of_case(case_id: int) -> PackageLine | None:
    """How far the support of a case already found visible is, with whom and since when: of the open package, else of
    the one that ended last; None where there never was one."""
    found = SupportPackage.objects.filter(case_id=case_id).select_related("provider")
    package = found.order_by(_ended_last(), "-opened_at", "-pk").first()
    if package is None:
        return None
    status = PackageStatus(package.status)
    since = package.ended_on or package.in_support_since or package.opened_on
    return PackageLine(status, PACKAGE_WORDS[status].text, package.provider.name if package.provider else "", since)


def entry_of(case: Case, *, is_positive: bool, on: dt.date) -> EntryAnswer:
    """Who supports the person of a case after a decision of that London date, by the rules of entry."""
    return entry_to_support(
        EntryFacts(
            is_positive=is_positive,
            nation=Nation(case.nation),
            age_group=AgeGroup(case.facts.age_group),
            on=on,
            latest_birth=latest_birth_of(case.identity) if case.identity else None,
            wants_support=case.facts.wants_support == "yes",
        )
    )


def placements_of(package: SupportPackage) -> list[Placement]:
    """Every placement, the newest first, with its provider and who recorded it; never with the address."""
    found = Placement.objects.filter(package=package).select_related("package", "provider", "recorded_by__person")
    return list(found.order_by("-number"))


def placement_numbered(package: SupportPackage, number: int) -> Placement:
    """The placement of that number; else `NotVisible`."""
    placements: QuerySet[Placement] = Placement.objects.select_related("package", "provider")
    found = placements.filter(package=package, number=number).first()
    if found is None:
        raise NotVisible
    return found


def address_of(actor: Actor, placement: Placement) -> str:
    """The newest address of a placement, empty where none was recorded. `NotVisible` to everybody but those who may see
    addresses in the contractor that placed the person and in the provider of this very placement; and to them too once
    support has ended."""
    if Permission.SEE_PLACEMENT_ADDRESS not in actor.permissions or not placement.is_within_reach_of(actor):
        raise NotVisible
    newest = placement.addresses.order_by("-version").values_list("address", flat=True)
    return newest.first() or ""


def assessments_of(package: SupportPackage) -> list[NeedsAssessment]:
    """Every assessment, the newest first, with `shown_needs` in the order they were asked; two queries."""
    needs = Prefetch("needs", AssessedNeed.objects.order_by("pk"), to_attr="shown_needs")
    found = NeedsAssessment.objects.filter(package=package).select_related("made_by__person")
    return list(found.prefetch_related(needs).order_by("-version"))


def plan_of(package: SupportPackage) -> list[PlanItem]:
    """Every item of the plan by number, with `shown_versions`, the newest first; two queries."""
    return list(_plan_items(package).order_by("number"))


def plan_item_numbered(package: SupportPackage, number: int) -> PlanItem:
    """The item of that number with `shown_versions`; else `NotVisible`."""
    found = _plan_items(package).filter(number=number).first()
    if found is None:
        raise NotVisible
    return found


def payments_of(package: SupportPackage) -> list[WeeklyPayment]:
    """Every weekly payment, the newest first."""
    found = WeeklyPayment.objects.filter(package=package).select_related("set_by__person")
    return list(found.order_by("-number"))


def offers_of(package: SupportPackage) -> list[SupportOffer]:
    """Every offer of the package, the newest first: for the contractor alone."""
    found = SupportOffer.objects.filter(package=package)
    people = found.select_related("provider", "offered_by__person", "answered_by__person")
    return list(people.order_by("-offered_at", "-pk"))


def payment_numbered(package: SupportPackage, number: int) -> WeeklyPayment:
    """The weekly payment of that number; else `NotVisible`."""
    payments: QuerySet[WeeklyPayment] = WeeklyPayment.objects.filter(package=package)
    found = payments.filter(number=number).first()
    if found is None:
        raise NotVisible
    return found


def open_offer_of(package: SupportPackage) -> SupportOffer:
    """The offer that waits for an answer, of a package that is offered."""
    offers: QuerySet[SupportOffer] = SupportOffer.objects.select_related("provider")
    return offers.get(package=package, status=OPEN_OFFER)


def _plan_items(package: SupportPackage) -> QuerySet[PlanItem]:
    newest_first = PlanItemVersion.objects.order_by("-version").select_related("made_by__person")
    return PlanItem.objects.filter(package=package).prefetch_related(
        Prefetch("versions", newest_first, to_attr="shown_versions")
    )


def _code_or_state(answer: Answer | None) -> str:
    if answer is None:
        return ""
    return str(answer["value"]) if answer["state"] == AnswerState.ANSWERED else answer["state"]


def _lock_case(case_id: int | None) -> None:
    if case_id is None:
        raise NotVisible
    Case.objects.select_for_update(of=("self",)).get(pk=case_id)


def _ended_last() -> Either:
    return Either(When(status=ENDED, then=Value(1)), default=Value(0), output_field=IntegerField())
