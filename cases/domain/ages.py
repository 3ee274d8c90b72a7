"""Ages and dates of birth, also those known only in part, and when they contradict what was answered.

Where a birth date is known only in part, protection asks for the youngest age it allows (Modern Slavery
Act 2015, section 51: somebody who may be under 18 is treated as a child).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from cases.enums import AgeGroup

ADULT_AGE = 18
EARLIEST_YEAR = 1900
GUESS_MAY_BE_OFF_BY = 1  # calendar years; ours, for a date said to be "about" a year
_DECEMBER = 12
_CHANGE = "Change the date of birth, or the answer about age"


@dataclass(frozen=True)
class PartialDate:
    """A date of which the day, or the day and the month, may not be known. Refuses a date that does not exist."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("A day without a month is not a date.")
        date(self.year, self.month or 1, self.day or 1)

    @property
    def earliest(self) -> date:
        """The first day it may be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it may be."""
        month = self.month or _DECEMBER
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


@dataclass(frozen=True)
class Contradiction:
    """Something about a birth date that cannot be; `code` for tests and translations, `sentence` for the user."""

    code: str
    sentence: str


def age_on(born: date, on: date) -> int:
    """Whole years of age on a day. Refuses a day before the birth."""
    if on < born:
        raise ValueError("There is no age before the birth.")
    return on.year - born.year - (on < birthday(born, on.year))


def birthday(born: date, year: int) -> date:
    """The birthday in a year. Somebody born on 29 February has it on 1 March in other years."""
    if (born.month, born.day) == (2, 29) and monthrange(year, 2)[1] < born.day:
        return date(year, 3, 1)
    return born.replace(year=year)


def eighteenth_birthday(born: date) -> date:
    """The day somebody turns 18; born on 29 February: 1 March."""
    return birthday(born, born.year + ADULT_AGE)


def days_to_eighteen(born: date, on: date) -> int:
    """Days from a day to the 18th birthday; 0 on it, negative after it."""
    return (eighteenth_birthday(born) - on).days


def youngest_age(born: PartialDate, on: date) -> int:
    """The youngest age a birth date, known perhaps in part, allows. Refuses one wholly in the future."""
    if born.earliest > on:
        raise ValueError("There is no age before the birth.")
    return age_on(min(born.latest, on), on)


def oldest_age(born: PartialDate, on: date) -> int:
    """The oldest age a birth date, known perhaps in part, allows. Refuses one wholly in the future."""
    return age_on(born.earliest, on)


def may_be_under_18(born: PartialDate, on: date) -> bool:
    """Whether the birth date leaves room for being under 18 on a day."""
    return youngest_age(born, on) < ADULT_AGE


def birth_contradictions(born: PartialDate, answered: AgeGroup | None, on: date) -> tuple[Contradiction, ...]:
    """What is wrong with a birth date, given the age group answered and the day it is read on.

    A date known in part contradicts an answer only when every day it may be does. `unsure` is contradicted by an adult
    alone.
    """
    if born.earliest > on:
        return (Contradiction("future", "The date of birth must be in the past."),)
    if born.year < EARLIEST_YEAR:
        return (Contradiction("before_1900", f"The year of birth must be {EARLIEST_YEAR} or later."),)
    return _contradictions_of_age(born, answered, on)


def _contradictions_of_age(born: PartialDate, answered: AgeGroup | None, on: date) -> tuple[Contradiction, ...]:
    if answered is AgeGroup.ADULT and oldest_age(born, on) < ADULT_AGE:
        sentence = f"The date of birth is that of a child, but the answer about age says adult. {_CHANGE}."
        return (Contradiction("child_answered_adult", sentence),)
    if answered is AgeGroup.CHILD and not may_be_under_18(born, on):
        sentence = f"The date of birth is that of an adult, but the answer about age says child. {_CHANGE}."
        return (Contradiction("adult_answered_child", sentence),)
    if answered is AgeGroup.UNSURE and not may_be_under_18(born, on):
        sentence = "The date of birth is that of an adult, but the answer about age says they may be under 18. "
        return (Contradiction("adult_answered_unsure", f"{sentence}{_CHANGE}."),)
    return ()
