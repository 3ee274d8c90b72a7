"""The weekly rates as published, read and checked from `support/data/rates.yaml`. None is ever made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import yaml
from pydantic import ConfigDict, TypeAdapter

from deadlines.domain.explain import in_words
from deadlines.enums import Confidence

RATES_FILE = Path(__file__).parent.parent / "data" / "rates.yaml"


class RateDataError(ValueError):
    """The table of rates contradicts itself; the message names the row."""


@dataclass(frozen=True, kw_only=True)
class RateRow:
    """A weekly rate between two London dates, both inclusive. `amount_pence` is None where it was not found."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    version: str
    effective_from: date
    effective_until: date | None = None
    amount_pence: int | None = None
    source: str
    confidence: Confidence

    def is_in_force(self, on: date) -> bool:
        return self.effective_from <= on <= (self.effective_until or date.max)


@dataclass(frozen=True)
class Rate:
    """A published weekly rate in pence between two London dates, both inclusive (no last day while it holds), and where
    it is published."""

    amount_pence: int
    version: str
    source: str
    effective_from: date
    effective_until: date | None = None


@cache
def rate_rows() -> tuple[RateRow, ...]:
    """Every row we ship. Refuses a table that is misshapen or contradicts itself."""
    raw = yaml.safe_load(RATES_FILE.read_text(encoding="utf-8"))
    rows = TypeAdapter(tuple[RateRow, ...]).validate_python(raw)
    check_rows(rows)
    return rows


def rate_in_force(on: date, *, rows: Sequence[RateRow] | None = None) -> Rate | None:
    """The published rate on a London date; None where none was found, and the amount must be entered with its basis."""
    for row in rate_rows() if rows is None else rows:
        if row.is_in_force(on) and row.amount_pence is not None:
            return Rate(row.amount_pence, row.version, row.source, row.effective_from, row.effective_until)
    return None


def last_published_rate(on: date, *, rows: Sequence[RateRow] | None = None) -> Rate | None:
    """The newest published rate that began on a London date or before, whether it still holds or not; None where none
    was found."""
    rows = rate_rows() if rows is None else rows
    known = [row for row in rows if row.amount_pence is not None and row.effective_from <= on]
    newest = max(known, key=lambda row: row.effective_from, default=None)
    return None if newest is None else rate_in_force(newest.effective_from, rows=[newest])


def why_no_rate(on: date, *, rows: Sequence[RateRow] | None = None) -> str:
    """Why `rate_in_force` knows no amount on that date, as a sentence; empty where it knows one."""
    rows = rate_rows() if rows is None else rows
    if rate_in_force(on, rows=rows) is not None:
        return ""
    changed = next((row for row in rows if row.is_in_force(on)), None)
    if changed is not None:
        return (
            f"The rate was changed on {in_words(changed.effective_from)}, but its amount is not published. Enter the "
            "amount and where you have it from."
        )
    return "No published rate is recorded for this date. Enter the amount and where you have it from."


def check_rows(rows: Sequence[RateRow]) -> None:
    """Raise `RateDataError` for a row that cannot be, or two rows in force on one day."""
    ordered = sorted(rows, key=lambda row: row.effective_from)
    for row in ordered:
        if row.effective_until and row.effective_until < row.effective_from:
            raise RateDataError(f"{row.version} ends before it begins.")
        if row.amount_pence is not None and row.amount_pence <= 0:
            raise RateDataError(f"{row.version} has no amount of more than nothing.")
    for one, other in pairwise(ordered):
        if one.is_in_force(other.effective_from):
            raise RateDataError(f"{one.version} and {other.version} are in force on the same day.")
