"""Reading one answer as it was sent. `answers.read` is the way in; nothing else needs this module.

    read_one(question, raw, on) -> ReadAnswer | None    raises Refused(sentence)
    partial_date(text) -> PartialDate                   raises ValueError

No sentence repeats what was typed: it may hold characters that cannot be stored or shown.
"""

from __future__ import annotations

import re
from calendar import month_abbr, month_name
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from cases.domain.ages import PartialDate
from nrm.web.text import count_characters, storable
from referrals.domain.question import Question, options_for
from referrals.enums import AnswerState, Precision, QuestionType

_ISO = re.compile(r"(?P<year>[0-9]{4})(-(?P<month>[0-9]{2})(-(?P<day>[0-9]{2}))?)?")
_NUMBER = re.compile(r"[0-9]{1,4}")
_EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(\.[^\s@.]+)+")
_TEL = re.compile(r"[0-9 ()+./-]+( ?(x|ext|ext\.|extension) ?[0-9]+)?", re.IGNORECASE)
_FEWEST_DIGITS = 5
_YEAR_DIGITS = 4
_FIELDS = frozenset({"value", "state", "precision"})
_PARTS = ("day", "month", "year")
_MOST = {"day": 31, "month": 12, "year": 9999}
_PART_RULES = {
    "day": "the day must be a number from 1 to 31",
    "month": "the month must be a number from 1 to 12, or its name",
    "year": "the year must have 4 numbers, for example 2026",
}
# A month may be written out or shortened: "March", "mar".
_MONTHS = {name.lower(): number for names in (month_name, month_abbr) for number, name in enumerate(names) if name} | {
    "sept": 9
}


