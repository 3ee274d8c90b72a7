"""Lists of cases: one indexed statement for the rows, one for every count, however many cases there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from cases.domain.references import beginning_of_case_reference
from cases.domain.states import awaiting_reasonable_grounds
from cases.enums import CaseStatus
from cases.models import Case, CaseParty
from cases.selectors import parties_visible_to
from deadlines.domain.compute import bounds_of_band
from deadlines.domain.rules import CG_EARLIEST
from deadlines.enums import DueBand
from deadlines.models import Deadline
from decisions.enums import DecisionStatus
from decisions.models import Decision
from desks.filters import CHECK, ME, NOBODY, READY, RETURNED, CasesFilter, QueueFilter, offered
from desks.selectors.counting import CountOf, as_bounded, in_one_statement
from desks.selectors.groups import may_be_decided, returned, to_check
from nrm.access.actors import PersonActor
from nrm.access.roles import OrganisationKind
from nrm.accounts.models import Organisation
from nrm.web.pagination import ROWS, BoundedCount, ListPage, bounded_count, page_from, page_number

REFERRING_KINDS = (OrganisationKind.FIRST_RESPONDER.value, OrganisationKind.PRIME_CONTRACTOR.value)
ISSUED = DecisionStatus.ISSUED.value
SUGGESTIONS = 10
SOONEST_DUE = (F("due_on").asc(nulls_last=True), "received_on", "case_id")
NEWEST = ("-received_on", "-case_id")
_SHOWN = (
    "case_status",
    "due_on",
    "received_on",
    "case__reference",
    "case__status",
    "case__nation",
    "case__received_on",
    "case__facts__age_group",
    "case__facts__age_at_referral",
    "case__facts__nationalities",
    "case__facts__exploitation_types",
    "case__facts__immediate_risk",
    "case__facts__needs_accommodation_tonight",
    "case__referral__own_reference",
    "case__referral__organisation__name",
    "caseworker__person__name",
)
_RELATED = ("case__facts", "case__referral__organisation", "caseworker__person")
_IDENTIFYING = (
    "case__identity__given_name",
    "case__identity__family_name",
    "case__identity__other_names",
    "case__identity__born_on",
    "case__identity__born_precision",
)


def queue_page(
    actor: PersonActor, wanted: QueueFilter, today: dt.date, number: object
) -> tuple[ListPage[CaseParty], dict[str, Any]]:
    """The page of the authority's list, soonest due first, and what the filter panel counts; two statements."""
    visible = parties_visible_to(actor)
    rows = _narrowed(visible, actor, wanted, today)
    counts = in_one_statement(
        actor,
        total=CountOf(rows),
        referrers=_referring_organisations(),
        **{f"due_{band.value}": CountOf(_narrowed(visible, actor, wanted, today, due=(band,))) for band in DueBand},
        **{
            f"status_{status.value}": CountOf(_narrowed(visible, actor, wanted, today, statuses=(status,)))
            for status in offered(wanted.stage)
        },
        ready=CountOf(may_be_decided(rows, today)),
    )
    return _page(rows, SOONEST_DUE, number, as_bounded(counts["total"])), counts


def followed_page(actor: PersonActor, wanted: CasesFilter, number: object) -> ListPage[CaseParty]:
    """The page of the cases the actor's organisation referred, newest first; two statements."""
    rows = parties_visible_to(actor)
    if wanted.stage:
        being_considered = Q(case_status__in=[status.value for status in awaiting_reasonable_grounds()])
        rows = rows.filter(being_considered if wanted.stage == "considered" else ~being_considered)
    return _page(rows, NEWEST, number, bounded_count(rows))


def first_by_due(rows: QuerySet[CaseParty], limit: int) -> list[CaseParty]:
    """The first few, soonest due first; one statement."""
    return list(_shown(rows, SOONEST_DUE, 0, limit))


def newest(rows: QuerySet[CaseParty], limit: int) -> list[CaseParty]:
    """The first few, newest first; one statement."""
    return list(_shown(rows, NEWEST, 0, limit))


def rows_with_names(case_ids: Iterable[int], actor: PersonActor) -> dict[int, CaseParty]:
    """The visible cases among those, by their id, with what a row shows and the name and birth beside it."""
    rows = parties_visible_to(actor).filter(case_id__in=list(case_ids))
    shown = _with_what_is_shown(rows, *_IDENTIFYING).select_related("case__identity", *_RELATED)
    return {row.case_id: row for row in shown}


