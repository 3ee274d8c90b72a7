"""Where a draft stands: its path, what is missing and what contradicts, worked out once for every page of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from referrals.domain import checks, completeness, steps
from referrals.domain.answers import Answers
from referrals.domain.completeness import Missing
from referrals.domain.path import PathDecision, path_of
from referrals.domain.question import Page
from referrals.domain.question_set import QuestionSet, load
from referrals.domain.steps import PageOnPath, SectionOnPath
from referrals.enums import Path
from referrals.models import Draft

# The opening questions that choose the path: each is needed before the next can be asked.
FORKS = ("nation", "under_18", "consent_referral")


@dataclass(frozen=True)
class Journey:
    """A draft on a London date, for an organisation with this duty to notify."""

    draft: Draft
    duty: str
    on: dt.date

    @cached_property
    def question_set(self) -> QuestionSet:
        return load(self.draft.question_set)

    @property
    def answers(self) -> Answers:
        answers: Answers = self.draft.answers
        return answers

    @cached_property
    def decision(self) -> PathDecision:
        return path_of(self.answers, self.duty)

    @property
    def path(self) -> Path:
        return self.decision.path

    @cached_property
    def contradictions(self) -> Mapping[str, str]:
        return checks.contradictions(self.question_set, self.answers, self.path, on=self.on)

    @cached_property
    def missing(self) -> list[Missing]:
        return completeness.missing(self.question_set, self.answers, self.path)

    @cached_property
    def obstacles(self) -> list[Missing]:
        return completeness.obstacles(self.question_set, self.answers, duty=self.duty, on=self.on)

    @cached_property
    def sections(self) -> tuple[SectionOnPath, ...]:
        return steps.sections(self.question_set, self.answers, self.path)

    @property
    def fork_to_answer(self) -> Missing | None:
        """The opening question that must be answered before the path is known; None when it is."""
        if self.path is not Path.OPENING:
            return None
        return next(each for key in FORKS for each in self.missing if each.key == key)

    def any_page(self, page_key: str) -> Page | None:
        """A page of the question set, whatever the path."""
        pages = (page for section in self.question_set.sections for page in section.pages)
        return next((page for page in pages if page.key == page_key), None)

    def page(self, page_key: str) -> PageOnPath | None:
        return steps.page(self.question_set, page_key, self.answers, self.path)

    def page_of(self, question_key: str) -> PageOnPath | None:
        """The page of the path on which a question is asked."""
        pages = (page for section in self.sections for page in section.pages)
        return next((page for page in pages if question_key in page.keys), None)

    def next_page(self, page_key: str) -> PageOnPath | None:
        return steps.next_page(self.question_set, page_key, self.answers, self.path)

    def address(self) -> str:
        return reverse("referrals:draft", kwargs={"draft_id": self.draft.pk})

    def page_address(self, page_key: str) -> str:
        return reverse("referrals:page", kwargs={"draft_id": self.draft.pk, "page_key": page_key})

    def question_address(self, question_key: str, back: str = "") -> str:
        """Where a question is answered; the draft itself when no page of the path asks it. `back`: where next."""
        page = self.page_of(question_key)
        query = f"?back={back}" if back else ""
        return f"{self.page_address(page.key)}{query}#question-{question_key}" if page else self.address()

    def links(self, found: list[Missing], back: str = "") -> list[dict[str, str]]:
        """Sentences as an error summary takes them, each leading to its question."""
        return [{"text": each.sentence, "href": self.question_address(each.key, back)} for each in found]
