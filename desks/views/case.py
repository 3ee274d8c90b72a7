"""The page of one case: the whole file for the authority that decides it, the stage and the dates for its referrer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from cases.models import Case
from cases.selectors import case_by_reference
from decisions.enums import DecisionKind
from desks.presenters import case_page, followed
from desks.presenters.before_decision import before_the_decision, before_title
from desks.presenters.care import Care, care_panel
from desks.presenters.support_line import support_of_case, support_told_to_referrer
from desks.presenters.timeline import file_timeline, followed_timeline
from desks.selectors.case_file import CaseFile, case_file, followed_case
from desks.selectors.support_file import may_be_supported_by
from nrm import clock
from nrm.access.exceptions import NotVisible
from nrm.access.permissions import Permission
from nrm.audit.events import Event
from nrm.web.pages import Page
from referrals.presenters.account import AccountSection, account_as_sent, account_in_file
from referrals.presenters.readback import Audience, sections_for_case

DECISION = {"text": "Decision", "href": "#decision"}


class CaseFilePage(Page):
    """The file on one page, for those who may read it."""

    permission = Permission.SEE_FILE
    template = "desks/case_file.html"
    audit_read = Event.CASE_VIEWED

    def context(self) -> dict[str, Any]:
        case = case_by_reference(self.actor, self.kwargs["reference"])
        self.record_read(case=case)
        file, today = case_file(self.actor, case), clock.today()
        referral = getattr(case, "referral", None)
        return {
            "title": f"Case file {case.reference}",
            "case": case,
            "bar": case_page.identity_bar(file),
            "clocks": case_page.clocks(case, file.deadlines, file.decisions, today) + case_page.age_cards(case, today),
            **self._account(case, decided_first=(decided := case_page.is_decided(file))),
            "decided_first": decided,
            "referral": referral,
            "tasks": before_the_decision(file, self.actor, today),
            "tasks_title": before_title(file),
            "acts": case_page.acts(file, self.actor),
            "decisions": case_page.decision_panels(file),
            "support": support_of_case(case, file.decisions.get(DecisionKind.REASONABLE_GROUNDS)),
            "events": file_timeline(file.events, file.history),
            "care": _care(file, today),
        }

    def _account(self, case: Case, *, decided_first: bool) -> dict[str, Any]:
        referral = getattr(case, "referral", None)
        sections = (
            account_in_file(sections_for_case(case, Audience.AUTHORITY), referral.question_set) if referral else []
        )
        return _parts(sections, before=[DECISION]) if decided_first else _parts(sections, after=[DECISION])


class FollowedCasePage(Page):
    """The referrer's page of a case their organisation referred."""

    permission = Permission.FOLLOW_CASE
    template = "desks/followed_case.html"
    audit_read = Event.CASE_FOLLOWED

    def context(self) -> dict[str, Any]:
        case = case_by_reference(self.actor, self.kwargs["reference"])
        self.record_read(case=case)
        found = followed_case(self.actor, case)
        return {
            "title": f"Your referral {case.reference}",
            "case": case,
            "stage": followed.followed_stage(case),
            "next_steps": followed.next_steps(case, found.decisions),
            "support": support_told_to_referrer(case, found.decisions.get(DecisionKind.REASONABLE_GROUNDS)),
            "clocks": case_page.clocks(case, found.deadlines, found.decisions, clock.today()),
            **self._account(case),
            "referral": getattr(case, "referral", None),
            "events": followed_timeline(found.events, found.history, self.actor.organisation_id),
        }

    def _account(self, case: Case) -> dict[str, Any]:
        if getattr(case, "referral", None) is None:
            return _parts([])
        return _parts(account_as_sent(sections_for_case(case, Audience.REFERRER)))


class SupportedCasePage(Page):
    """Whoever supports a person is sent to the page of their support, or to the offer of it."""

    permission = Permission.SEE_SUPPORT

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        reference = self.kwargs["reference"]
        if not may_be_supported_by(self.actor, reference):
            raise NotVisible
        return HttpResponseRedirect(reverse("desks:support-package", args=[reference]))


class CasePage(Page):
    """One address for everybody in the case; what it shows depends on what they may see. Not there for anybody else."""

    permission = Permission.USE_SERVICE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        for page in (CaseFilePage, FollowedCasePage, SupportedCasePage):
            if page.permission in request.actor.permissions:  # type: ignore[attr-defined]
                return page.as_view()(request, *args, **kwargs)
        raise NotVisible


def _care(file: CaseFile, today: dt.date) -> list[Care]:
    referral = getattr(file.case, "referral", None)
    if referral is None:
        return []
    return care_panel(file.answers, referral.question_set, said_on=file.case.received_on, today=today)


def _parts(
    sections: list[AccountSection], *, before: Sequence[dict[str, str]] = (), after: Sequence[dict[str, str]] = ()
) -> dict[str, Any]:
    """The referral by sections, and the links to them and to what stands before and after."""
    parts = [{"text": section.title, "href": f"#{section.key}"} for section in sections]
    return {"sections": sections, "parts": [*before, *parts, *after]}
