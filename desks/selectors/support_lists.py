"""Lists of support: packages, offers to answer, payments. One statement for the rows, one for every count."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from deadlines.models import Deadline
from desks.selectors.counting import CountOf, as_bounded, in_one_statement
from desks.support_filter import ASSESS, MINE, PLAN_DUE, PaymentsFilter, SupportFilter
from nrm.access.actors import PersonActor
from nrm.access.permissions import Permission
from nrm.access.roles import OrganisationKind
from nrm.accounts.models import Organisation
from nrm.web.pagination import ROWS, ListPage, bounded_count, page_from, page_number
from support.domain.words import PLAN_IS_OPEN
from support.enums import NeedLevel, OfferStatus, PackageStatus
from support.models import (
    AssessedNeed,
    NeedsAssessment,
    Placement,
    PlanItem,
    SupportOffer,
    SupportPackage,
    WeeklyPayment,
)
from support.selectors import offers_visible_to, packages_visible_to, providers_with_worker

OFFERS_SHOWN = 12
SOON = dt.timedelta(days=7)
# As text the statuses happen to fall, backwards, in the order of the work: to allocate, offered, in support, ended.
BY_WORK = ("-status", "opened_on", "pk")
_SHOWN = (
    "status",
    "opened_on",
    "in_support_since",
    "ended_on",
    "provider__name",
    "worker__person__name",
    "case__reference",
    "case__status",
    "case__nation",
    "case__received_on",
    "case__facts__age_group",
    "case__facts__age_at_referral",
    "case__facts__nationalities",
    "case__facts__immediate_risk",
    "case__facts__needs_accommodation_tonight",
)
_NAMES = ("case__identity__given_name", "case__identity__family_name")


def support_page(
    actor: PersonActor, wanted: SupportFilter, today: dt.date, number: object
) -> tuple[ListPage[SupportPackage], dict[str, Any]]:
    """The page of the packages the actor sees, those to allocate first, and what the filter panel counts; two
    statements. Names stand on the rows of a provider only: who supports somebody knows them by name."""
    visible = packages_visible_to(actor)
    rows = _narrowed(visible, actor, wanted, today)
    counts = in_one_statement(
        actor,
        total=CountOf(rows),
        providers=_providers(visible),
        **{
            f"status_{status.value}": CountOf(_narrowed(visible, actor, wanted, today, status=status))
            for status in PackageStatus
        },
        **{f"todo_{todo}": CountOf(_narrowed(visible, actor, wanted, today, todo=todo)) for todo in (ASSESS, PLAN_DUE)},
    )
    at = page_number(number)
    first = (at - 1) * ROWS
    order = _order(wanted)
    chosen = rows.order_by(*order).values("pk")[first : first + ROWS + 1]
    shown = _with_what_is_shown(SupportPackage.objects.filter(pk__in=chosen), actor).order_by(*order)
    return page_from(list(shown), at, as_bounded(counts["total"])), counts


def packages_in(actor: PersonActor, wanted: SupportFilter, today: dt.date) -> QuerySet[SupportPackage]:
    """The packages of a filter, to be counted."""
    return _narrowed(packages_visible_to(actor), actor, wanted, today)


def first_packages(actor: PersonActor, wanted: SupportFilter, today: dt.date, limit: int) -> list[SupportPackage]:
    """The first few packages of a filter, in the order of the list; one statement."""
    order = _order(wanted)
    chosen = packages_in(actor, wanted, today).order_by(*order).values("pk")[:limit]
    return list(_with_what_is_shown(SupportPackage.objects.filter(pk__in=chosen), actor).order_by(*order))


def with_overdue_items(actor: PersonActor, today: dt.date) -> QuerySet[SupportPackage]:
    """Visible packages with an item of the plan that should have been done by now, to be counted."""
    return (
        packages_visible_to(actor)
        .exclude(status=PackageStatus.ENDED.value)
        .filter(Exists(_open_items().filter(due_on__lt=today)))
    )


def first_refused(actor: PersonActor, limit: int) -> list[SupportPackage]:
    """The first few packages to be offered that a provider has refused, longest waiting first, each with the newest
    refusal as `refused`; one statement."""
    refused = SupportOffer.objects.filter(package_id=OuterRef("pk"), status=OfferStatus.REFUSED.value)
    newest = refused.order_by("-answered_at", "-pk").values(
        json=JSONObject(provider="provider__name", answered_at="answered_at", reason="reason")
    )
    chosen = to_allocate(actor).filter(Exists(refused)).order_by(*BY_WORK).values("pk")[:limit]
    shown = _with_what_is_shown(SupportPackage.objects.filter(pk__in=chosen), actor)
    return list(shown.annotate(refused=Subquery(newest[:1])).order_by(*BY_WORK))


def offers_to_answer(actor: PersonActor) -> list[SupportOffer]:
    """The open offers to the actor's organisation, oldest first, with coded facts; one statement."""
    offers = offers_visible_to(actor).select_related("package__case__facts").order_by("offered_at", "pk")
    return list(offers[:OFFERS_SHOWN])


def payments_page(actor: PersonActor, wanted: PaymentsFilter, number: object) -> ListPage[WeeklyPayment]:
    """The page of the weekly payments the actor sees; two statements. Of the case only its reference and the name of
    who is paid."""
    rows = payments_visible_to(actor).filter(ends_on__isnull=not wanted.ended)
    at = page_number(number)
    first = (at - 1) * ROWS
    order = ("-ends_on", "pk") if wanted.ended else ("starts_on", "pk")
    shown = rows.select_related("package__case__identity", "package__provider").only(
        "amount_pence",
        "starts_on",
        "ends_on",
        "package__case__reference",
        "package__case__identity__given_name",
        "package__case__identity__family_name",
        "package__provider__name",
    )
    return page_from(list(shown.order_by(*order)[first : first + ROWS + 1]), at, bounded_count(rows))


