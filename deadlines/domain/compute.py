"""From a fact, a dated rule and a calendar to a date; and from a date and today to how it stands.

Everything here is a pure function of its arguments: the same facts give the same date for ever. Nothing
counts nightly; overdue is a comparison made when somebody reads.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cases.enums import DecisionMaker, Nation
from deadlines.domain.bank_holidays import calendar_for
from deadlines.domain.calendars import SATURDAY, WorkingCalendar
from deadlines.domain.explain import caveats, explain
from deadlines.domain.policies import PolicyRow, policy_in_force
from deadlines.enums import Confidence, Counting, DueBand, Unit

_ONE_DAY = timedelta(days=1)


class RuleSetsNoDate(ValueError):
    """The policy row does not lead to a calendar date."""


@dataclass(frozen=True)
class Computed:
    """A date and why: stored with the case so that the page and the audit can say it again.

    `calendar` is the division's name, or empty where every day counts. `skipped` are the bank holidays
    passed over, with their names; weekends are not listed.
    """

    rule: str
    version: str
    started_on: date
    due_on: date
    calendar: str
    counting: Counting
    skipped: tuple[tuple[date, str], ...]
    explanation: str
    source: str
    confidence: Confidence
    convention_inferred: bool
    provisional: bool


@dataclass(frozen=True)
class DaysLeft:
    """How far off a due date is. Both numbers are negative once it has passed."""

    calendar_days: int
    working_days: int

    @property
    def overdue(self) -> bool:
        return self.calendar_days < 0


def deadline(
    rule: str, started_on: date, nation: Nation, decision_maker: DecisionMaker | None = None
) -> Computed | None:
    """The date of the rule in force on `started_on`, or None where that rule sets no date for the decision-maker."""
    row = policy_in_force(rule, started_on, decision_maker)
    return due_on(row, started_on, calendar_for(nation)) if row.sets_a_date else None


def due_on(row: PolicyRow, started_on: date, calendar: WorkingCalendar) -> Computed:
    """Count `row` from `started_on` (a London date). Working days are counted from the next working day; a calendar
    month lasts to the same day of the next month, or to its last day where there is no such day.

    Refuses a datetime, whose date depends on the zone, and a row that sets no date.
    """
    if isinstance(started_on, datetime):
        raise TypeError("Count from a date: turn a moment into one with london_date.")
    if not row.sets_a_date:
        raise RuleSetsNoDate(f"The rule {row.rule} version {row.version} sets no date.")
    in_working_days = row.unit is Unit.WORKING_DAYS
    due = _last_working_day(row, started_on, calendar) if in_working_days else _last_day(row, started_on)
    skipped = _holidays_passed(_first_day(row, started_on), due, calendar) if in_working_days else ()
    provisional = in_working_days and not calendar.knows(started_on, due)
    sentences = [explain(row, started_on, calendar, [day for day, _ in skipped])]
    return Computed(
        rule=row.rule,
        version=row.version,
        started_on=started_on,
        due_on=due,
        calendar=calendar.name if in_working_days else "",
        counting=row.counting,
        skipped=skipped,
        explanation=". ".join(sentences + caveats(row, calendar, provisional=provisional)),
        source=row.source,
        confidence=row.confidence,
        convention_inferred=row.convention_inferred,
        provisional=provisional,
    )


def is_overdue(due_on: date, today: date) -> bool:
    """Whether the due date has passed. The due date itself is still in time."""
    return today > due_on


def days_left(due_on: date, today: date, calendar: WorkingCalendar) -> DaysLeft:
    """The days after today up to and with the due date; once overdue, those after it up to today, as negatives."""
    forward = due_on >= today
    first, last = (today, due_on) if forward else (due_on, today)
    sign = 1 if forward else -1
    calendar_days = (last - first).days
    working_days = sum(calendar.is_working_day(first + timedelta(days=n)) for n in range(1, calendar_days + 1))
    return DaysLeft(calendar_days=sign * calendar_days, working_days=sign * working_days)


def days_left_words(left: DaysLeft, unit: Unit = Unit.WORKING_DAYS) -> str:
    """`due today`, `3 working days left`, `1 day overdue`.

    Calendar days are used for other units and where no working day lies between.
    """
    if left.calendar_days == 0:
        return "due today"
    return f"{_number_of_days(left, unit)} {'overdue' if left.overdue else 'left'}"


def days_after_words(late: DaysLeft) -> str:
    """`3 working days after`: how long after a due date something was done that was done late."""
    return f"{_number_of_days(late, Unit.WORKING_DAYS)} after"


def due_band(due_on: date, today: date) -> DueBand:
    """Which group of a queue a due date belongs to. This week ends on Sunday."""
    if is_overdue(due_on, today):
        return DueBand.OVERDUE
    if due_on == today:
        return DueBand.TODAY
    return DueBand.THIS_WEEK if due_on <= _sunday(today) else DueBand.LATER


def bounds_of_band(band: DueBand, today: date) -> tuple[date, date]:
    """The first and the last due date of a group; the same answer as `due_band`, for a query."""
    return {
        DueBand.OVERDUE: (date.min, today - _ONE_DAY),
        DueBand.TODAY: (today, today),
        DueBand.THIS_WEEK: (today + _ONE_DAY, _sunday(today)),
        DueBand.LATER: (_sunday(today) + _ONE_DAY, date.max),
    }[band]


def _number_of_days(left: DaysLeft, unit: Unit) -> str:
    in_working_days = unit is Unit.WORKING_DAYS and left.working_days != 0
    number = abs(left.working_days if in_working_days else left.calendar_days)
    return f"{number} {'working ' if in_working_days else ''}day{'' if number == 1 else 's'}"


def _sunday(today: date) -> date:
    return today + timedelta(days=SATURDAY + 1 - today.weekday())


def _first_day(row: PolicyRow, started_on: date) -> date:
    """The first day that may count."""
    return started_on if row.counting is Counting.START_DAY_IS_DAY_1 else started_on + _ONE_DAY


def _last_day(row: PolicyRow, started_on: date) -> date:
    if row.unit is Unit.CALENDAR_MONTHS:
        uncounted = _first_day(row, started_on) - started_on
        return _months_later(started_on, row.amount) - _ONE_DAY + uncounted
    return _first_day(row, started_on) + timedelta(days=row.amount - 1)


def _months_later(day: date, months: int) -> date:
    """The same day of the month that many months later, or that month's last day where there is no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _last_working_day(row: PolicyRow, started_on: date, calendar: WorkingCalendar) -> date:
    day, counted = _first_day(row, started_on) - _ONE_DAY, 0
    while counted < row.amount:
        day += _ONE_DAY
        counted += calendar.is_working_day(day)
    return day


def _holidays_passed(first: date, last: date, calendar: WorkingCalendar) -> tuple[tuple[date, str], ...]:
    return tuple(
        (day, name)
        for day, name in sorted(calendar.holidays.items())
        if first <= day <= last and not calendar.is_weekend(day)
    )
