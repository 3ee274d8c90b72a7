"""Answers in words: a code by its label, a date as it is written, a text as it was typed."""

from __future__ import annotations

from dataclasses import dataclass

from referrals.domain.answers import Answer, Answers, date_of, is_answered, is_approximate
from referrals.domain.path import path_of
from referrals.domain.question import Question, label_for
from referrals.domain.reference_data import UnknownCode
from referrals.enums import AnswerState, Path

PATH_WORDS = {
    Path.OPENING: "not yet known",
    Path.NRM_ADULT: "adult who consents",
    Path.NRM_CHILD: "child, or may be one",
    Path.DTN: "adult who does not consent: duty to notify",
    Path.BLOCKED: "adult who does not consent",
}


@dataclass(frozen=True)
class Shown:
    """One answer as `components/answer.html` takes it."""

    value: str | list[str]
    state: str = ""
    verbatim: bool = False


def shown(question: Question, answers: Answers) -> Shown:
    """What was answered to a question, in words; an empty value where nothing was."""
    answer = answers.get(question.key)
    if answer is None or not is_answered(answers, question.key):
        return Shown("")
    if answer["state"] != AnswerState.ANSWERED:
        return Shown("", state=answer["state"])
    return _value(question, answer, answers)


def path_words(answers: Answers, duty: str) -> str:
    """Which path a draft is on, in a few words."""
    return PATH_WORDS[path_of(answers, duty).path]


def _value(question: Question, answer: Answer, answers: Answers) -> Shown:
    if question.is_date:
        return Shown(_date_words(question.key, answers))
    value = answer["value"]
    if question.is_text:
        return Shown(str(value), verbatim=True)
    if isinstance(value, list):
        return Shown([_label(question, code) for code in value])
    return Shown(_label(question, str(value)))


def _date_words(key: str, answers: Answers) -> str:
    known = date_of(answers, key)
    if known is None:
        return ""
    first = known.earliest
    month = f"{first:%B} " if known.month else ""
    day = f"{first.day} " if known.day else ""
    return f"{'about ' if is_approximate(answers, key) else ''}{day}{month}{known.year}"


def _label(question: Question, code: str) -> str:
    try:
        return label_for(question, code)
    except UnknownCode:
        return code
