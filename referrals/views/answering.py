"""A draft's task list and its pages of questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from nrm import clock
from nrm.access.exceptions import NotVisible
from nrm.audit.events import Event
from nrm.web import held
from nrm.web.pages import FormPage
from referrals.actions.drafts import Saved, save_page
from referrals.domain.answers import is_answered, text_of
from referrals.domain.question import Question
from referrals.enums import Path
from referrals.exceptions import AnswersOverlap
from referrals.forms.answers import PageForm, drawn_with
from referrals.presenters.changed import stored_now
from referrals.presenters.listed import draft_caption
from referrals.presenters.support_lines import support_lines
from referrals.presenters.task_list import groups, progress
from referrals.presenters.words import PATH_WORDS
from referrals.views.drafts import DraftPage

LATER, ANOTHER, CHECK = "later", "another-", "check"

REST_SAVED = "Your other answers on this page are saved."
ALL_SAVED = "Your answers on this page are saved."
TO_CORRECT = (
    "What is marked cannot be right and must be corrected before you can submit. You can save again to go on and "
    "correct it later."
)
TEMPLATES = {Path.BLOCKED: "referrals/blocked.html"}
TITLES = {
    Path.BLOCKED: "You cannot refer this person",
    Path.DTN: "Report a potential victim without a name",
}


class DraftOverview(DraftPage):
    """The task list; for an adult who refuses where there is no duty, what can still be done."""

    template = "referrals/task_list.html"
    title = "Refer a potential victim"
    audit_read = Event.DRAFT_VIEWED

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        fork = self.journey.fork_to_answer
        if fork is not None:
            return HttpResponseRedirect(self.journey.question_address(fork.key))
        return self.show_as(TEMPLATES.get(self.journey.path, self.template), **self.context())

    def context(self) -> dict[str, Any]:
        journey = self.journey
        self.record_read(subject=journey.draft)
        return {
            "title": TITLES.get(journey.path, self.title),
            "journey": journey,
            "is_report": journey.path is Path.DTN,
            "is_child": journey.path is Path.NRM_CHILD,
            "name": draft_caption(journey.draft),
            "path_words": PATH_WORDS[journey.path],
            "groups": groups(journey),
            "progress": progress(journey),
            "support_lines": support_lines(text_of(journey.answers, "nation")),
            "change_href": journey.question_address("consent_referral"),
            "check_href": reverse("referrals:check", kwargs=self.kwargs),
            "dispose_href": reverse("referrals:dispose", kwargs=self.kwargs),
        }


class QuestionPage(FormPage, DraftPage):
    """One page of questions: saves half-filled, goes on or comes back later, and merges with what others saved."""

    template = "referrals/question_page.html"
    audit_read = Event.DRAFT_VIEWED
    form_class = PageForm
    keeps_typed_text = True

    def form_kwargs(self) -> dict[str, Any]:
        page = self.journey.page(self.kwargs["page_key"])
        return {
            "questions": page.questions if page else [],
            "reveals": page.reveals if page else {},
            "answers": self.draft.answers,
            "version": self.draft.version,
            "on": clock.today(),
            "more": self.request.GET.get("more", ""),
        }

    def make_form(self, data: QueryDict | None = None) -> PageForm:
        """A page that comes back is read with the questions it was drawn with, also if the path has changed since."""
        asked = self.form_kwargs()
        if data is not None:
            asked["questions"] = drawn_with(self._questions_of_page(), data)
        return PageForm(data, **asked)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._questions_of_page()
        is_asked = self.journey.page(self.kwargs["page_key"]) is not None
        if not is_asked and held.TOKEN_PARAMETER not in request.GET:
            return HttpResponseRedirect(self.journey.address())
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        try:
            saved = save_page(
                draft_id=self.draft.pk,
                page_key=self.kwargs["page_key"],
                sent=form.sent(),
                version=form.sent_version(),
                seen=form.sent_marks(),
                by=self.actor,
            )
        except AnswersOverlap as overlap:
            return self._show_both(overlap)
        self.look_again()
        errors = self._errors(saved, request.POST)
        if errors:
            return self._show_again(errors, saved.seen, self._saved_note(saved, errors))
        return HttpResponseRedirect(self._next(request.POST))

    def context(self) -> dict[str, Any]:
        journey = self.journey
        self.record_read(subject=journey.draft)
        page = journey.page(self.kwargs["page_key"])
        title = page.title if page else self._title_of_page()
        return {
            "title": title,
            "page_title": title,
            "caption": draft_caption(journey.draft),
            "back_href": self._back(),
            "draft_key": "",
        }

    def _back(self) -> str:
        if self.request.GET.get("back") == CHECK:
            return reverse("referrals:check", kwargs={"draft_id": self.draft.pk})
        return reverse("referrals:drafts") if self.journey.fork_to_answer else self.journey.address()

    def _errors(self, saved: Saved, data: QueryDict) -> dict[str, str]:
        """What was refused; before going on also what cannot be right, said once, and what an opening page needs."""
        errors = dict(saved.errors)
        if data.get("press") == LATER:
            return errors
        for key, sentence in self.journey.contradictions.items():
            if key in saved.changed:
                errors.setdefault(key, sentence)
        fork = self.journey.fork_to_answer
        page = self.journey.page(self.kwargs["page_key"])
        if fork and page and fork.key in page.keys:
            errors.setdefault(fork.key, fork.sentence)
        return errors

    def _saved_note(self, saved: Saved, errors: Mapping[str, str]) -> str:
        """What stands in the draft of this page, and when a contradiction has to go; nothing where nothing stands."""
        keys = [each.key for each in self._questions_of_page() if each.key not in saved.errors]
        if not any(is_answered(saved.draft.answers, key) for key in keys):
            return ""
        if saved.errors:
            return REST_SAVED
        return f"{ALL_SAVED} {TO_CORRECT}" if errors.keys() <= self.journey.contradictions.keys() else ALL_SAVED

    def _show_again(self, errors: dict[str, str], seen: Mapping[str, str], note: str) -> HttpResponse:
        """What was refused as it was typed; the rest is saved."""
        form = self.make_form(self._as_of_now(seen))
        form.refuse(errors)
        return self.show_form(form, status=422, saved_note=note)

    def _show_both(self, overlap: AnswersOverlap) -> HttpResponse:
        """What was typed and, beside it, what somebody else stored: saving again is a decision."""
        self.look_again()
        form = self.make_form(self._as_of_now(overlap.seen))
        form.refuse(dict.fromkeys(overlap.keys, "Somebody changed this too. Compare both and save what is right"))
        return self.show_form(form, status=422, stored=stored_now(self.draft, overlap.keys))

    def _as_of_now(self, seen: Mapping[str, str]) -> QueryDict:
        """What was typed, on a page that knows how the draft stands now."""
        data = self.request.POST.copy()
        data["version"], data["seen"] = str(self.draft.version), PageForm.seen_text(seen)
        return data

    def _next(self, data: QueryDict) -> str:
        press, journey = data.get("press", ""), self.journey
        if press == LATER:
            messages.success(self.request, "Your answers are saved. You can come back to this draft at any time.")
            return reverse("referrals:drafts")
        if press.startswith(ANOTHER):
            key = press.removeprefix(ANOTHER)
            return f"{journey.page_address(self.kwargs['page_key'])}?more={key}#question-{key}"
        if self.request.GET.get("back") == CHECK and journey.path.can_be_submitted:
            return reverse("referrals:check", kwargs={"draft_id": self.draft.pk})
        following = journey.next_page(self.kwargs["page_key"])
        return journey.page_address(following.key) if following else journey.address()

    def _questions_of_page(self) -> list[Question]:
        """Every question of the page, whatever the path; `NotVisible` where the question set has no such page."""
        page = self.journey.any_page(self.kwargs["page_key"])
        if page is None:
            raise NotVisible
        return [self.journey.question_set.question(key) for key in page.questions]

    def _title_of_page(self) -> str:
        page = self.journey.any_page(self.kwargs["page_key"])
        return page.title if page else ""
