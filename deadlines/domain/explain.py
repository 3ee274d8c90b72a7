"""The words in which a computed date explains itself to a caseworker or referrer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from deadlines.domain.calendars import WorkingCalendar
from deadlines.domain.policies import PolicyRow
from deadlines.enums import Counting, Unit

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_CONVENTION_INFERRED = "Which day is counted first is our reading: the source does not say."


def explain(row: PolicyRow, started_on: date, calendar: WorkingCalendar, skipped: Sequence[date]) -> str:
    """What was counted, from when and what was left out, for instance `five working days from
    22 December 2026, England and Wales calendar: 25 and 28 December do not count, nor do weekends`.
    """
    counted = f"{_amount(row)} {_start(row, started_on)}"
    if row.unit is Unit.WORKING_DAYS:
        return f"{counted}, {calendar.name} calendar: {_left_out(started_on, skipped)}"
    if row.unit is Unit.CALENDAR_MONTHS:
        return f"{counted}: up to the same day of the month, or its last day where there is no such day"
    return f"{counted}: weekends and bank holidays count"


def caveats(row: PolicyRow, calendar: WorkingCalendar, *, provisional: bool) -> list[str]:
    """What the reader should know before relying on the date."""
    sentences = [_CONVENTION_INFERRED] if row.convention_inferred else []
    if provisional:
        sentences.append(
            f"This date is provisional: bank holidays are known only from {in_words(calendar.known_from)} "
            f"to {in_words(calendar.known_until)}."
        )
    return sentences


def in_words(day: date) -> str:
    """A date as it is written on a page: 22 December 2026."""
    return f"{day.day} {day:%B} {day.year}"


def _amount(row: PolicyRow) -> str:
    number = _NUMBERS[row.amount] if row.amount < len(_NUMBERS) else str(row.amount)
    unit = row.unit.value.replace("_", " ")
    return f"{number} {unit.removesuffix('s') if row.amount == 1 else unit}"


def _start(row: PolicyRow, started_on: date) -> str:
    if row.counting is Counting.START_DAY_IS_DAY_1:
        return f"counting {in_words(started_on)} as day 1"
    return f"from {in_words(started_on)}"


def _left_out(started_on: date, skipped: Sequence[date]) -> str:
    if not skipped:
        return "weekends do not count"
    verb = "does" if len(skipped) == 1 else "do"
    return f"{_list_of_days(started_on, skipped)} {verb} not count, nor do weekends"


def _list_of_days(started_on: date, days: Sequence[date]) -> str:
    """`25 and 28 December`, with the year only where it is another than that of the start."""
    months = [list(group) for _, group in groupby(days, key=lambda day: (day.year, day.month))]
    return ", and ".join(_days_of_month(month, with_year=month[0].year != started_on.year) for month in months)


def _days_of_month(days: Sequence[date], *, with_year: bool) -> str:
    *first, last = [str(day.day) for day in days]
    numbers = f"{', '.join(first)} and {last}" if first else last
    year = f" {days[0].year}" if with_year else ""
    return f"{numbers} {days[0]:%B}{year}"