def suggested_cases(actor: PersonActor, typed: str, year: int) -> list[Case]:
    """Visible cases whose reference starts with what was typed, at most ten; a serial alone means the last three
    years."""
    prefixes = _prefixes(typed.strip(), year)
    if not prefixes:
        return []
    begins = Q()
    for prefix in prefixes:
        begins |= Q(case__reference__startswith=prefix)
    # References are given out in the order cases come in: the newest of one's own, not of everybody's.
    newest = parties_visible_to(actor).filter(begins).select_related("case").order_by(*NEWEST)
    found = {party.case_id: party.case for party in newest[: 2 * SUGGESTIONS]}  # a case may be there twice
    return sorted(found.values(), key=lambda case: case.reference, reverse=True)[:SUGGESTIONS]


def _narrowed(
    visible: QuerySet[CaseParty],
    actor: PersonActor,
    wanted: QueueFilter,
    today: dt.date,
    *,
    statuses: tuple[CaseStatus, ...] | None = None,
    due: tuple[DueBand, ...] | None = None,
) -> QuerySet[CaseParty]:
    """The rows of the filter; `statuses` or `due` stand in for its own, to count what an option would show."""
    rows = visible.filter(case_status__in=[s.value for s in (wanted.statuses if statuses is None else statuses)])
    bands = wanted.due if due is None else due
    if bands:
        in_any_band = Q()
        for band in bands:
            in_any_band |= Q(due_on__range=bounds_of_band(band, today))
        rows = rows.filter(in_any_band)
    if wanted.caseworker == ME:
        rows = rows.filter(caseworker_id=actor.membership_id)
    if wanted.caseworker == NOBODY:
        rows = rows.filter(caseworker=None)
    if wanted.referrer is not None:
        rows = rows.filter(case__referral__organisation_id=wanted.referrer)
    return _narrowed_by_decision(rows, actor, wanted.decision, today)


def _narrowed_by_decision(
    rows: QuerySet[CaseParty], actor: PersonActor, decision: str, today: dt.date
) -> QuerySet[CaseParty]:
    if decision == CHECK:
        return rows.filter(case_id__in=to_check(actor))
    if decision == RETURNED:
        return rows.filter(case_id__in=returned())
    return may_be_decided(rows, today) if decision == READY else rows


def _page(
    rows: QuerySet[CaseParty], order: tuple[Any, ...], number: object, count: BoundedCount
) -> ListPage[CaseParty]:
    at = page_number(number)
    return page_from(list(_shown(rows, order, (at - 1) * ROWS, ROWS + 1)), at, count)


def _shown(rows: QuerySet[CaseParty], order: tuple[Any, ...], first: int, length: int) -> QuerySet[CaseParty]:
    """The rows from one place of the list on. They are chosen before anything is joined, so that what a row shows is
    looked up for the rows of the page and no others, whatever the planner believes of the tables."""
    chosen = rows.order_by(*order).values("pk")[first : first + length]
    return _with_what_is_shown(CaseParty.objects.filter(pk__in=chosen)).order_by(*order)


def _with_what_is_shown(rows: QuerySet[CaseParty], *more: str) -> QuerySet[CaseParty]:
    """The columns a row of a list shows, and no others: no name, no identity, unless `more` says so."""
    return (
        rows.select_related(*_RELATED)
        .only(*_SHOWN, *more)
        .annotate(
            decision=_decision(Decision.objects.all()),
            issued=_decision(Decision.objects.filter(status=ISSUED)),
            cg_earliest_on=_running(CG_EARLIEST),
        )
    )


def _decision(decisions: QuerySet[Decision]) -> Subquery:
    """The newest of these decisions in the row's case, as JSON."""
    newest = decisions.filter(case_id=OuterRef("case_id")).order_by("-pk")
    shown = newest.values(
        json=JSONObject(
            kind="kind",
            status="status",
            outcome="outcome",
            issued_on="issued_on",
            approved="approved_version",
            version="version",
        )
    )
    return Subquery(shown[:1])


def _running(rule: str) -> Subquery:
    return Subquery(Deadline.objects.filter(case_id=OuterRef("case_id"), rule=rule, met_at=None).values("due_on")[:1])


def _referring_organisations() -> ArraySubquery:
    """All organisations that may refer, by name: the same for everybody, so that the choice tells nothing of cases."""
    referring = Organisation.objects.filter(kind__in=REFERRING_KINDS).order_by("name")
    return ArraySubquery(referring.values(json=JSONObject(id="id", name="name")))


def _prefixes(typed: str, year: int) -> list[str]:
    if typed.isascii() and typed.isdigit() and len(typed) <= 6:
        years = [f"{(year - back) % 100:02}" for back in range(3)]
        starts = {typed, typed.zfill(6)} if len(typed) > 1 else set()
        return sorted(f"NRM-{yy}-{start}" for yy in years for start in starts)
    beginning = beginning_of_case_reference(typed)
    return [beginning] if beginning else []
