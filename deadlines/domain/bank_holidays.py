"""The bank holidays of the three divisions, from the list that ships with `govuk-bank-holidays`.

The list is read from the installed package, never from the network. Days proclaimed after that list
was made stand in `deadlines/data/extra_days.yaml`, each with its source.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml
from govuk_bank_holidays.bank_holidays import BankHolidays
from pydantic import ConfigDict, TypeAdapter

from cases.enums import Nation
from deadlines.domain.calendars import WorkingCalendar
from deadlines.enums import Confidence

EXTRA_DAYS_FILE = Path(__file__).parent.parent / "data" / "extra_days.yaml"


@dataclass(frozen=True)
class Division:
    """A part of the United Kingdom with a bank-holiday list of its own."""

    key: str
    name: str


_ENGLAND_AND_WALES = Division(BankHolidays.ENGLAND_AND_WALES, "England and Wales")

DIVISIONS = MappingProxyType(
    {
        Nation.ENGLAND: _ENGLAND_AND_WALES,
        Nation.WALES: _ENGLAND_AND_WALES,
        Nation.SCOTLAND: Division(BankHolidays.SCOTLAND, "Scotland"),
        Nation.NORTHERN_IRELAND: Division(BankHolidays.NORTHERN_IRELAND, "Northern Ireland"),
    }
)


@dataclass(frozen=True)
class ExtraDay:
    """A bank holiday that the installed list does not have yet."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    day: date
    nations: tuple[Nation, ...]
    name: str
    source: str
    confidence: Confidence


@cache
def extra_days() -> tuple[ExtraDay, ...]:
    """Every extra day we ship, checked for shape."""
    rows = yaml.safe_load(EXTRA_DAYS_FILE.read_text(encoding="utf-8"))
    return TypeAdapter(tuple[ExtraDay, ...]).validate_python(rows)


@cache
def calendar_for(nation: Nation) -> WorkingCalendar:
    """The working calendar of a nation, from the installed list and the extra days."""
    division = DIVISIONS[nation]
    listed = _listed_holidays(division)
    extra = {row.day: row.name for row in extra_days() if nation in row.nations}
    # The government publishes whole years, so the list is complete to the end of its last year.
    return WorkingCalendar(
        name=division.name,
        nation=nation,
        holidays=MappingProxyType(extra | listed),
        known_from=date(min(listed).year, 1, 1),
        known_until=date(max(listed).year, 12, 31),
    )


def _listed_holidays(division: Division) -> dict[date, str]:
    holidays = BankHolidays(use_cached_holidays=True).get_holidays(division=division.key)
    return {holiday["date"]: _holiday_name(holiday["title"], holiday["notes"]) for holiday in holidays}


def _holiday_name(title: str, notes: str) -> str:
    return f"{title} ({notes.lower()})" if notes else title
