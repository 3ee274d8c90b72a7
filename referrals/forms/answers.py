"""One page of questions as a form: draws the answers of a draft, and gives back what was typed, unread."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from nrm.web.dates import DateFault, DateParts
from referrals.domain.answers import Answers, codes_of, is_approximate, value_of
from referrals.domain.merging import marks
from referrals.domain.question import Question, label_for
from referrals.enums import AnswerState, Precision
from referrals.forms.fields import ABOUT, LIST_TYPES, MOST_BOXES, STATE, box_names, fields_of

Reveals = Mapping[str, Mapping[str, tuple[str, ...]]]
LONGEST_VERSION = 9


@dataclass(frozen=True)
class Item:
    """One question as the page draws it: its fields, when it is asked, and the list it can take another box for."""

    key: str
    fields: tuple[BoundField, ...]
    condition: str = ""
    note: str = ""
    about: BoundField | None = None
    another: str = ""


class PageForm(forms.Form):
    """The questions of a page. `version` and `seen` say what the page was drawn from (see `save_page`)."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        questions: Sequence[Question],
        reveals: Reveals,
        answers: Answers,
        version: int,
        on: dt.date,
        more: str = "",
    ) -> None:
        self.questions, self.reveals = questions, reveals
        first = {"version": str(version), "seen": self.seen_text(marks(answers, [each.key for each in questions]))}
        for question in questions:
            first |= _initial(question, answers)
        super().__init__(data, initial=first)
        self.boxes: dict[str, int] = {}
        for question in questions:
            self.boxes[question.key] = _boxes(question, answers, data, more)
            self.fields.update(fields_of(question, on, self.boxes[question.key]))

    @staticmethod
    def seen_text(found: Mapping[str, str]) -> str:
        """The marks as the page carries them."""
        return json.dumps(found)

    def sent(self) -> dict[str, object]:
        """What was typed, as `answers.read` takes it; only of the questions the page was drawn with."""
        self.is_valid()
        return {each.key: self._sent_for(each) for each in self.questions}

    def sent_version(self) -> int:
        """The version the page was drawn from; 0, which no draft has, for anything else."""
        text = self.data.get("version", "")
        return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_VERSION else 0

    def sent_marks(self) -> dict[str, str]:
        """The marks of the answers the page was drawn from."""
        return marks_in(self.data)

    def refuse(self, errors: Mapping[str, str]) -> None:
        """Put a sentence at each question it is about; one about no question of the page goes to the top."""
        for key, sentence in errors.items():
            if key not in self.fields:
                self.add_error(None, sentence)
            else:
                question = next(each for each in self.questions if each.key == key)
                self.add_error(key, DateFault(sentence) if question.is_date else sentence)

    def items(self) -> list[Item]:
        """The questions in order, as the page draws them."""
        return [self._item(each) for each in self.questions]

    def _item(self, question: Question) -> Item:
        names = box_names(question.key, self.boxes[question.key])
        conditions = self.reveals.get(question.key, {})
        return Item(
            key=question.key,
            fields=tuple(self[name] for name in names),
            condition=json.dumps(conditions) if conditions else "",
            note=" ".join(self._note(earlier, codes) for earlier, codes in conditions.items()),
            about=self[question.key + ABOUT] if question.key + ABOUT in self.fields else None,
            another=question.name if question.type in LIST_TYPES else "",
        )

    def _note(self, earlier: str, codes: Sequence[str]) -> str:
        question = next(each for each in self.questions if each.key == earlier)
        *others, last = (f"“{label_for(question, code)}”" for code in codes)
        chosen = f"{', '.join(others)} or {last}" if others else last
        return f"Answer this if you chose {chosen} for “{question.label}”"

    def _sent_for(self, question: Question) -> dict[str, object]:
        key = question.key
        sent: dict[str, object] = {"value": self._value(question), "state": self.cleaned_data.get(key + STATE) or ""}
        if self.cleaned_data.get(key + ABOUT) and not _is_blank(sent["value"]):
            sent["precision"] = Precision.ABOUT.value
        return sent

    def _value(self, question: Question) -> object:
        if question.type in LIST_TYPES:
            typed = [self.cleaned_data.get(name) for name in box_names(question.key, self.boxes[question.key])]
            return [each for each in typed if each]
        value = self.cleaned_data.get(question.key)
        if isinstance(value, DateParts):
            return {"day": value.day, "month": value.month, "year": value.year}
        return value


def marks_in(data: Mapping[str, Any]) -> dict[str, str]:
    """The marks a page sends back; none for what is no such thing."""
    try:
        found = json.loads(data.get("seen", ""))
    except ValueError:
        return {}
    is_marks = isinstance(found, dict) and all(isinstance(each, str) for each in found.values())
    return found if is_marks else {}


def drawn_with(questions: Sequence[Question], data: Mapping[str, Any]) -> list[Question]:
    """Of these questions, those a page was drawn with when it was opened; all when it does not say."""
    seen = marks_in(data)
    return [each for each in questions if each.key in seen] or list(questions)


def _initial(question: Question, answers: Answers) -> dict[str, Any]:
    answer = answers.get(question.key)
    if answer is None:
        return {}
    if answer["state"] != AnswerState.ANSWERED:
        return {question.key + STATE: answer["state"]}
    if question.type in LIST_TYPES:
        codes = codes_of(answers, question.key)
        return dict(zip(box_names(question.key, len(codes)), codes, strict=True))
    about = {question.key + ABOUT: True} if is_approximate(answers, question.key) else {}
    return {question.key: value_of(answers, question.key), **about}


def _boxes(question: Question, answers: Answers, data: Mapping[str, Any] | None, more: str) -> int:
    """How many boxes a list has: those typed in, those filled, one more where it was asked for, at least one."""
    if question.type not in LIST_TYPES:
        return 1
    filled = len(codes_of(answers, question.key))
    typed = _boxes_typed(question.key, data) if data is not None else 0
    drawn = filled + (more == question.key) if data is None else 0
    return max(1, typed, drawn)


def _boxes_typed(key: str, data: Collection[str]) -> int:
    return next((n for n in range(MOST_BOXES, 1, -1) if f"{key}-{n}" in data), 1)


def _is_blank(value: object) -> bool:
    return not any(value.values()) if isinstance(value, dict) else not value
