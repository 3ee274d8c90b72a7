"""A working calendar: which days count in a nation of the United Kingdom. Holds no list of days itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cases.enums import Nation

SATURDAY = 5


@dataclass(frozen=True)
class WorkingCalendar:
    """The working days of one nation, as far as its bank holidays are known.

    `name` is that of the bank-holiday division, so England and Wales share one. `known_from` and
    `known_until` are the first and last day for which the list is complete; a date reckoned outside
    them is provisional.
    """

    name: str
    nation: Nation
    holidays: Mapping[date, str]
    known_until: date
    known_from: date = date.min

    def is_weekend(self, day: date) -> bool:
        return day.weekday() >= SATURDAY

    def is_working_day(self, day: date) -> bool:
        return not self.is_weekend(day) and day not in self.holidays

    def knows(self, first: date, last: date) -> bool:
        """Whether the list of holidays is complete from `first` to `last`."""
        return self.known_from <= first and last <= self.known_until
