"""What an answer is, and reading what was sent into answers.

Answers are a mapping {question key: {"value": ..., "state": ..., "precision": ...}}, the shape kept as JSON:

- text, email, phone: the text as it was typed, character for character; nothing is stripped or normalised;
- a choice: its code; several: a list of codes in the order given, none twice;
- a date: "2026-03-27"; one known in part: "2026-03-27", "2026-03" or "2026", its `precision` saying which, or `about`;
- a state instead of a value: {"value": None, "state": "not_known", "precision": None}.

A question that was not answered at all is not in the mapping.

    read(question_set, sent, on=..., keys=None) -> Sent(clean, errors)
    with_changes(answers, clean) -> Answers
    value_of(answers, key)   text_of(answers, key)   codes_of(answers, key)   date_of(answers, key)
    is_answered(answers, key)   answered(value, precision=None) -> Answer   stated(state) -> Answer
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple, TypedDict

from cases.domain.ages import PartialDate
from referrals.domain import reading
from referrals.domain.question_set import QuestionSet
from referrals.enums import AnswerState, Precision

Value = str | list[str] | None
FORM_ERROR = ""
UNKNOWN_QUESTION = "Some of what was sent is not asked here. Nothing of that part was kept."
# An answer that stands only as long as another stays as it was: nobody's consent is carried to a question not asked.
ASKED_AFRESH_WITH: Mapping[str, tuple[str, ...]] = {
    "under_18": ("consent_referral", "consent_given_on", "consent_support"),
    "consent_referral": ("consent_given_on", "consent_support"),
}


class Answer(TypedDict):
    """One answer: a value, or the state that says why there is none."""

    value: Value
    state: str
    precision: str | None


Answers = Mapping[str, Answer]


class Sent(NamedTuple):
    """What was read: `clean` by key, None meaning that the question is now unanswered; a sentence by key in `errors`.

    A key is in one of the two, never in both. What is no question of the page is told under the key `FORM_ERROR`.
    """

    clean: dict[str, Answer | None]
    errors: dict[str, str]


def read(
    question_set: QuestionSet, sent: Mapping[str, object], *, on: date, keys: Collection[str] | None = None
) -> Sent:
    """Read answers sent by a form or a machine; `on` is the London date whose lists are offered.

    `sent` maps question keys to {"value", "state", "precision"}, each optional, or to None for no answer. A date may
    come as ISO text or as {"day", "month", "year"}. `keys` narrows what may be answered to one page. Never raises and
    never repeats what was typed: refuses text with NUL or undecodable characters or that is too long, a code not
    offered on the day, a date that does not exist, and a value together with a state, each with a sentence.
    """
    clean: dict[str, Answer | None] = {}
    errors: dict[str, str] = {}
    allowed = question_set.by_key.keys() if keys is None else question_set.by_key.keys() & set(keys)
    for key, raw in sent.items():
        if key not in allowed:
            errors[FORM_ERROR] = UNKNOWN_QUESTION
            continue
        try:
            clean[key] = _answer(reading.read_one(question_set.question(key), raw, on))
        except reading.Refused as refusal:
            errors[key] = refusal.sentence
    return Sent(clean, errors)


def _answer(read_one: reading.ReadAnswer | None) -> Answer | None:
    if read_one is None:
        return None
    return Answer(value=read_one.value, state=read_one.state.value, precision=read_one.precision)


def with_changes(answers: Answers, clean: Mapping[str, Answer | None]) -> dict[str, Answer]:
    """The answers after a page was saved. An answer that hung on one now changed is dropped, to be asked afresh.

    So nobody who was taken for a child, and was never asked, is recorded as having consented.
    """
    merged: dict[str, Answer | None] = {**answers, **clean}
    for fork, dependents in ASKED_AFRESH_WITH.items():
        if fork in clean and clean[fork] != answers.get(fork):
            merged.update({key: None for key in dependents if key not in clean})
    return {key: answer for key, answer in merged.items() if answer is not None}


def answered(value: Value, precision: str | None = None) -> Answer:
    """An answer that has a value."""
    return Answer(value=value, state=AnswerState.ANSWERED.value, precision=precision)


def stated(state: AnswerState) -> Answer:
    """An answer that says why there is no value."""
    return Answer(value=None, state=state.value, precision=None)


def is_answered(answers: Answers, key: str) -> bool:
    """Whether something is said: a state, or a value that is more than white space."""
    answer = answers.get(key)
    if answer is None:
        return False
    if answer["state"] != AnswerState.ANSWERED:
        return True
    value = answer["value"]
    return bool(value.strip() if isinstance(value, str) else value)


def value_of(answers: Answers, key: str) -> Value:
    """The value, or None where there is none."""
    answer = answers.get(key)
    return answer["value"] if answer is not None and answer["state"] == AnswerState.ANSWERED else None


def text_of(answers: Answers, key: str) -> str:
    """The text or the one code; empty where there is none."""
    value = value_of(answers, key)
    return value if isinstance(value, str) else ""


def codes_of(answers: Answers, key: str) -> tuple[str, ...]:
    """All codes given, also where only one can be; none where there is no value."""
    value = value_of(answers, key)
    if isinstance(value, str):
        return (value,)
    return tuple(value or ())


def date_of(answers: Answers, key: str) -> PartialDate | None:
    """The date as far as it is known; None where there is none."""
    text = text_of(answers, key)
    return reading.partial_date(text) if text else None


def is_approximate(answers: Answers, key: str) -> bool:
    """Whether a date was given as a guess."""
    answer = answers.get(key)
    return answer is not None and answer["precision"] == Precision.ABOUT
