"""Facts that decisions tell other rooms, through `nrm.wiring`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class ReasonableGroundsIssued:
    """A reasonable grounds decision was issued on a Europe/London date."""

    case_id: int
    decision_id: int
    outcome: str
    issued_on: dt.date
    caused_by: str
