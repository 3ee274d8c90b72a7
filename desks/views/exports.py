"""The files a team leader downloads. Each download is recorded, with the cases the file held."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from desks.presenters.exports import MONTHLY_HEADER, OVERDUE_HEADER, monthly_rows, overdue_lines
from desks.selectors.exports import monthly_counts, overdue_rows
from nrm import clock
from nrm.access.permissions import Permission
from nrm.audit.events import Event
from nrm.web.pages import Page
from nrm.web.spreadsheet import csv_response, csv_text


class MonthlyCounts(Page):
    permission = Permission.EXPORT_LISTS
    audit_read = Event.LIST_EXPORTED

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        today = clock.today()
        rows = monthly_rows(monthly_counts(self.actor, today))
        self.record_read(shown_case_ids=[], list="monthly counts", rows=len(rows))
        return csv_response(csv_text(MONTHLY_HEADER, rows), f"monthly-counts-{today.isoformat()}.csv")


class Overdue(Page):
    permission = Permission.EXPORT_LISTS
    audit_read = Event.LIST_EXPORTED

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        today = clock.today()
        parties, are_more = overdue_rows(self.actor, today)
        self.record_read(shown_case_ids=[party.case_id for party in parties], list="overdue", rows=len(parties))
        lines = overdue_lines(parties, today, are_more=are_more)
        return csv_response(csv_text(OVERDUE_HEADER, lines), f"overdue-{today.isoformat()}.csv")
