"""The questions of a referral, one versioned YAML file each in referrals/data/questions, read once and checked.

A draft or a referral names the version it was made with and always opens with it. Forms, completeness and read-back
are built from the set; what is asked on which path is decided in `steps`.

    CURRENT_VERSION
    load(version) -> QuestionSet            versions() -> tuple[str, ...]
    QuestionSet.question(key) -> Question   .section(key) -> Section   .opening_keys   .identity_keys
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path as FilePath

import yaml
from pydantic import Field, model_validator

from referrals.domain import question_rules
from referrals.domain.question import Frozen, Question, Section

CURRENT_VERSION = "2026-11"
FOLDER = FilePath(__file__).resolve().parent.parent / "data" / "questions"


class UnknownVersion(LookupError):
    """There is no question set of that version."""


class UnknownQuestion(LookupError):
    """The question set has no such question, section or page."""


class QuestionSet(Frozen):
    """All questions of one version and where they stand. Refuses a set that breaks a rule of `question_rules`."""

    version: str
    questions: tuple[Question, ...] = Field(min_length=1)
    sections: tuple[Section, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _follows_the_rules(self) -> QuestionSet:
        faults = question_rules.faults_of(self.questions, self.sections)
        if faults:
            raise ValueError("; ".join(faults))
        return self

    @cached_property
    def by_key(self) -> Mapping[str, Question]:
        """Every question by its key."""
        return {question.key: question for question in self.questions}

    @cached_property
    def opening_keys(self) -> frozenset[str]:
        """The questions asked before the path is known."""
        return frozenset(key for section in self.sections if section.opening for key in section.question_keys)

    @cached_property
    def identity_keys(self) -> frozenset[str]:
        """The questions whose answers stand only in Identity after submission."""
        return frozenset(question.key for question in self.questions if question.identity)

    def question(self, key: str) -> Question:
        """One question. Refuses a key the set does not have."""
        try:
            return self.by_key[key]
        except KeyError:
            raise UnknownQuestion(f"version {self.version} has no such question") from None

    def section(self, key: str) -> Section:
        """One section. Refuses a key the set does not have."""
        for section in self.sections:
            if section.key == key:
                return section
        raise UnknownQuestion(f"version {self.version} has no such section")


@cache
def versions() -> tuple[str, ...]:
    """Every version there is, the oldest first."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.yaml")))


def load(version: str = CURRENT_VERSION) -> QuestionSet:
    """The question set of a version, the current one if none is named. Refuses a version there is no file for."""
    return _read(version)


@cache
def _read(version: str) -> QuestionSet:
    if version not in versions():
        raise UnknownVersion(version)
    text = (FOLDER / f"{version}.yaml").read_text(encoding="utf-8")
    return QuestionSet.model_validate(yaml.safe_load(text))
