"""The typed columns of CaseFacts, computed from the submitted answers and Identity; they can always be rebuilt.

Queues, search and statistics read them. No name, contact or reference stands in one; the age does, counted from the
date of birth in Identity: the youngest the date allows, because somebody who may be a child is protected as one.

    facts(question_set, answers, identity, *, received_on) -> dict[str, FactValue]
    COLUMNS: Mapping[str, Kind]    every column there is and what kind of value it holds

Kinds: a `code` is a str, empty when there is none; `codes` a list of str, as are the `lines` of a text; a `date` a date
or None, of a date known in part the first day it may be; a `number` an int or None.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from cases.domain.ages import PartialDate, eighteenth_birthday, youngest_age
from cases.enums import AgeGroup
from referrals.domain.answers import Answers, codes_of, date_of, is_approximate, text_of
from referrals.domain.identity import rejoin
from referrals.domain.path import age_group
from referrals.domain.question import Question
from referrals.domain.question_set import QuestionSet
from referrals.enums import QuestionType

FactValue = str | list[str] | date | int | None


class Kind(StrEnum):
    """What a column holds."""

    CODE = "code"
    CODES = "codes"
    LINES = "lines"
    DATE = "date"
    NUMBER = "number"


COLUMNS: Mapping[str, Kind] = {
    "nation": Kind.CODE,
    "encountered_on": Kind.DATE,
    "age_group": Kind.CODE,
    "age_at_referral": Kind.NUMBER,
    "child_when_exploited": Kind.CODE,
    "sex": Kind.CODE,
    "nationalities": Kind.CODES,
    "interpreter_language": Kind.CODE,
    "exploitation_types": Kind.CODES,
    "exploitation_began_on": Kind.DATE,
    "exploitation_ended_on": Kind.DATE,
    "still_exploited": Kind.CODE,
    "exploitation_place": Kind.CODE,
    "uk_places": Kind.LINES,
    "countries": Kind.CODES,
    "indicators": Kind.CODES,
    "immediate_risk": Kind.CODE,
    "needs_accommodation_tonight": Kind.CODE,
    "wants_support": Kind.CODE,
    "police_force": Kind.CODE,
    "local_authority": Kind.CODE,
}


def facts(question_set: QuestionSet, answers: Answers, identity: Answers, *, received_on: date) -> dict[str, FactValue]:
    """Every column's value for a submitted referral. `received_on` is the London date it was received."""
    together = rejoin(answers, identity)
    answered = {
        question.fact: _from_question(question, together) for question in question_set.questions if question.fact
    }
    return {**answered, **_ages(together, received_on)}


def _from_question(question: Question, answers: Answers) -> FactValue:
    if question.is_date:
        known = date_of(answers, question.key)
        return known.earliest if known else None
    if question.type is QuestionType.LINES:
        lines = text_of(answers, question.key).splitlines()
        return [line.strip() for line in lines if line.strip()]
    given = codes_of(answers, question.key)
    if question.takes_several:
        return list(given)
    return given[0] if given else ""


def _ages(answers: Answers, received_on: date) -> dict[str, FactValue]:
    born, group = date_of(answers, "date_of_birth"), age_group(answers)
    return {
        "age_group": group.value if group else "",
        "age_at_referral": youngest_age(born, received_on) if born and born.earliest <= received_on else None,
        "child_when_exploited": _child_when_exploited(answers, born, group),
    }


def _child_when_exploited(answers: Answers, born: PartialDate | None, group: AgeGroup | None) -> str:
    """`yes` or `no`, as the statistics count age at exploitation; empty when it is not known.

    A child now was one then. An adult, or somebody who may be a child, is what was said, and otherwise what the dates
    of birth and of the start leave no doubt about; a guessed date leaves doubt.
    """
    if group is AgeGroup.CHILD:
        return "yes"
    said = text_of(answers, "under_18_when_exploited")
    if said in {"yes", "no"}:
        return said
    guessed = is_approximate(answers, "date_of_birth") or is_approximate(answers, "exploitation_started")
    return "" if guessed else _child_when_it_started(born, date_of(answers, "exploitation_started"))


def _child_when_it_started(born: PartialDate | None, started: PartialDate | None) -> str:
    if born is None or started is None:
        return ""
    if started.latest < eighteenth_birthday(born.earliest):
        return "yes"
    return "no" if started.earliest >= eighteenth_birthday(born.latest) else ""
