"""Sections, pages and questions of a path, as data; and which answers count on it.

Answers that are not asked on the path stay in the draft, are shown as set aside, and are never submitted.

    is_asked(question_set, key, answers, path) -> bool
    sections(question_set, answers, path) -> tuple[SectionOnPath, ...]     the opening section first
    task_list(question_set, answers, path) -> tuple[SectionOnPath, ...]    without the opening section
    pages(question_set, answers, path) -> tuple[PageOnPath, ...]
    page(question_set, page_key, answers, path) -> PageOnPath | None
    next_page(question_set, page_key, answers, path) -> PageOnPath | None  within the same section
    asked_answers(question_set, answers, path) -> dict[str, Answer]        what is submitted
    set_aside(question_set, answers, path) -> dict[str, Answer]            what is not
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from referrals.domain.answers import Answer, Answers, codes_of
from referrals.domain.question import Page, Question, Section
from referrals.domain.question_set import QuestionSet
from referrals.enums import Path


@dataclass(frozen=True, slots=True)
class PageOnPath:
    """One page with the questions to draw on it.

    `questions` holds those asked now and those that an answer on this very page would reveal; for the latter
    `reveals` maps the question to its conditions within the page: {key: {earlier key of the page: codes}}.
    """

    key: str
    title: str
    section_key: str
    questions: tuple[Question, ...]
    reveals: Mapping[str, Mapping[str, tuple[str, ...]]]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that may be answered on this page."""
        return tuple(question.key for question in self.questions)


@dataclass(frozen=True, slots=True)
class SectionOnPath:
    """One section with the pages it has on the path."""

    key: str
    title: str
    opening: bool
    pages: tuple[PageOnPath, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that may be answered in this section."""
        return tuple(key for page in self.pages for key in page.keys)


def is_asked(question_set: QuestionSet, key: str, answers: Answers, path: Path) -> bool:
    """Whether the question is asked on the path, given the answers it depends on.

    Before a path is chosen, and on a blocked one, only the opening questions are.
    """
    question = question_set.question(key)
    return _is_on(question_set, question, path) and all(
        is_asked(question_set, earlier, answers, path) and not set(wanted).isdisjoint(codes_of(answers, earlier))
        for earlier, wanted in question.shown_if.items()
    )


def sections(question_set: QuestionSet, answers: Answers, path: Path) -> tuple[SectionOnPath, ...]:
    """Every section that has a page to show, in order."""
    found = (
        SectionOnPath(section.key, section.title, section.opening, _pages_of(question_set, section, answers, path))
        for section in question_set.sections
        if _has_section(section, path)
    )
    return tuple(section for section in found if section.pages)


def task_list(question_set: QuestionSet, answers: Answers, path: Path) -> tuple[SectionOnPath, ...]:
    """The sections of the task list: all but the opening one."""
    return tuple(section for section in sections(question_set, answers, path) if not section.opening)


def pages(question_set: QuestionSet, answers: Answers, path: Path) -> tuple[PageOnPath, ...]:
    """Every page to show, in order, the opening pages first."""
    return tuple(page for section in sections(question_set, answers, path) for page in section.pages)


def page(question_set: QuestionSet, page_key: str, answers: Answers, path: Path) -> PageOnPath | None:
    """One page; None where the path, or the answers, have no such page."""
    return next((each for each in pages(question_set, answers, path) if each.key == page_key), None)


def next_page(question_set: QuestionSet, page_key: str, answers: Answers, path: Path) -> PageOnPath | None:
    """The page after this one in the same section; None at the section's end and for a page that is not shown."""
    shown = pages(question_set, answers, path)
    for this, following in pairwise(shown):
        if this.key == page_key:
            return following if following.section_key == this.section_key else None
    return None


def asked_answers(question_set: QuestionSet, answers: Answers, path: Path) -> dict[str, Answer]:
    """The answers to questions asked on the path: what a submission holds, and nothing else."""
    return {
        key: answer
        for key, answer in answers.items()
        if key in question_set.by_key and is_asked(question_set, key, answers, path)
    }


def set_aside(question_set: QuestionSet, answers: Answers, path: Path) -> dict[str, Answer]:
    """The answers given that will not be sent on this path."""
    sent = asked_answers(question_set, answers, path)
    return {key: answer for key, answer in answers.items() if key not in sent}


def _is_on(question_set: QuestionSet, question: Question, path: Path) -> bool:
    return path in question.paths if path.can_be_submitted else question.key in question_set.opening_keys


def _has_section(section: Section, path: Path) -> bool:
    return path in section.paths if path.can_be_submitted else section.opening


def _pages_of(question_set: QuestionSet, section: Section, answers: Answers, path: Path) -> tuple[PageOnPath, ...]:
    # The opening pages are drawn as before any path, so that the answer that chose the path can be changed on them.
    drawn_on = Path.OPENING if section.opening else path
    found = (_page_on(question_set, section, page, answers, drawn_on) for page in section.pages)
    return tuple(page for page in found if any(is_asked(question_set, key, answers, drawn_on) for key in page.keys))


def _page_on(question_set: QuestionSet, section: Section, page: Page, answers: Answers, path: Path) -> PageOnPath:
    drawn = [
        question_set.question(key) for key in page.questions if _may_appear(question_set, key, page, answers, path)
    ]
    reveals = {question.key: _within(page, question) for question in drawn if _within(page, question)}
    return PageOnPath(page.key, page.title, section.key, tuple(drawn), reveals)


def _may_appear(question_set: QuestionSet, key: str, page: Page, answers: Answers, path: Path) -> bool:
    """Asked now, or asked as soon as something on the same page is answered."""
    question = question_set.question(key)
    return _is_on(question_set, question, path) and all(
        _may_appear(question_set, earlier, page, answers, path)
        if earlier in page.questions
        else is_asked(question_set, earlier, answers, path) and not set(wanted).isdisjoint(codes_of(answers, earlier))
        for earlier, wanted in question.shown_if.items()
    )


def _within(page: Page, question: Question) -> Mapping[str, tuple[str, ...]]:
    return {earlier: wanted for earlier, wanted in question.shown_if.items() if earlier in page.questions}
