"""Facts that intake tells the rooms above and below it, through `nrm.wiring`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class ReferralSubmitted:
    """A referral became a case; `received_on` is a Europe/London date."""

    case_id: int
    received_on: dt.date
    caused_by: str