class Refused(ValueError):
    """What was sent cannot be an answer to the question; `sentence` says why, to the person who typed it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class ReadAnswer(NamedTuple):
    """An answer that was read."""

    value: str | list[str] | None
    state: AnswerState
    precision: str | None = None


def read_one(question: Question, raw: object, on: date) -> ReadAnswer | None:
    """The answer, or None when nothing was said. Refuses, with a sentence, what cannot be kept."""
    if raw is None:
        return None
    if not isinstance(raw, Mapping) or not raw.keys() <= _FIELDS:
        raise Refused(f"{_subject(question)} was not sent in a form that can be read")
    state = _state(question, raw.get("state"))
    given = not _is_empty(raw.get("value"))
    if state is not AnswerState.ANSWERED:
        if given:
            raise Refused(f"{_subject(question)}: give an answer or choose “{state.label}”, not both")
        return ReadAnswer(None, state)
    if not given:
        return None
    return _value(question, raw["value"], raw.get("precision"), on)


def partial_date(text: str) -> PartialDate:
    """The date of "2026-03-27", "2026-03" or "2026". Refuses anything else, also a date that does not exist."""
    found = _ISO.fullmatch(text)
    if not found:
        raise ValueError("not a date")
    month, day = (int(part) if part else None for part in found.group("month", "day"))
    if 0 in (month, day):
        raise ValueError("not a date")
    return PartialDate(int(found["year"]), month, day)


def _subject(question: Question) -> str:
    return question.name[0].upper() + question.name[1:]


def _state(question: Question, raw: object) -> AnswerState:
    if raw is None or raw in ("", AnswerState.ANSWERED.value):
        return AnswerState.ANSWERED
    for state in question.states:
        if raw == state.value:
            return state
    raise Refused(f"{_subject(question)}: choose one of the answers offered")


def _is_empty(value: object) -> bool:
    if isinstance(value, Mapping):
        return all(part is None or part == "" for part in value.values())
    return value is None or value in ("", [], ())


def _value(question: Question, value: object, precision: object, on: date) -> ReadAnswer:
    if question.is_date:
        return _date(question, value, precision)
    if precision not in (None, ""):
        raise Refused(f"{_subject(question)} was not sent in a form that can be read")
    if question.is_text:
        return ReadAnswer(_text(question, value), AnswerState.ANSWERED)
    return ReadAnswer(_codes(question, value, on), AnswerState.ANSWERED)


def _text(question: Question, value: object) -> str:
    subject = _subject(question)
    if not isinstance(value, str):
        raise Refused(f"{subject} must be text")
    if not storable(value):
        raise Refused(f"{subject} contained characters that cannot be stored. Check the text and try again")
    length, most = count_characters(value), question.max_length
    if length > most:
        over = f"It is {length:,} characters long, {length - most:,} too many"
        raise Refused(f"{subject} must be {most:,} characters or fewer. {over}")
    if value.strip():
        _check_form(question, value.strip())
    return value


def _check_form(question: Question, text: str) -> None:
    if question.type is QuestionType.EMAIL and not _EMAIL.fullmatch(text):
        raise Refused(f"{_subject(question)} must be an email address, like name@example.com")
    if question.type is QuestionType.TEL and not (_TEL.fullmatch(text) and _digits(text) >= _FEWEST_DIGITS):
        raise Refused(f"{_subject(question)} must be a phone number, like 020 7946 0000 or +44 20 7946 0000")


def _digits(text: str) -> int:
    return sum(character.isdigit() for character in text)


def _codes(question: Question, value: object, on: date) -> str | list[str]:
    offered = {option.code for option in options_for(question, on)}
    several = question.takes_several
    given = list(value) if several and isinstance(value, Sequence) and not isinstance(value, str) else [value]
    codes = [code for code in given if isinstance(code, str) and code in offered]
    if not codes or len(codes) < len(given):
        raise Refused(f"Choose {question.name} from the answers offered" + _what_to_do(question))
    return list(dict.fromkeys(codes)) if several else codes[0]


def _what_to_do(question: Question) -> str:
    return f". {question.unlisted}" if question.unlisted else ""


def _date(question: Question, value: object, precision: object) -> ReadAnswer:
    parts = _parts(question, value)
    whole_only = question.type is QuestionType.DATE
    wanted = _PARTS if whole_only else ("month", "year") if parts["day"] else ("year",)
    lacking = [part for part in wanted if not parts[part]]
    if lacking:
        raise Refused(f"{_subject(question)} must include a {' and a '.join(lacking)}")
    text = "-".join(
        parts[part].zfill(_YEAR_DIGITS if part == "year" else 2) for part in reversed(_PARTS) if parts[part]
    )
    if len(parts["year"]) != _YEAR_DIGITS:
        raise Refused(f"{_subject(question)}: {_PART_RULES['year']}")
    try:
        known = partial_date(text)
    except ValueError:
        raise Refused(_unreal(question, value)) from None
    return ReadAnswer(text, AnswerState.ANSWERED, None if whole_only else _precision(question, known, precision))


def _unreal(question: Question, value: object) -> str:
    """No such date: with an example in the form it was sent in, a page's three boxes or a machine's text."""
    example = "27 3 2026" if isinstance(value, Mapping) else "2026-03-27"
    return f"{_subject(question)} must be a real date, for example {example}"


def _parts(question: Question, value: object) -> dict[str, str]:
    if isinstance(value, str) and (found := _ISO.fullmatch(value)):
        return {part: found[part] or "" for part in _PARTS}
    if not isinstance(value, Mapping) or not value.keys() <= set(_PARTS):
        raise Refused(_unreal(question, value))
    return {part: _number(question, part, _month_number(value.get(part), part)) for part in _PARTS}


def _month_number(typed: object, part: str) -> object:
    """The number of a month written as a word; anything else unchanged."""
    if part != "month" or not isinstance(typed, str):
        return typed
    return _MONTHS.get(typed.strip().lower(), typed)


def _number(question: Question, part: str, typed: object) -> str:
    if typed is None or typed == "":
        return ""
    text = (
        typed.strip()
        if isinstance(typed, str)
        else f"{typed}"
        if type(typed) is int and 0 < typed <= _MOST[part]
        else ""
    )
    if not _NUMBER.fullmatch(text) or not 0 < int(text) <= _MOST[part]:
        raise Refused(f"{_subject(question)}: {_PART_RULES[part]}")
    return text


def _precision(question: Question, known: PartialDate, sent: object) -> str:
    smallest = Precision.YEAR if known.month is None else Precision.MONTH if known.day is None else Precision.DAY
    if sent == Precision.ABOUT.value:
        return Precision.ABOUT.value
    if sent not in (None, "", smallest.value):
        raise Refused(f"{_subject(question)}: say how exactly the date is known with what was given")
    return smallest.value
