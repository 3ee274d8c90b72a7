"""The dated lists answers are chosen from: nationalities, countries, police forces, local authorities and so on.

The values stand in referrals/data/reference, one file a list, each with its source. A value that ended is no longer
offered, and keeps its label for the records that name it.

    options(list_name, on, kinds=(), excludes=()) -> tuple[Option, ...]
    option(list_name, code) -> Option
    label(list_name, code) -> str
    codes(list_name) -> frozenset[str]
    reference_list(list_name) -> ReferenceList
    list_names() -> tuple[str, ...]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from functools import cache, cached_property
from pathlib import Path as FilePath

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

FOLDER = FilePath(__file__).resolve().parent.parent / "data" / "reference"


class UnknownList(LookupError):
    """There is no reference list of that name."""


class UnknownCode(LookupError):
    """The list never had that code."""


class Option(BaseModel):
    """One value that may be chosen. `valid_from` and `valid_until` are the first and the last day it was offered."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)

    code: str = Field(min_length=1, strict=True)
    label: str = Field(min_length=1, strict=True)
    hint: str = ""
    group: str = ""
    kind: str = ""
    nation: str = ""
    published_as: str = ""
    valid_from: date | None = Field(default=None, alias="from")
    valid_until: date | None = Field(default=None, alias="until")
    successors: tuple[str, ...] = ()

    def is_valid_on(self, on: date) -> bool:
        """Whether it was offered on that day."""
        return (self.valid_from or date.min) <= on <= (self.valid_until or date.max)


class ReferenceList(BaseModel):
    """One list as it stands in its file. Refuses a code used twice and a successor that is not in the list."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(alias="list")
    source: str = Field(min_length=1)
    checked_on: date
    values: tuple[Option, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _codes_are_sound(self) -> ReferenceList:
        twice = [code for code, times in Counter(value.code for value in self.values).items() if times > 1]
        if twice:
            raise ValueError(f"codes used twice in {self.name}: {twice}")
        lost = {successor for value in self.values for successor in value.successors} - self.by_code.keys()
        if lost:
            raise ValueError(f"successors that are not in {self.name}: {sorted(lost)}")
        return self

    @cached_property
    def by_code(self) -> Mapping[str, Option]:
        """Every value there is or was, by its code."""
        return {value.code: value for value in self.values}


@cache
def list_names() -> tuple[str, ...]:
    """The names of all lists, in order."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.yaml")))


@cache
def reference_list(list_name: str) -> ReferenceList:
    """The whole list with its source. Refuses a name there is no list for."""
    if list_name not in list_names():
        raise UnknownList(list_name)
    text = (FOLDER / f"{list_name}.yaml").read_text(encoding="utf-8")
    return ReferenceList.model_validate(yaml.safe_load(text))


def options(
    list_name: str, on: date, *, kinds: Collection[str] = (), excludes: Collection[str] = ()
) -> tuple[Option, ...]:
    """What may be chosen on a day, in the list's order: of these kinds, if any are given, and without these codes."""
    return tuple(
        value
        for value in reference_list(list_name).values
        if value.is_valid_on(on) and (not kinds or value.kind in kinds) and value.code not in excludes
    )


def option(list_name: str, code: str) -> Option:
    """One value of a list, also one that has ended. Refuses a code the list never had."""
    try:
        return reference_list(list_name).by_code[code]
    except KeyError:
        raise UnknownCode(f"{list_name} has no such code") from None


def label(list_name: str, code: str) -> str:
    """What people call a value, also one that has ended."""
    return option(list_name, code).label


def codes(list_name: str) -> frozenset[str]:
    """Every code the list has or had."""
    return frozenset(reference_list(list_name).by_code)
