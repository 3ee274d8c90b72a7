"""The end of a draft: checking the answers, submitting, and the receipt."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from cases.selectors import case_by_reference
from deadlines.presenters import clock_cards, why
from deadlines.selectors import deadlines_told_to_referrer
from nrm import clock
from nrm.access.check import check
from nrm.access.exceptions import Refused
from nrm.access.permissions import Permission
from nrm.audit.events import Event
from nrm.exceptions import DomainError
from nrm.web.pages import FormPage, Page
from referrals import selectors
from referrals.actions.submission import submit_duty_to_notify, submit_referral
from referrals.enums import Path
from referrals.exceptions import NotReady
from referrals.forms.submission import VersionForm
from referrals.presenters.check_answers import names_set_aside, sections_to_check
from referrals.presenters.listed import draft_caption
from referrals.presenters.support_lines import support_lines
from referrals.presenters.words import PATH_WORDS
from referrals.views.drafts import DraftPage


class CheckAnswers(FormPage, DraftPage):
    """Every answer that will be sent, and the button that sends them. Pressed twice, it sends them once."""

    permission = Permission.SUBMIT_REFERRAL
    template = "referrals/check.html"
    title = "Check the answers before you submit"
    audit_read = Event.DRAFT_VIEWED
    form_class = VersionForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"version": self.draft.version}}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.journey.path.can_be_submitted:
            return HttpResponseRedirect(self.journey.address())
        return self.show_form(self.make_form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = VersionForm(request.POST)
        version = form.cleaned_data["version"] if form.is_valid() else 0
        try:
            return HttpResponseRedirect(self._submit(version))
        except NotReady as refused:
            return self._show_why(self.journey.links(list(refused.obstacles), back="check"))
        except Refused:
            raise
        except DomainError as refused:
            return self._show_why([{"text": refused.sentence, "href": "#main-content"}])

    def context(self) -> dict[str, Any]:
        journey = self.journey
        self.record_read(subject=journey.draft)
        obstacles = journey.obstacles
        return {
            "name": draft_caption(journey.draft),
            "path_words": PATH_WORDS[journey.path],
            "is_report": journey.path is Path.DTN,
            "why_this_path": journey.decision.sentence,
            "sections": sections_to_check(journey),
            "set_aside": names_set_aside(journey),
            "obstacles": journey.links(obstacles, back="check"),
            "back_href": journey.address(),
        }

    def _submit(self, version: int) -> str:
        """A draft that is gone goes to `submit_referral` too: it knows the case of an earlier press."""
        draft_id = self.kwargs["draft_id"]
        draft = selectors.drafts_visible_to(self.actor).filter(pk=draft_id).first()
        if draft is not None and self.journey.path is Path.DTN:
            report = submit_duty_to_notify(draft_id=draft_id, version=version, by=self.actor)
            address = reverse("referrals:duty-to-notify", kwargs={"reference": report.reference})
            return f"{address}?submitted=yes"
        case = submit_referral(draft_id=draft_id, version=version, by=self.actor)
        return reverse("referrals:received", kwargs={"reference": case.reference})

    def _show_why(self, errors: list[dict[str, str]]) -> HttpResponse:
        """The page as the draft stands now, with what stood in the way."""
        self.look_again()
        if not self.journey.path.can_be_submitted:
            return HttpResponseRedirect(self.journey.address())
        return self.show(status=422, form=self.make_form(), errors=errors, **self.context())


class ReferralReceived(Page):
    """The receipt: the reference at once, and what happens by when. Shows nobody's personal data."""

    permission = Permission.SUBMIT_REFERRAL
    template = "referrals/received.html"
    audit_read = Event.CASE_FOLLOWED
    title = "Referral received"

    def context(self) -> dict[str, Any]:
        case = case_by_reference(self.actor, self.kwargs["reference"])
        check(self.actor, Permission.SUBMIT_REFERRAL, case)
        self.record_read(case=case)
        today, deadlines = clock.today(), deadlines_told_to_referrer(case)
        return {
            "reference": case.reference,
            "cards": clock_cards(deadlines, nation=case.nation, today=today, concluded_on=None),
            "explained": [why(each)[0] for each in deadlines],
            "case_href": reverse("desks:case", kwargs={"reference": case.reference}),
            "support_lines": support_lines(case.nation),
            "wants_support": case.facts.wants_support == "yes",
            "is_child": case.referral.path == Path.NRM_CHILD,
        }
