"""The dated rules of time, read and checked from `deadlines/data/policies.yaml`, and which one is in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path

import yaml
from pydantic import ConfigDict, TypeAdapter

from cases.enums import DecisionMaker
from deadlines.enums import CalendarKind, Confidence, Counting, Unit
from nrm.exceptions import DomainError

POLICIES_FILE = Path(__file__).parent.parent / "data" / "policies.yaml"


class PolicyDataError(ValueError):
    """The policy table contradicts itself; the message names the row."""


class NoPolicyInForce(DomainError):
    """No row of the rule covers the date; the message is a sentence."""


@dataclass(frozen=True, kw_only=True)
class PolicyRow:
    """One rule of time as it stood between two dates, both inclusive.

    `on` dates are Europe/London calendar dates of what starts the clock. `confidence` is of the amount
    and unit; `convention_inferred` says that the source does not state whether the first day counts.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    rule: str
    version: str
    effective_from: date
    effective_until: date | None = None
    amount: int
    unit: Unit
    calendar: CalendarKind
    counting: Counting
    pausable: bool
    extendable: bool
    waivable: bool
    decision_maker: DecisionMaker | None = None
    source: str
    confidence: Confidence
    convention_inferred: bool
    note: str = ""

    @property
    def sets_a_date(self) -> bool:
        """Whether the rule leads to a calendar date at all (rules in hours lead to a moment)."""
        return self.unit in {Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.CALENDAR_MONTHS}

    def is_in_force(self, on: date) -> bool:
        return self.effective_from <= on <= (self.effective_until or date.max)


@cache
def policy_rows() -> tuple[PolicyRow, ...]:
    """Every row we ship. Refuses a table that is misshapen or contradicts itself."""
    raw = yaml.safe_load(POLICIES_FILE.read_text(encoding="utf-8"))
    rows = TypeAdapter(tuple[PolicyRow, ...]).validate_python(raw)
    check_rows(rows)
    return rows


def policy_in_force(
    rule: str,
    on: date,
    decision_maker: DecisionMaker | None = None,
    *,
    rows: Sequence[PolicyRow] | None = None,
) -> PolicyRow:
    """The row of `rule` in force on a date: the decision-maker's own if there is one, else the general one.

    Raises `NoPolicyInForce` when neither covers the date.
    """
    candidates = [row for row in (policy_rows() if rows is None else rows) if row.rule == rule and row.is_in_force(on)]
    for wanted in (decision_maker, None):
        for row in candidates:
            if row.decision_maker == wanted:
                return row
    who = f" for decision-maker {decision_maker}" if decision_maker else ""
    raise NoPolicyInForce(f"No row of the rule {rule}{who} is in force on {on.isoformat()}.")


def check_rows(rows: Sequence[PolicyRow]) -> None:
    """Raise `PolicyDataError` for a row that cannot be, or two rows of one rule that both apply."""
    for row in rows:
        _check_row(row)
    for one, other in combinations(rows, 2):
        if one.rule == other.rule:
            _check_pair(one, other)


def _check_row(row: PolicyRow) -> None:
    if row.effective_until and row.effective_until < row.effective_from:
        raise PolicyDataError(f"{_label(row)} ends before it begins.")
    if (row.amount < 1) != (row.unit is Unit.NONE) or row.amount < 0:
        raise PolicyDataError(f"{_label(row)} needs an amount of 1 or more, or the unit none and the amount 0.")
    if (row.unit is Unit.WORKING_DAYS) != (row.calendar is CalendarKind.NATION):
        raise PolicyDataError(f"{_label(row)} must use a nation's calendar for working days and for nothing else.")


def _check_pair(one: PolicyRow, other: PolicyRow) -> None:
    if one.version == other.version:
        raise PolicyDataError(f"{_label(one)} stands twice.")
    if one.decision_maker == other.decision_maker and _overlap(one, other):
        raise PolicyDataError(f"{_label(one)} and {_label(other)} are in force on the same day.")


def _overlap(one: PolicyRow, other: PolicyRow) -> bool:
    first, second = sorted((one, other), key=lambda row: row.effective_from)
    return first.is_in_force(second.effective_from)


def _label(row: PolicyRow) -> str:
    return f"{row.rule} version {row.version}"
