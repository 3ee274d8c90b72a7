"""What happened in the support of an invented person, and when. Pure; working days are those of England.

How long offers wait, how many are refused and where people live are invented: no figures of the victim care contract
are published by person.
"""

from __future__ import annotations

import datetime as dt
import random
from bisect import bisect_right
from collections.abc import Generator, Iterator
from dataclasses import dataclass

from demonstration.shares import pick
from demonstration.working_days import (
    MINUTES_A_DAY,
    OPENS_AT,
    last_working_day_before,
    moment,
    working_days_between,
)
from nrm.london import london_date

PROVIDERS = (("causeway", 55), ("hestia", 45))
# What becomes of the first offer; where it is not accepted, the other provider is asked and accepts.
FIRST_ANSWERS = (("accept", 86), ("refuse", 9), ("withdraw", 5))
# Of a hundred people whose move-on period is over; the others' support was extended.
ENDED_AFTER_MOVE_ON = 92
MOVED, REASSESSED = 15, 40


@dataclass(frozen=True)
class Happening:
    """One thing that happened to a package: `open`, a later transition of it, or what was recorded in it (`place`,
    `pay`, `assess`, `plan`, `progress`). `at` is UTC; `provider` is the organisation it was with, by its slug."""

    step: str
    at: dt.datetime
    provider: str = ""


class _Pace:
    """Walks through the working minutes after the opening; what would lie after the last of them does not happen."""

    def __init__(self, source: random.Random, days: list[dt.date]) -> None:
        self.source, self.days, self.minute = source, days, 0

    def on(self, least: int, most: int) -> None:
        """Let so many working days pass, and a few minutes."""
        self.minute += self.source.randrange(least * MINUTES_A_DAY, most * MINUTES_A_DAY + 1) + 5

    def until_after(self, day: dt.date) -> None:
        """Let the time pass until the first working day after that one, unless it has."""
        self.minute = max(self.minute, bisect_right(self.days, day) * MINUTES_A_DAY)

    @property
    def now(self) -> dt.datetime | None:
        day, minute = divmod(self.minute, MINUTES_A_DAY)
        return moment(self.days[day], OPENS_AT + minute) if day < len(self.days) else None


@dataclass(frozen=True)
class Course:
    """What is settled of somebody's support: when it opened, who is asked first, after which step nothing followed yet
    (empty: it goes on), and the end of the move-on period, where there is one."""

    opened_at: dt.datetime
    first: str
    stops_after: str = ""
    moves_on_by: dt.date | None = None


def support_life(source: random.Random, course: Course, today: dt.date) -> tuple[Happening, ...]:
    """Everything that happened on working days before today, in order; the opening first, at the decision itself."""
    pace = _Pace(source, working_days_between(london_date(course.opened_at), last_working_day_before(today)))
    happened = [Happening("open", course.opened_at)]
    for step, provider in _steps(source, course, pace):
        at = pace.now
        if at is None or happened[-1].step == course.stops_after:
            break
        happened.append(Happening(step, at, provider))
    return tuple(happened)


def _steps(source: random.Random, course: Course, pace: _Pace) -> Iterator[tuple[str, str]]:
    """Each step when its time has come; `pace` says when that is."""
    provider = yield from _allocation(source, course, pace)
    pace.on(0, 1)
    yield "place", provider
    pace.on(0, 2)
    yield "pay", provider
    pace.on(1, 4)
    yield from _assessment(source, pace, provider)
    if source.randrange(100) < MOVED:
        pace.on(10, 30)
        yield "place", provider
    pace.on(10, 30)
    yield "progress", provider
    if source.randrange(100) < REASSESSED:
        pace.on(20, 50)
        yield from _assessment(source, pace, provider)
    if course.moves_on_by is not None and source.randrange(100) < ENDED_AFTER_MOVE_ON:
        pace.until_after(course.moves_on_by)
        pace.on(0, 3)
        yield "end", provider


def _allocation(source: random.Random, course: Course, pace: _Pace) -> Generator[tuple[str, str], None, str]:
    """Offers until one is accepted; returns by whom."""
    answer = "refuse" if course.stops_after == "refuse" else pick(source, FIRST_ANSWERS)
    other = next(slug for slug, _ in PROVIDERS if slug != course.first)
    pace.on(0, 2)
    yield "offer", course.first
    pace.on(0, 2)
    yield answer, course.first
    if answer == "accept":
        return course.first
    pace.on(0, 1)
    yield "offer", other
    pace.on(0, 2)
    yield "accept", other
    return other


def _assessment(source: random.Random, pace: _Pace, provider: str) -> Iterator[tuple[str, str]]:
    """The needs, and what is planned about them on the same or the next day."""
    yield "assess", provider
    for _ in range(source.randrange(1, 3)):
        pace.on(0, 1)
        yield "plan", provider