def payments_visible_to(actor: PersonActor) -> QuerySet[WeeklyPayment]:
    """The weekly payments of the people the actor's organisation supports, or has placed."""
    if Permission.SEE_PAYMENTS not in actor.permissions:
        return WeeklyPayment.objects.none()
    return WeeklyPayment.objects.filter(package_id__in=packages_visible_to(actor).values("pk"))


def to_allocate(actor: PersonActor) -> QuerySet[SupportPackage]:
    """Visible packages that wait for a provider; nothing for who offers none."""
    if Permission.ALLOCATE_PROVIDER not in actor.permissions:
        return SupportPackage.objects.none()
    return packages_visible_to(actor).filter(status=PackageStatus.TO_ALLOCATE.value)


def waiting_in_support(actor: PersonActor) -> QuerySet[Any]:
    """What waits on the list for this person: packages to allocate, or offers to answer."""
    return to_allocate(actor) if Permission.ALLOCATE_PROVIDER in actor.permissions else offers_visible_to(actor)


def _narrowed(
    visible: QuerySet[SupportPackage],
    actor: PersonActor,
    wanted: SupportFilter,
    today: dt.date,
    *,
    status: PackageStatus | None = None,
    todo: str | None = None,
) -> QuerySet[SupportPackage]:
    """The rows of the filter; `status` or `todo` stands in for its own, to count what an option would show."""
    statuses = wanted.statuses if status is None else (status,)
    rows = visible.filter(status__in=[each.value for each in statuses])
    if wanted.worker == MINE:
        rows = rows.filter(worker_id=actor.membership_id)
    if wanted.provider is not None:
        offered = SupportOffer.objects.filter(status=OfferStatus.OPEN.value, provider_id=wanted.provider)
        rows = rows.filter(Q(provider_id=wanted.provider) | Q(pk__in=offered.values("package_id")))
    return _narrowed_to_do(rows, wanted.todo if todo is None else todo, today)


def _narrowed_to_do(rows: QuerySet[SupportPackage], todo: str, today: dt.date) -> QuerySet[SupportPackage]:
    if todo == ASSESS:
        assessed = NeedsAssessment.objects.filter(package_id=OuterRef("pk"))
        return rows.filter(~Exists(assessed), status=PackageStatus.IN_SUPPORT.value)
    if todo == PLAN_DUE:
        return rows.filter(Exists(_open_items().filter(due_on__lte=today + SOON)))
    return rows


def _order(wanted: SupportFilter) -> tuple[Any, ...]:
    """Soonest due first where only plans due are wanted, the oldest offer first where only offers are."""
    if wanted.todo == PLAN_DUE:
        return (_next_item_on(), "pk")
    if wanted.statuses == (PackageStatus.OFFERED,):
        return (Subquery(_open_offer().values("offered_at")[:1]), "pk")
    return BY_WORK


def _with_what_is_shown(rows: QuerySet[SupportPackage], actor: PersonActor) -> QuerySet[SupportPackage]:
    newest = NeedsAssessment.objects.filter(package_id=OuterRef("pk")).order_by("-version")
    red = AssessedNeed.objects.filter(
        level=NeedLevel.RED.value,
        assessment__package_id=OuterRef("pk"),
        assessment__version=Subquery(
            NeedsAssessment.objects.filter(package_id=OuterRef(OuterRef("pk")))
            .order_by("-version")
            .values("version")[:1]
        ),
    )
    offer = _open_offer()
    placement = Placement.objects.filter(package_id=OuterRef("pk"), until=None)
    return (
        rows.select_related("case__facts", "case__identity", "provider", "worker__person")
        .only(*_SHOWN, *(_NAMES if Permission.RECORD_SUPPORT in actor.permissions else ("case__identity__id",)))
        .annotate(
            assessed_on=Subquery(newest.values("assessed_on")[:1]),
            red_needs=Subquery(red.values("assessment").annotate(found=Count("pk")).values("found")),
            next_item_on=_next_item_on(),
            open_items=Subquery(_open_items().values("package").annotate(found=Count("pk")).values("found")),
            lives_in=Subquery(placement.values("kind")[:1]),
            offered=Subquery(offer.values(json=JSONObject(provider="provider__name", offered_at="offered_at"))[:1]),
            dates=_running_dates(),
        )
    )


def _open_offer() -> QuerySet[SupportOffer]:
    return SupportOffer.objects.filter(package_id=OuterRef("pk"), status=OfferStatus.OPEN.value)


def _next_item_on() -> Subquery:
    return Subquery(_open_items().order_by(F("due_on").asc(nulls_last=True)).values("due_on")[:1])


def _open_items() -> QuerySet[PlanItem]:
    return PlanItem.objects.filter(package_id=OuterRef("pk"), status__in=[status.value for status in PLAN_IS_OPEN])


def _running_dates() -> ArraySubquery:
    running = Deadline.objects.filter(case_id=OuterRef("case_id"), met_at=None).order_by("-set_at", "-pk")
    return ArraySubquery(running.values(json=JSONObject(rule="rule", due_on="due_on")))


def _providers(visible: QuerySet[SupportPackage]) -> ArraySubquery:
    """By name, the providers somebody can be offered to and those that support, or supported, somebody in the list."""
    of_somebody = visible.order_by().filter(provider_id=OuterRef("pk"))
    can_answer = providers_with_worker().order_by().values("pk")
    providers = Organisation.objects.filter(kind=OrganisationKind.SUPPORT_PROVIDER.value)
    found = providers.filter(Q(pk__in=can_answer) | Exists(of_somebody)).order_by("name")
    return ArraySubquery(found.values(json=JSONObject(id="id", name="name")))
