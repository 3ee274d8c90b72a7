"""Answers that cannot both be right, as a sentence by question. Only answers asked on the path are held to it.

    contradictions(question_set, answers, path, *, on) -> dict[str, str]

A date known in part contradicts something only when every day it may be does. A date of birth given as a guess
(`about`) may be a year off: it is held against "adult" when that still leaves a child, and never against "child",
because somebody who may be under 18 is protected as one (Modern Slavery Act 2015, section 51). The year is our choice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cases.domain.ages import EARLIEST_YEAR, GUESS_MAY_BE_OFF_BY, PartialDate, birth_contradictions
from cases.enums import AgeGroup
from referrals.domain.answers import Answers, date_of, is_approximate
from referrals.domain.path import age_group
from referrals.domain.question_set import QuestionSet
from referrals.domain.steps import asked_answers
from referrals.enums import Path

_IN_ORDER = (
    ("date_of_birth", "exploitation_started", "The exploitation cannot have started before they were born"),
    ("date_of_birth", "exploitation_ended", "The exploitation cannot have ended before they were born"),
    ("exploitation_started", "exploitation_ended", "The exploitation cannot have ended before it started"),
    ("date_of_birth", "encountered_on", "You cannot have met them before they were born"),
    (
        "encountered_on",
        "consent_given_on",
        "They cannot have agreed before the day you met them. Change the date that is wrong",
    ),
)


def contradictions(question_set: QuestionSet, answers: Answers, path: Path, *, on: date) -> dict[str, str]:
    """What cannot be right, read on a day in London: one sentence for each question concerned."""
    asked = asked_answers(question_set, answers, path)
    found: dict[str, str] = {}
    for key, sentence in (*_alone(question_set, asked, on), *_birth(asked, on)):
        found.setdefault(key, sentence)
    # A date that is wrong by itself says nothing about the order of others: only that date is to be changed.
    impossible = {key for key, _ in _alone(question_set, asked, on)}
    for key, sentence in _out_of_order({key: answer for key, answer in asked.items() if key not in impossible}):
        found.setdefault(key, sentence)
    return found


def _alone(question_set: QuestionSet, answers: Answers, on: date) -> Iterator[tuple[str, str]]:
    """Every question for a date asks for something that has happened."""
    for question in question_set.questions:
        known = date_of(answers, question.key) if question.is_date else None
        if known is None:
            continue
        subject = question.name[0].upper() + question.name[1:]
        if known.earliest > on:
            yield question.key, f"{subject} must be today or in the past"
        if known.year < EARLIEST_YEAR:
            yield question.key, f"{subject} must be in {EARLIEST_YEAR} or later"


def _birth(answers: Answers, on: date) -> Iterator[tuple[str, str]]:
    born, answered = date_of(answers, "date_of_birth"), age_group(answers)
    if born is None:
        return
    if is_approximate(answers, "date_of_birth"):
        born = PartialDate(max(EARLIEST_YEAR, born.year - GUESS_MAY_BE_OFF_BY))
        answered = AgeGroup.ADULT if answered is AgeGroup.ADULT else None
    for contradiction in birth_contradictions(born, answered, on):
        yield "date_of_birth", contradiction.sentence.rstrip(".")


def _out_of_order(answers: Answers) -> Iterator[tuple[str, str]]:
    for first, second, sentence in _IN_ORDER:
        earlier, later = date_of(answers, first), date_of(answers, second)
        if earlier and later and _surely_before(later, earlier):
            yield second, sentence


def _surely_before(one: PartialDate, other: PartialDate) -> bool:
    return one.latest < other.earliest
