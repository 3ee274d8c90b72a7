"""The days on which the competent authorities' people work, moments of those days, and what the rules of time make of
a day. Dates are Europe/London."""

from __future__ import annotations

import datetime as dt
import random
from bisect import bisect_right
from functools import lru_cache

from cases.enums import DecisionMaker, Nation
from deadlines.domain.bank_holidays import calendar_for
from deadlines.domain.compute import Computed, deadline
from deadlines.domain.rules import RG_TARGET
from nrm.london import LONDON

OPENS_AT = 9 * 60
MINUTES_A_DAY = 8 * 60
_ONE_DAY = dt.timedelta(days=1)


@lru_cache(maxsize=20_000)
def computed(rule: str, started_on: dt.date, nation: Nation, decision_maker: DecisionMaker | None = None) -> Computed:
    """The date a rule sets, kept: a hundred thousand cases begin on a few hundred days.

    Raises `LookupError` where the rule sets none.
    """
    made = deadline(rule, started_on, nation, decision_maker)
    if made is None:
        raise LookupError(f"{rule} sets no date for {decision_maker}")
    return made


def is_working_day(day: dt.date) -> bool:
    """Whether the authorities work that day; they keep the calendar of England."""
    return calendar_for(Nation.ENGLAND).is_working_day(day)


def last_working_day_before(day: dt.date) -> dt.date:
    """The nearest working day before a day."""
    day -= _ONE_DAY
    while not is_working_day(day):
        day -= _ONE_DAY
    return day


def working_days_between(after: dt.date, until: dt.date) -> list[dt.date]:
    """The working days after a day, up to and with another."""
    days = [day for year in range(after.year, until.year + 1) for day in _working_days_of(year)]
    return days[bisect_right(days, after) : bisect_right(days, until)]


@lru_cache(maxsize=10)
def _working_days_of(year: int) -> tuple[dt.date, ...]:
    days = (dt.date(year, 1, 1) + _ONE_DAY * number for number in range(366))
    return tuple(day for day in days if day.year == year and is_working_day(day))


def received_for_target_on(due_on: dt.date) -> dt.date | None:
    """The latest day whose reasonable grounds target in England is that day; None when no target falls on it."""
    for days_before in range(1, 15):
        received_on = due_on - _ONE_DAY * days_before
        if computed(RG_TARGET, received_on, Nation.ENGLAND).due_on == due_on:
            return received_on
    return None


def moment(day: dt.date, minute: int) -> dt.datetime:
    """The UTC moment of a London day's minute (0 is midnight)."""
    wall = dt.time(minute // 60, minute % 60)
    return dt.datetime.combine(day, wall, tzinfo=LONDON).astimezone(dt.UTC)


def moments_on(source: random.Random, days: list[dt.date], number: int, *, last_day: bool) -> tuple[dt.datetime, ...]:
    """That many different working minutes of the days, in order; with `last_day` the last one lies on the last day."""
    minutes = len(days) * MINUTES_A_DAY
    if not last_day:
        chosen = sorted(source.sample(range(minutes), number))
    else:
        end = source.randrange(minutes - 60, minutes)
        chosen = [*sorted(source.sample(range(minutes - 60), number - 1)), end]
    return tuple(moment(days[minute // MINUTES_A_DAY], OPENS_AT + minute % MINUTES_A_DAY) for minute in chosen)
