"""The lists of cases: the authority's queue, the referrer's own cases, and references suggested while one is typed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from cases.domain.states import STATUS_WORDS
from cases.enums import CaseStatus
from deadlines.enums import DueBand
from desks.filters import (
    AWAITING_CONCLUSIVE_GROUNDS,
    AWAITING_REASONABLE_GROUNDS,
    CHECK,
    CONCLUSIVE,
    ME,
    RETURNED,
    CasesFilter,
    QueueFilter,
)
from desks.presenters.filter_groups import followed_groups, queue_groups, stage_links
from desks.presenters.pages import page_links
from desks.presenters.rows import FOLLOWED_COLUMNS, QUEUE_COLUMNS, followed_row, queue_row
from desks.selectors import listing
from desks.selectors.counting import as_bounded
from nrm import clock
from nrm.access.permissions import Permission
from nrm.audit.events import Event
from nrm.web.pages import Page
from nrm.web.pagination import BoundedCount

# The lists of decisions that somebody must check or change, by their heading.
_OF_DECISIONS = {CHECK: "Second checks", RETURNED: "Returned decisions"}


class Queue(Page):
    permission = Permission.SEE_FILE
    template = "desks/queue.html"
    audit_read = Event.CASES_LISTED

    def context(self) -> dict[str, Any]:
        wanted, today = QueueFilter.from_query(self.request.GET), clock.today()
        page, counts = listing.queue_page(self.actor, wanted, today, self.request.GET.get("page"))
        self.record_read(shown_case_ids=[row.case_id for row in page.rows], page="queue")
        may_check = Permission.CHECK_REASONABLE_GROUNDS in self.actor.permissions
        return {
            "title": _queue_title(wanted),
            "summary": _queue_summary(wanted, counts),
            "stages": stage_links(wanted),
            "keep": {"stage": wanted.stage} if wanted.stage else {},
            "may_export": Permission.EXPORT_LISTS in self.actor.permissions,
            "clear_query": QueueFilter(stage=wanted.stage).query(),
            "groups": queue_groups(wanted, counts, may_check=may_check),
            "columns": QUEUE_COLUMNS,
            "rows": [queue_row(row, today) for row in page.rows],
            "pages": page_links(page, wanted.address_values()),
            "is_narrowed": wanted != QueueFilter(stage=wanted.stage),
        }


class Cases(Page):
    permission = Permission.FOLLOW_CASE
    template = "desks/cases.html"
    title = "Cases you referred"
    audit_read = Event.CASES_LISTED

    def context(self) -> dict[str, Any]:
        wanted, today = CasesFilter.from_query(self.request.GET), clock.today()
        page = listing.followed_page(self.actor, wanted, self.request.GET.get("page"))
        self.record_read(shown_case_ids=[row.case_id for row in page.rows], page="cases")
        return {
            "organisation": self.actor.organisation_label,
            "count": str(page.count),
            "groups": followed_groups(wanted),
            "columns": FOLLOWED_COLUMNS,
            "rows": [followed_row(row, today) for row in page.rows],
            "pages": page_links(page, wanted.address_values()),
            "is_narrowed": bool(wanted.stage),
        }


class Suggest(Page):
    """Type-to-find: the visible references that start with what was typed, as JSON."""

    permission = Permission.LIST_CASES
    audit_read = Event.CASES_LISTED

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = listing.suggested_cases(self.actor, request.GET.get("q", ""), clock.today().year)
        self.record_read(shown_case_ids=[case.pk for case in found], page="suggestions")
        return JsonResponse({"cases": [self._suggestion(case.reference, case.status) for case in found]})

    def _suggestion(self, reference: str, status: str) -> dict[str, str]:
        words = STATUS_WORDS[CaseStatus(status)]
        sees_file = Permission.SEE_FILE in self.actor.permissions
        return {
            "reference": reference,
            "stage": words.caseworker if sees_file else words.referrer,
            "href": reverse("desks:case", args=[reference]),
        }


def _queue_title(wanted: QueueFilter) -> str:
    if wanted.decision in _OF_DECISIONS:
        return _OF_DECISIONS[wanted.decision]
    if wanted.caseworker == ME:
        return "My cases"
    statuses = set(wanted.statuses)
    if statuses <= set(AWAITING_REASONABLE_GROUNDS):
        return "Reasonable grounds queue"
    return "Conclusive grounds queue" if statuses <= set(AWAITING_CONCLUSIVE_GROUNDS) else "Cases"


def _queue_summary(wanted: QueueFilter, counts: dict[str, Any]) -> list[Any]:
    """How many the filter shows, and how many of these are due today, overdue or can be decided now."""
    total, ready = as_bounded(counts["total"]), as_bounded(counts["ready"])
    words: list[Any] = [f"{total} case{'' if total.number == 1 else 's'}"]
    if wanted.stage != CONCLUSIVE:
        today, overdue = (_within(wanted, counts, band) for band in (DueBand.TODAY, DueBand.OVERDUE))
        words += [f"{today} due today", {"text": f"{overdue} overdue", "strong": overdue.number > 0}]
    if set(wanted.statuses) & set(AWAITING_CONCLUSIVE_GROUNDS) and wanted.decision not in _OF_DECISIONS:
        words.append(f"{ready} can be decided now")
    return [*words, "longest waiting first" if wanted.stage == CONCLUSIVE else "soonest due first"]


def _within(wanted: QueueFilter, counts: dict[str, Any], band: DueBand) -> BoundedCount:
    """How many of the cases shown fall in the band: none when the filter leaves the band out."""
    return as_bounded(counts[f"due_{band.value}"] if band in wanted.due or not wanted.due else 0)
