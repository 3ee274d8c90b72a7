"""The record of an adult who does not agree to be referred: what may be kept, and nothing that says who they are.

There is no field for a name, a date of birth, a contact or an account, and none that takes typed text: every value is
a code of a list (Modern Slavery Act 2015, section 52(3); which fields is our inference, from the published tables). The
day they were met is asked before the path is known and is not kept: the action adds the day of the report, the
organisation and the number.

    record(question_set, answers) -> DutyToNotifyFields
"""

from __future__ import annotations

from dataclasses import dataclass

from referrals.domain.answers import Answers, codes_of
from referrals.domain.question import codes_for
from referrals.domain.question_set import QuestionSet
from referrals.domain.steps import asked_answers
from referrals.enums import Path


class NotAllowListed(ValueError):
    """An answer holds something that is not a code of its list. The message names the question, never the answer."""


@dataclass(frozen=True, slots=True)
class DutyToNotifyFields:
    """Everything a duty-to-notify record says about a person. Empty means not known, not asked or not said."""

    nation: str
    sex: str
    age_band: str
    nationalities: tuple[str, ...]
    exploitation_types: tuple[str, ...]
    exploitation_place: str
    police_force: str


def record(question_set: QuestionSet, answers: Answers) -> DutyToNotifyFields:
    """The allow-listed fields of a draft's answers, each checked against its list. Refuses a value in no list."""
    asked = asked_answers(question_set, answers, Path.DTN)
    return DutyToNotifyFields(
        nation=_one(question_set, asked, "nation"),
        sex=_one(question_set, asked, "sex"),
        age_band=_one(question_set, asked, "age_band"),
        nationalities=_several(question_set, asked, "nationalities"),
        exploitation_types=_several(question_set, asked, "exploitation_types"),
        exploitation_place=_one(question_set, asked, "where_exploited"),
        police_force=_one(question_set, asked, "police_force_area"),
    )


def _several(question_set: QuestionSet, answers: Answers, key: str) -> tuple[str, ...]:
    given = codes_of(answers, key)
    if not codes_for(question_set.question(key)).issuperset(given):
        raise NotAllowListed(f"{key} holds a value that is in no list")
    return given


def _one(question_set: QuestionSet, answers: Answers, key: str) -> str:
    given = _several(question_set, answers, key)
    return given[0] if given else ""
