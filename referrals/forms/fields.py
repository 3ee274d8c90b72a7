"""The fields of one question, as the design system draws them. They take what was typed as it came.

Nothing is validated here: `referrals.domain.answers.read` reads what was sent, for a page and a machine alike, so
that each rule and its sentence stand once. Field names: the question's key, and with a suffix its companions:
`-state` why there is no answer, `-about` a date is a guess, `-2`, `-3` ... the further boxes of a list.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from nrm.web.dates import DatePartsField
from nrm.web.fields import ChoiceField, Described, MultiChoiceField, PlainTextField, Presentation, StateField
from referrals.domain.question import Question, options_for
from referrals.enums import QuestionType

STATE, ABOUT = "-state", "-about"
NO_STATE = ("", "I have an answer")
NOT_FILLED_IN = {"autocomplete": "off"}
LIST_TYPES = frozenset({QuestionType.NATIONALITY_LIST, QuestionType.COUNTRY_LIST, QuestionType.LANGUAGE_LIST})
MOST_BOXES = 60


class AsTyped:
    """A field that hands on what was sent; whether it is an answer is decided in one place, the domain."""

    def clean(self, value: Any) -> Any:
        return value


class TextAnswer(AsTyped, PlainTextField):
    """Text of any length; shown again with all that can be shown."""


class ChoiceAnswer(AsTyped, ChoiceField):
    """One code, or whatever was typed instead of one."""


class ManyAnswer(AsTyped, MultiChoiceField):
    """Any codes, or whatever was sent instead. `groups` is {code: heading it stands under}."""

    groups: dict[str, str]


class StateAnswer(AsTyped, StateField):
    """Why there is no answer."""


class AboutAnswer(AsTyped, Described, forms.BooleanField):
    """Whether a date is a guess."""

    def __init__(self) -> None:
        super().__init__(required=False, label="This is a guess")
        self.describe("", Presentation(small=True))


def fields_of(question: Question, on: dt.date, boxes: int = 1) -> dict[str, forms.Field]:
    """Every field of a question, by name, in the order they are drawn; choices are those offered on a London date."""
    fields = _answer_fields(question, on, boxes)
    if question.type is QuestionType.PARTIAL_DATE:
        fields[question.key + ABOUT] = AboutAnswer()
    if question.states:
        # "Can't answer this?" comes after the last box of a list, so that it stands below all of them.
        owner = [name for name in fields if not name.endswith(ABOUT)][-1]
        fields[owner].companion = question.key + STATE
        fields[question.key + STATE] = StateAnswer(
            choices=[NO_STATE, *((state.value, state.label) for state in question.states)]
        )
    return fields


def box_names(key: str, boxes: int) -> list[str]:
    """The names of the boxes of a list: `key`, `key-2`, `key-3` ..."""
    return [key, *(f"{key}-{number}" for number in range(2, boxes + 1))]


def _answer_fields(question: Question, on: dt.date, boxes: int) -> dict[str, Any]:
    if question.type in LIST_TYPES:
        return _list_fields(question, on, boxes)
    asked: dict[str, Any] = {"label": question.label, "help_text": question.hint, "required": False}
    if question.is_text:
        return {question.key: _text_field(question, asked)}
    if question.is_date:
        return {question.key: DatePartsField(**asked)}
    return {question.key: _choice_field(question, on, asked)}


def _text_field(question: Question, asked: dict[str, Any]) -> TextAnswer:
    if question.type in {QuestionType.LONG_TEXT, QuestionType.LINES}:
        rows = 8 if question.type is QuestionType.LONG_TEXT else 4
        return TextAnswer(long=True, presentation=Presentation(rows=rows, count=question.max_length), **asked)
    kinds = {QuestionType.TEL: "tel", QuestionType.EMAIL: "email"}
    widget = forms.TextInput(attrs=NOT_FILLED_IN)
    widget.input_type = kinds.get(question.type, "text")
    width = 20 if question.type is QuestionType.TEL else 0
    return TextAnswer(widget=widget, presentation=Presentation(width=width, spellcheck=False), **asked)


def _choice_field(question: Question, on: dt.date, asked: dict[str, Any]) -> ChoiceAnswer | ManyAnswer:
    options = options_for(question, on)
    choices = [(option.code, option.label) for option in options]
    hints = {option.code: option.hint for option in options if option.hint}
    if question.type is QuestionType.MULTI_CHOICE:
        many = ManyAnswer(choices=choices, hints=hints, **asked)
        many.groups = {option.code: option.group for option in options if option.group}
        return many
    look = Presentation(type_to_find=bool(question.list_name), inline=question.type is QuestionType.YES_NO_UNSURE)
    return ChoiceAnswer(choices=choices, hints=hints, presentation=look, **asked)


def _list_fields(question: Question, on: dt.date, boxes: int) -> dict[str, Any]:
    choices = [(option.code, option.label) for option in options_for(question, on)]
    look = Presentation(type_to_find=True)
    first, *others = box_names(question.key, boxes)
    fields = {
        first: ChoiceAnswer(
            choices=choices, label=question.label, help_text=question.hint, required=False, presentation=look
        )
    }
    for number, name in enumerate(others, start=2):
        label = f"{question.label} ({number})"
        fields[name] = ChoiceAnswer(choices=choices, label=label, required=False, presentation=look)
    return fields
