"""Of which dates somebody is reminded when, as data in `deadlines/data/reminders.yaml`, and who that is.

Pure: a date, today and a nation's calendar say which reminders a date leads to. Nothing here knows which were made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Protocol, TypeVar

import yaml
from pydantic import ConfigDict, TypeAdapter

from cases.enums import Nation
from deadlines.domain.bank_holidays import calendar_for
from deadlines.enums import ReminderKind, Unit
from nrm.notices.kinds import Notice

REMINDERS_FILE = Path(__file__).parent.parent / "data" / "reminders.yaml"
_ONE_DAY = timedelta(days=1)


class ReminderDataError(ValueError):
    """The table of reminders contradicts itself; the message names the row."""


@dataclass(frozen=True, kw_only=True)
class ReminderRow:
    """One reminder of one rule: from which day on, and by which notice. `why` is this service's reason for it."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    rule: str
    kind: ReminderKind
    lead: int = 0
    unit: Unit = Unit.NONE
    notice: Notice
    why: str


@dataclass(frozen=True)
class Window:
    """The due dates (inclusive, London) in some nations of which one reminder is to be made today."""

    rule: str
    kind: ReminderKind
    nations: frozenset[Nation]
    first: date
    last: date


class _InTeam(Protocol):
    @property
    def team_id(self) -> int | None: ...


M = TypeVar("M", bound=_InTeam)


@cache
def reminder_rows() -> tuple[ReminderRow, ...]:
    """Every row we ship. Refuses a table that is misshapen or contradicts itself."""
    raw = yaml.safe_load(REMINDERS_FILE.read_text(encoding="utf-8"))
    rows = TypeAdapter(tuple[ReminderRow, ...]).validate_python(raw)
    check_rows(rows)
    return rows


def notice_of(rule: str, kind: ReminderKind) -> Notice:
    """By which notice that reminder is made. Refuses with `LookupError` a rule without such a reminder."""
    for row in reminder_rows():
        if (row.rule, row.kind) == (rule, kind):
            return row.notice
    raise LookupError(f"The rule {rule} has no reminder {kind.value}.")


def first_day(row: ReminderRow, due_on: date, nation: Nation) -> date:
    """The London date from which a date's reminder is made. A lead in working days leads to a working day."""
    if row.kind is ReminderKind.OVERDUE:
        return due_on + _ONE_DAY
    if row.unit is Unit.WORKING_DAYS:
        return _working_days_before(row.lead, due_on, nation)
    return due_on - timedelta(days=row.lead)


def reminders_already_due(rule: str, due_on: date, today: date, nation: Nation) -> tuple[ReminderKind, ...]:
    """Every kind whose day has come by today, in the order of the table. For whoever loads dates of the past: these
    are the reminders that lie behind."""
    return tuple(row.kind for row in reminder_rows() if row.rule == rule and first_day(row, due_on, nation) <= today)


def reminders_due(rule: str, due_on: date, today: date, nation: Nation) -> tuple[ReminderKind, ...]:
    """The kinds to be made today of a running date, if they were not made before: those whose day has come and that
    are still true. What is overdue is no longer coming due."""
    come = reminders_already_due(rule, due_on, today, nation)
    return tuple(kind for kind in come if not (kind is ReminderKind.COMING_DUE and ReminderKind.OVERDUE in come))


def windows(today: date) -> tuple[Window, ...]:
    """The same answer as `reminders_due`, for a query: which due dates lead to which reminder today."""
    return tuple(window for row in reminder_rows() for window in _windows_of(row, today))


def leaders_reminded(team_id: int | None, leaders: Sequence[M]) -> list[M]:
    """The leaders to turn to for a caseworker of that team (None for no team, or nobody allocated): the team's own,
    else those who lead no team and so all of them, else whoever leads."""
    own = [leader for leader in leaders if team_id is not None and leader.team_id == team_id]
    return own or [leader for leader in leaders if leader.team_id is None] or list(leaders)


def people_reminded(kind: ReminderKind, caseworker: M | None, leaders: Sequence[M]) -> list[M]:
    """Who hears of a reminder: the caseworker while they are there; the leaders too once a date was missed, and in
    the caseworker's place where there is none."""
    if caseworker is None:
        return list(leaders)
    return [caseworker, *leaders] if kind is ReminderKind.OVERDUE else [caseworker]


def check_rows(rows: Sequence[ReminderRow]) -> None:
    """Raise `ReminderDataError` for a row that cannot be, or two rows of one reminder."""
    for row in rows:
        if (row.kind is ReminderKind.COMING_DUE) != (row.lead > 0) or row.lead < 0:
            raise ReminderDataError(f"{_label(row)} needs a lead of 1 or more if it is coming due, and none otherwise.")
        if (row.lead > 0) != (row.unit in {Unit.WORKING_DAYS, Unit.CALENDAR_DAYS}):
            raise ReminderDataError(f"{_label(row)} needs a unit in days with its lead, and none without.")
        if not row.why.strip():
            raise ReminderDataError(f"{_label(row)} does not say why.")
    for one, other in combinations(rows, 2):
        if (one.rule, one.kind) == (other.rule, other.kind):
            raise ReminderDataError(f"{_label(one)} stands twice.")


def _windows_of(row: ReminderRow, today: date) -> Iterator[Window]:
    """One window for the nations with the same last date: mostly one for all."""
    can_be_overdue = any(r.rule == row.rule and r.kind is ReminderKind.OVERDUE for r in reminder_rows())
    gives_way = row.kind is ReminderKind.COMING_DUE and can_be_overdue
    nations_by_last: dict[date, set[Nation]] = {}
    for nation in Nation:
        nations_by_last.setdefault(_last_due_date(row, nation, today), set()).add(nation)
    for last, nations in nations_by_last.items():
        yield Window(row.rule, row.kind, frozenset(nations), today if gives_way else date.min, last)


def _last_due_date(row: ReminderRow, nation: Nation, today: date) -> date:
    """The latest due date whose reminder's first day is not after today."""
    last = today - _ONE_DAY
    while first_day(row, last + _ONE_DAY, nation) <= today:
        last += _ONE_DAY
    return last


def _working_days_before(number: int, due_on: date, nation: Nation) -> date:
    calendar, day = calendar_for(nation), due_on
    for _ in range(number):
        day = next(back for back in _backwards(day) if calendar.is_working_day(back))
    return day


def _backwards(day: date) -> Iterator[date]:
    while True:
        day -= _ONE_DAY
        yield day


def _label(row: ReminderRow) -> str:
    return f"{row.rule} {row.kind.value}"
