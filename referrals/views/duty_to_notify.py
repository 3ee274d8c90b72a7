"""Reports of adults who did not agree to be referred: the organisation's own list, and one report, also its receipt."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from nrm.access.permissions import Permission
from nrm.audit.events import Event
from nrm.web.pages import Page
from nrm.web.pagination import page_of
from referrals import selectors
from referrals.presenters.listed import REPORT_COLUMNS, pages_around, report_details, report_rows


class DutyToNotifyList(Page):
    """The organisation's reports, the newest first."""

    permission = Permission.SEE_DUTY_TO_NOTIFY
    template = "referrals/duty_to_notify_list.html"
    title = "Duty to notify reports"
    audit_read = Event.DUTY_TO_NOTIFY_LISTED

    def context(self) -> dict[str, Any]:
        page = page_of(selectors.duty_to_notify_visible_to(self.actor), self.request.GET.get("page"))
        self.record_read(references=[report.reference for report in page.rows])
        return {
            "columns": REPORT_COLUMNS,
            "rows": report_rows(page.rows),
            "count": page.count,
            "pages": pages_around(page, reverse("referrals:duty-to-notify-list")),
        }


class DutyToNotifyReport(Page):
    """One report; just after it was submitted, its receipt."""

    permission = Permission.SEE_DUTY_TO_NOTIFY
    template = "referrals/duty_to_notify.html"
    title = "Duty to notify report"
    audit_read = Event.DUTY_TO_NOTIFY_VIEWED

    def context(self) -> dict[str, Any]:
        report = selectors.duty_to_notify_by_reference(self.actor, self.kwargs["reference"])
        self.record_read(subject=report, reference=report.reference)
        is_new = self.request.GET.get("submitted") == "yes"
        return {
            "report": report,
            "is_new": is_new,
            "details": report_details(report),
            "back_href": "" if is_new else reverse("referrals:duty-to-notify-list"),
        }
