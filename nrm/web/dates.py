"""Dates typed in three parts, whole or partly known, with the design system's sentences when they cannot be right."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from nrm.web.fields import Described, Presentation, upper_first

PARTS = ("day", "month", "year")
MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
}
Bound = dt.date | Callable[[], dt.date] | None


@dataclass(frozen=True)
class DateParts:
    """What was typed, as typed."""

    day: str = ""
    month: str = ""
    year: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing was typed at all."""
        return not (self.day.strip() or self.month.strip() or self.year.strip())

    def missing(self) -> list[str]:
        """The names of the parts left empty."""
        return [part for part in PARTS if not getattr(self, part).strip()]


@dataclass(frozen=True)
class PartialDate:
    """A date known to the day, the month or only the year."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def precision(self) -> str:
        """`day`, `month` or `year`: the smallest part that is known."""
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    def isoformat(self) -> str:
        """'2024-03-12', '2024-03' or '2024'."""
        known = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(known)

    @classmethod
    def fromisoformat(cls, text: str) -> PartialDate:
        """The reverse of `isoformat`; raises ValueError for anything else."""
        return cls(*(int(part) for part in text.split("-")))

    def earliest(self) -> dt.date:
        """The first day it can mean."""
        return dt.date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)


class DatePartsWidget(forms.Widget):
    """Three inputs, `<name>-day`, `<name>-month` and `<name>-year`; drawn by components/field.html."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> DateParts:
        return DateParts(*(str(data.get(f"{name}-{part}") or "") for part in PARTS))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return all(f"{name}-{part}" not in data for part in PARTS)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-{PARTS[0]}" if id_ else ""


class DateFault(ValidationError):
    """A refusal that knows which parts to mark."""

    def __init__(self, message: str, parts: tuple[str, ...] = PARTS) -> None:
        super().__init__(message, code="date")
        self.parts = parts


class GovDateField(Described, forms.Field):
    """A whole date, as `datetime.date`. The bounds are dates or, when the bound is today, `nrm.clock.today`.

    Refuses a missing part, a date that is in no calendar, and one outside the bounds, each with its own sentence.
    """

    widget = DatePartsWidget
    partial = False

    def __init__(
        self,
        *,
        subject: str = "",
        no_earlier_than: Bound = None,
        no_later_than: Bound = None,
        presentation: Presentation | None = None,
        companion: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.describe(subject, presentation, companion=companion)
        self.no_earlier_than = no_earlier_than
        self.no_later_than = no_later_than

    def clean(self, value: Any) -> Any:
        """The date; None when nothing was typed and none is required."""
        parts = value if isinstance(value, DateParts) else shown_parts(value)
        if parts.blank:
            if self.required:
                raise DateFault(f"Enter the {self.subject}")
            return None
        found = self._read(parts)
        self._check_bounds(found.earliest())
        self.run_validators(found)
        return found if self.partial else found.earliest()

    def has_changed(self, initial: Any, data: Any) -> bool:
        return shown_parts(initial) != shown_parts(data)

    def _read(self, parts: DateParts) -> PartialDate:
        missing = self._needed(parts)
        if missing:
            raise DateFault(f"{upper_first(self.subject)} must include a {' and '.join(missing)}", tuple(missing))
        year = _number(parts.year)
        if year is not None and len(parts.year.strip()) != 4:
            raise DateFault("Year must include 4 numbers", ("year",))
        day, month = _number(parts.day), _month(parts.month)
        unread = [
            name
            for name, read in (("day", day), ("month", month), ("year", year))
            if read is None and getattr(parts, name).strip()
        ]
        if unread or year is None:
            raise DateFault(self._unreal(), tuple(unread))
        return self._real(year, month, day)

    def _real(self, year: int, month: int | None, day: int | None) -> PartialDate:
        found = PartialDate(year, month, day)
        try:
            found.earliest()
        except ValueError:
            raise DateFault(self._unreal()) from None
        return found

    def _needed(self, parts: DateParts) -> list[str]:
        missing = parts.missing()
        if not self.partial:
            return missing
        return [part for part in missing if part == "year" or (part == "month" and "day" not in missing)]

    def _unreal(self) -> str:
        return f"{upper_first(self.subject)} must be a real date"

    def _check_bounds(self, day: dt.date) -> None:
        latest, earliest = _resolved(self.no_later_than), _resolved(self.no_earlier_than)
        if latest and day > latest:
            when = "today or in the past" if callable(self.no_later_than) else f"on or before {_spoken(latest)}"
            raise DateFault(f"{upper_first(self.subject)} must be {when}")
        if earliest and day < earliest:
            raise DateFault(f"{upper_first(self.subject)} must be on or after {_spoken(earliest)}")


class PartialDateField(GovDateField):
    """A date that may be known only to the month or the year, as `PartialDate`; a day needs its month."""

    partial = True


def shown_parts(value: Any) -> DateParts:
    """The three parts of any value a date field may hold: typed parts, a date, a partial date, ISO text or nothing."""
    if isinstance(value, DateParts):
        return value
    if isinstance(value, str) and value:
        value = PartialDate.fromisoformat(value)
    if isinstance(value, dt.date | PartialDate):
        return DateParts(*(str(getattr(value, part) or "") for part in PARTS))
    return DateParts()


def _number(text: str) -> int | None:
    stripped = text.strip()
    return int(stripped) if stripped.isascii() and stripped.isdigit() else None


def _month(text: str) -> int | None:
    return MONTHS.get(text.strip().lower(), _number(text))


def _resolved(bound: Bound) -> dt.date | None:
    return bound() if callable(bound) else bound


def _spoken(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
