"""The organisation's drafts: the list, and deleting one. Also the base of every page of a draft."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from nrm import clock
from nrm.access.exceptions import NotVisible
from nrm.access.permissions import Permission
from nrm.accounts.selectors import duty_of
from nrm.audit.events import Event
from nrm.web.pages import FormPage, Page
from nrm.web.pagination import page_of
from referrals import selectors
from referrals.actions.drafts import dispose_draft
from referrals.forms.submission import NothingToFillIn
from referrals.models import Draft
from referrals.presenters.gone import typed_again
from referrals.presenters.journey import Journey
from referrals.presenters.listed import DRAFT_COLUMNS, draft_caption, draft_rows, pages_around

GONE = "This draft is no longer here"


class DraftPage(Page):
    """A page of one draft. One that is gone, or was never the actor's, gets one page, which loses nothing typed."""

    permission = Permission.DRAFT_REFERRAL
    keeps_typed_text: ClassVar[bool] = False

    @cached_property
    def draft(self) -> Draft:
        return selectors.draft_by_id(self.actor, self.kwargs["draft_id"])

    @cached_property
    def journey(self) -> Journey:
        today = clock.today()
        return Journey(self.draft, selectors.duty_of_draft(self.draft, today), today)

    def look_again(self) -> None:
        """Forget how the draft stood: it has just been changed, here or elsewhere."""
        self.__dict__.pop("draft", None)
        self.__dict__.pop("journey", None)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotVisible:
            return self.gone()

    def gone(self) -> HttpResponse:
        """The receipt, where the draft was submitted; else a page that says so and shows again what was typed."""
        case = selectors.case_submitted_from(self.actor, self.kwargs["draft_id"])
        typed = typed_again(self.request.POST) if self.keeps_typed_text else []
        if case is not None and not typed:
            return HttpResponseRedirect(reverse("referrals:received", kwargs={"reference": case.reference}))
        return self.show_as("referrals/draft_gone.html", status=404, title=GONE, typed=typed, case=case)

    def show_as(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        """Render another template than the page's own, for the states of a draft that need one."""
        return render(self.request, template, {"title": self.title, **context}, status=status)


class DraftsList(Page):
    """The drafts of the organisation, anybody's, the latest change first."""

    permission = Permission.DRAFT_REFERRAL
    template = "referrals/drafts.html"
    title = "Drafts"
    audit_read = Event.DRAFTS_LISTED

    def context(self) -> dict[str, Any]:
        page = page_of(selectors.drafts_visible_to(self.actor), self.request.GET.get("page"))
        self.record_read(draft_ids=[str(draft.pk) for draft in page.rows])
        duty = duty_of(self.actor.organisation_id, clock.today())
        return {
            "columns": DRAFT_COLUMNS,
            "rows": draft_rows(page.rows, duty),
            "count": page.count,
            "pages": pages_around(page, reverse("referrals:drafts")),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("referrals:begin"))


class DisposeDraft(FormPage, DraftPage):
    """Asks before a draft is deleted with everything in it."""

    template = "referrals/dispose.html"
    title = "Delete this draft?"
    audit_read = Event.DRAFT_VIEWED
    form_class = NothingToFillIn

    def context(self) -> dict[str, Any]:
        self.record_read(subject=self.draft)
        return {"draft": self.draft, "name": draft_caption(self.draft), "address": self.journey.address()}

    def act(self, form: NothingToFillIn) -> str:
        dispose_draft(draft_id=self.kwargs["draft_id"], by=self.actor)
        messages.success(self.request, "The draft was deleted.")
        return reverse("referrals:drafts")
