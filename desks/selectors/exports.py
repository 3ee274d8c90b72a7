"""What a team leader takes away as files: counts by month and what is overdue, of what their authority decides."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import TruncMonth

from cases.domain.states import open_statuses
from cases.enums import CaseStatus
from cases.models import CaseParty, CaseStatusRow
from cases.selectors import parties_visible_to
from deadlines.enums import DueBand
from decisions.enums import DecisionKind, DecisionOutcome, DecisionStatus
from decisions.models import Decision
from desks.selectors.groups import due
from desks.selectors.listing import SOONEST_DUE
from nrm.access.actors import PersonActor
from nrm.london import LONDON

MONTHS = 24
MOST_ROWS = 5_000
CLOSED = [status.value for status in CaseStatus if status not in open_statuses()]
Kinds = tuple[DecisionKind, DecisionOutcome]
COUNTED: tuple[Kinds, ...] = tuple((kind, outcome) for kind in DecisionKind for outcome in DecisionOutcome)


@dataclass(frozen=True)
class Month:
    """One month of London time: what came in, what was issued, what stood open at its end."""

    first: dt.date
    received: int
    issued: dict[Kinds, int]
    open_at_end: int


def monthly_counts(actor: PersonActor, today: dt.date) -> list[Month]:
    """The last 24 months, the oldest first, this one so far; three statements."""
    visible = parties_visible_to(actor)
    case_ids = visible.values("case_id")
    received = _by_month(visible, TruncMonth("received_on"))
    issued = Counter[tuple[dt.date, str, str]]()
    decisions = Decision.objects.filter(case_id__in=case_ids, status=DecisionStatus.ISSUED.value)
    for month, kind, outcome, number in (
        decisions.annotate(month=TruncMonth("issued_on"))
        .values_list("month", "kind", "outcome")
        .annotate(number=Count("pk"))
        .order_by()
    ):
        issued[month, kind, outcome] = number
    closed = _by_month(_closings(case_ids), TruncMonth("since", tzinfo=LONDON))
    return [
        Month(
            first=first,
            received=received[first],
            issued={(kind, outcome): issued[first, kind.value, outcome.value] for kind, outcome in COUNTED},
            open_at_end=_until(received, first) - _until(closed, first),
        )
        for first in last_months(today)
    ]


def overdue_rows(actor: PersonActor, today: dt.date) -> tuple[list[CaseParty], bool]:
    """Visible cases past their target, most overdue first, at most 5,000, and whether there are more; one statement."""
    rows = due(actor, DueBand.OVERDUE, today).select_related("case", "caseworker__person")
    shown = rows.only(
        "case_status", "received_on", "due_on", "case__reference", "case__nation", "caseworker__person__name"
    )
    found = list(shown.order_by(*SOONEST_DUE)[: MOST_ROWS + 1])
    return found[:MOST_ROWS], len(found) > MOST_ROWS


def last_months(today: dt.date) -> Iterator[dt.date]:
    """The first days of the last 24 months, the oldest first."""
    newest = today.year * 12 + today.month - 1
    for number in range(newest - MONTHS + 1, newest + 1):
        yield dt.date(number // 12, number % 12 + 1, 1)


def _closings(case_ids: QuerySet[CaseParty, Any]) -> QuerySet[CaseStatusRow]:
    """The row with which each case first left the open statuses. No transition leads back to them; a test says so."""
    rows = CaseStatusRow.objects.filter(status__in=CLOSED)
    earlier = rows.filter(case_id=OuterRef("case_id"), pk__lt=OuterRef("pk"))
    return rows.filter(~Exists(earlier), case_id__in=case_ids)


def _by_month(rows: QuerySet[Any], month: TruncMonth) -> Counter[dt.date]:
    """How many in each month, by its first day."""
    counts = rows.order_by().annotate(month=month).values_list("month").annotate(number=Count("pk"))
    return Counter({_day(month): number for month, number in counts})


def _day(month: dt.date | dt.datetime) -> dt.date:
    return month.date() if isinstance(month, dt.datetime) else month


def _until(counts: Counter[dt.date], first: dt.date) -> int:
    return sum(number for month, number in counts.items() if month <= first)
