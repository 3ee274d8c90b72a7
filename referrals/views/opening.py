"""The first page of a referral: where and when. The draft begins when it is saved."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from nrm import clock
from nrm.access.permissions import Permission
from nrm.web.pages import FormPage
from referrals.actions.drafts import start_draft
from referrals.domain import answers as answers_rules
from referrals.domain import checks, completeness, steps
from referrals.domain.question_set import load
from referrals.domain.steps import PageOnPath
from referrals.enums import Path
from referrals.exceptions import AnswersRefused
from referrals.forms.answers import PageForm
from referrals.presenters.journey import FORKS

LATER = "later"


class BeginReferral(FormPage):
    """Asks where the person was met; saving starts the draft. Sent twice, it starts one."""

    permission = Permission.DRAFT_REFERRAL
    template = "referrals/question_page.html"
    title = "Refer a potential victim"
    form_class = PageForm

    @property
    def page(self) -> PageOnPath:
        return steps.pages(load(), {}, Path.OPENING)[0]

    def form_kwargs(self) -> dict[str, Any]:
        page = self.page
        return {
            "questions": page.questions,
            "reveals": page.reveals,
            "answers": {},
            "version": 0,
            "on": clock.today(),
        }

    def context(self) -> dict[str, Any]:
        return {
            "page_title": self.page.title,
            "caption": "Refer a potential victim",
            "back_href": reverse("referrals:drafts"),
            "draft_key": self.request.POST.get("draft", "") or str(uuid.uuid4()),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = PageForm(request.POST, **self.form_kwargs())
        try:
            return self._start(form)
        except AnswersRefused as refused:
            form.refuse(refused.errors)
        return self.show_form(form, status=422)

    def _start(self, form: PageForm) -> HttpResponse:
        sent, goes_on = form.sent(), form.data.get("press") != LATER
        needed = [each for each in completeness.missing(load(), {}, Path.OPENING) if each.key in {*FORKS} & {*sent}]
        if goes_on and any(not sent[each.key]["value"] for each in needed):  # type: ignore[index]
            raise AnswersRefused({each.key: each.sentence for each in needed})
        if goes_on:
            _refuse_what_cannot_be_right(sent)
        draft = start_draft(answers=sent, by=self.actor, draft_id=_number(form.data))
        if not goes_on:
            return HttpResponseRedirect(reverse("referrals:drafts"))
        following = steps.next_page(load(draft.question_set), self.page.key, draft.answers, Path.OPENING)
        page_key = following.key if following else self.page.key
        return HttpResponseRedirect(reverse("referrals:page", kwargs={"draft_id": draft.pk, "page_key": page_key}))


def _refuse_what_cannot_be_right(sent: Mapping[str, object]) -> None:
    """Nothing is lost: what was typed stays on the page, and there is no draft yet that could hold a wrong date."""
    read = answers_rules.read(load(), sent, on=clock.today())
    answers = answers_rules.with_changes({}, read.clean)
    errors = checks.contradictions(load(), answers, Path.OPENING, on=clock.today()) | read.errors
    if errors:
        raise AnswersRefused(errors)


def _number(data: Mapping[str, Any]) -> uuid.UUID | None:
    try:
        return uuid.UUID(data.get("draft", ""))
    except ValueError:
        return None
