"""Fields the pages of support ask: one whole day, an amount of money."""

from __future__ import annotations

import datetime as dt
import re
from calendar import month_abbr, month_name
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from nrm.web.dates import PARTS, DateFault, DateParts, DatePartsField, shown_parts
from nrm.web.fields import PlainTextField, Presentation, upper_first

EARLIEST_YEAR = 2000
LATEST_YEAR = 2099
_AMOUNT = re.compile(r"£?\s*(?P<pounds>[0-9]{1,3}(,[0-9]{3})*|[0-9]{1,9})(\.(?P<pence>[0-9]{2}))?")
_NUMBER = re.compile(r"[0-9]{1,4}")
# A month may be written out or shortened, as in a referral.
_MONTHS = {name.lower(): number for names in (month_name, month_abbr) for number, name in enumerate(names) if name}


class DayField(DatePartsField):
    """A whole London day as a `datetime.date`; None when left empty and not required.

    Refuses what is no day, each wrong part marked. `not_after` is the last day allowed (today, for what has happened).
    """

    def __init__(self, *, subject: str, not_after: dt.date | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.describe(subject, kwargs.get("presentation"))
        self.not_after = not_after

    def clean(self, value: Any) -> Any:
        """The day; a `DateFault` for anything else."""
        parts = shown_parts(value)
        if parts == DateParts():
            if self.required:
                raise DateFault(f"Enter {self.subject}")
            return None
        day = self._day(parts)
        if self.not_after is not None and day > self.not_after:
            raise DateFault(f"{upper_first(self.subject)} must be today or in the past")
        return day

    def _day(self, parts: DateParts) -> dt.date:
        missing = tuple(part for part in PARTS if not getattr(parts, part).strip())
        if missing:
            raise DateFault(f"{upper_first(self.subject)} must include a {' and a '.join(missing)}", missing)
        numbers = {part: _number(getattr(parts, part), part) for part in PARTS}
        sentence = f"{upper_first(self.subject)} must be a real date, for example 27 3 2026"
        wrong = tuple(part for part in PARTS if not _is_possible(part, numbers[part]))
        if wrong:
            raise DateFault(sentence, wrong)
        try:
            return dt.date(numbers["year"], numbers["month"], numbers["day"])
        except ValueError:
            raise DateFault(sentence, ("day",)) from None


class AmountField(PlainTextField):
    """An amount in pounds, `71.14` or `£1,071`, as pence; None when left empty and not required. Refuses what is no
    amount; how much may be paid is a rule of the action."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("presentation", Presentation(width=5, prefix="£", spellcheck=False))
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs)

    def clean(self, value: Any) -> Any:
        """The pence."""
        text = super().clean(value).strip()
        if not text:
            return None
        found = _AMOUNT.fullmatch(text)
        if found is None:
            raise ValidationError(
                f"{upper_first(self.subject)} must be pounds, or pounds and pence, like 71.14", code="amount"
            )
        return int(found["pounds"].replace(",", "")) * 100 + int(found["pence"] or 0)


def _number(typed: str, part: str) -> int:
    """The number of a part; 0, which no part may be, for anything else."""
    text = typed.strip()
    if part == "month" and text.lower() in _MONTHS:
        return _MONTHS[text.lower()]
    return int(text) if text.isascii() and _NUMBER.fullmatch(text) else 0


def _is_possible(part: str, number: int) -> bool:
    ranges = {"day": (1, 31), "month": (1, 12), "year": (EARLIEST_YEAR, LATEST_YEAR)}
    lowest, highest = ranges[part]
    return lowest <= number <= highest
