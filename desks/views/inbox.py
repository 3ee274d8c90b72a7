"""The inbox of whoever acts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from desks.presenters.notices import inbox_entry
from desks.presenters.pages import page_links
from desks.selectors.inbox import inbox_item, inbox_page, unread_ids
from nrm import clock
from nrm.access.permissions import Permission
from nrm.audit.events import Event
from nrm.notices.inbox import mark_all_as_read, mark_as_read
from nrm.web.pages import Page


class Inbox(Page):
    permission = Permission.READ_INBOX
    template = "desks/inbox.html"
    title = "Inbox"
    audit_read = Event.INBOX_VIEWED

    def context(self) -> dict[str, Any]:
        page, waiting = inbox_page(self.actor, clock.today(), self.request.GET.get("page"))
        self.record_read(shown_case_ids=[item.case_id for item in page.rows if item.case_id is not None])
        return {
            "entries": [inbox_entry(item) for item in page.rows],
            "waiting": str(waiting),
            "may_mark_all": waiting.number > 0,
            "pages": page_links(page, []),
        }


class OpenInboxItem(Page):
    """Marks one notice as read and goes where it leads: its case, or back to the inbox."""

    permission = Permission.READ_INBOX
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        item = inbox_item(self.actor, self.kwargs["item_id"])
        mark_as_read(item_id=item.pk, by=self.actor)
        return HttpResponseRedirect(inbox_entry(item).href or reverse("desks:inbox"))


class ReadInbox(Page):
    """Marks every notice of the inbox as read."""

    permission = Permission.READ_INBOX
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        marked = mark_all_as_read(item_ids=unread_ids(self.actor), by=self.actor)
        messages.success(request, f"{marked} notice{' was' if marked == 1 else 's were'} marked as read.")
        return HttpResponseRedirect(reverse("desks:inbox"))
