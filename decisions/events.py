"""Facts that decisions tell other rooms, through `nrm.wiring`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class DecisionIssued:
    """A decision was issued on a Europe/London date. Only its two kinds below are told."""

    case_id: int
    decision_id: int
    outcome: str
    issued_on: dt.date
    caused_by: str


class ReasonableGroundsIssued(DecisionIssued):
    """A reasonable grounds decision was issued."""


class ConclusiveGroundsIssued(DecisionIssued):
    """A conclusive grounds decision was issued: the case is decided."""
