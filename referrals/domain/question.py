"""What one question is, what may be chosen for it, and how questions stand on pages and in sections.

Question   Page   Section
options_for(question, on) -> tuple[Option, ...]    what may be chosen on a day
codes_for(question) -> frozenset[str]              every code it may ever have been answered with
label_for(question, code) -> str                   what people call a code
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from referrals.domain import reference_data
from referrals.domain.reference_data import Option
from referrals.enums import AnswerState, Path, QuestionType

LONGEST_TEXT = 100_000
_LONGEST = {
    QuestionType.LONG_TEXT: LONGEST_TEXT,
    QuestionType.LINES: 10_000,
    QuestionType.TEXT: 5_000,
    QuestionType.EMAIL: 320,
    QuestionType.TEL: 100,
}
REFERENCE_LISTS: Mapping[QuestionType, str] = {
    QuestionType.NATIONALITY_LIST: "nationalities",
    QuestionType.COUNTRY_LIST: "countries",
    QuestionType.LANGUAGE_LIST: "languages",
    QuestionType.POLICE_FORCE: "police_forces",
    QuestionType.LOCAL_AUTHORITY: "local_authorities",
}
TEXT_TYPES = frozenset(_LONGEST)
DATE_TYPES = frozenset({QuestionType.DATE, QuestionType.PARTIAL_DATE})
SEVERAL_TYPES = frozenset(
    {
        QuestionType.MULTI_CHOICE,
        QuestionType.NATIONALITY_LIST,
        QuestionType.COUNTRY_LIST,
        QuestionType.LANGUAGE_LIST,
    }
)
YES_NO_UNSURE = tuple(
    Option(code=code, label=label) for code, label in (("yes", "Yes"), ("no", "No"), ("not_sure", "Not sure"))
)
NamedKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]


class Frozen(BaseModel):
    """A value read from a file: unchangeable, and nothing in it that we do not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Question(Frozen):
    """One question. `name` is the noun phrase of summaries and sentences; `shown_if` maps earlier keys to codes.
    `unlisted` is the sentence that says what to do about an answer its list does not have."""

    key: NamedKey
    type: QuestionType
    label: str = Field(min_length=1)
    name: str = Field(min_length=1)
    hint: str = ""
    options: tuple[Option, ...] = ()
    reference_list: str = ""
    kinds: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    states: tuple[AnswerState, ...] = ()
    shown_if: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    paths: tuple[Path, ...] = (Path.NRM_ADULT, Path.NRM_CHILD)
    identity: bool = False
    fact: str = ""
    unlisted: str = ""

    @property
    def list_name(self) -> str:
        """The reference list its answers come from; empty for text, dates and options of its own."""
        return REFERENCE_LISTS.get(self.type, self.reference_list)

    @property
    def is_text(self) -> bool:
        """Whether the answer is typed text."""
        return self.type in TEXT_TYPES

    @property
    def is_date(self) -> bool:
        """Whether the answer is a date, whole or partly known."""
        return self.type in DATE_TYPES

    @property
    def takes_several(self) -> bool:
        """Whether the answer is a list of codes."""
        return self.type in SEVERAL_TYPES

    @property
    def max_length(self) -> int:
        """The most characters a text may have, a line break counting as one; 0 where the answer is no text."""
        return _LONGEST.get(self.type, 0)


class Page(Frozen):
    """Questions asked together, at one address."""

    key: Slug
    title: str = Field(min_length=1)
    questions: tuple[str, ...] = Field(min_length=1)


class Section(Frozen):
    """One line of the task list; the opening section comes before it."""

    key: Slug
    title: str = Field(min_length=1)
    opening: bool = False
    paths: tuple[Path, ...] = Field(min_length=1)
    pages: tuple[Page, ...] = Field(min_length=1)

    @property
    def question_keys(self) -> tuple[str, ...]:
        """The keys of all its pages, in order."""
        return tuple(key for page in self.pages for key in page.questions)


def options_for(question: Question, on: date) -> tuple[Option, ...]:
    """What may be chosen on a day; nothing for text and dates."""
    if question.list_name:
        return reference_data.options(question.list_name, on, kinds=question.kinds, excludes=question.excludes)
    return YES_NO_UNSURE if question.type is QuestionType.YES_NO_UNSURE else question.options


def codes_for(question: Question) -> frozenset[str]:
    """Every code the question may have been answered with on any day."""
    if question.list_name:
        return reference_data.codes(question.list_name) - set(question.excludes)
    return frozenset(option.code for option in options_for(question, date.max))


def label_for(question: Question, code: str) -> str:
    """What people call an answer's code, also one no longer offered. Refuses a code that never was."""
    if question.list_name:
        return reference_data.label(question.list_name, code)
    for option in options_for(question, date.max):
        if option.code == code:
            return option.label
    raise reference_data.UnknownCode(f"{question.key} has no such code")
