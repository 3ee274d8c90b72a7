"""A due date in the words of a list."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from types import MappingProxyType

from cases.enums import Nation
from deadlines.domain.bank_holidays import calendar_for
from deadlines.domain.compute import DaysLeft, days_left

_CALENDARS = MappingProxyType({Nation.SCOTLAND: ("Scotland",), Nation.NORTHERN_IRELAND: ("Northern Ireland",)})


@dataclass(frozen=True)
class DueWords:
    """`text` first, the date below it; `tone` is that of `components/queue_table.html`."""

    text: str
    detail: str
    tone: str


def due_words(due_on: dt.date, today: dt.date, nation: str) -> DueWords:
    """How far off a London due date is, counted in the working days of the case's nation; the date says whose, where
    they are not those of England and Wales."""
    left = days_left(due_on, today, calendar_for(Nation(nation)))
    detail = ", ".join([day_words(due_on, today), *_CALENDARS.get(Nation(nation), ())])
    if left.overdue:
        return DueWords(f"{_amount(left)} over", detail, "overdue")
    if left.calendar_days == 0:
        return DueWords("Today", detail, "strong")
    if left.calendar_days == 1:
        return DueWords("Tomorrow", detail, "")
    return DueWords(f"In {_amount(left)}", detail, "")


def day_words(day: dt.date, today: dt.date) -> str:
    """`Thu 19 Nov`, with the year when it is another than this one."""
    year = f" {day.year}" if day.year != today.year else ""
    return f"{day:%a} {day.day} {day:%b}{year}"


def _amount(left: DaysLeft) -> str:
    """Working days; plain days where no working day lies between."""
    number = abs(left.working_days) or abs(left.calendar_days)
    noun = "working day" if left.working_days else "day"
    return f"{number} {noun}{'' if number == 1 else 's'}"
