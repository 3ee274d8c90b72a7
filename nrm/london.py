"""The calendar of London, where the competent authorities' days begin and end. No Django: pure rules use it."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def london_date(moment: dt.datetime) -> dt.date:
    """The Europe/London calendar date of a moment; that is the day a referral counts as received.

    Refuses a datetime without a time zone.
    """
    if moment.utcoffset() is None:
        raise ValueError("A moment without a time zone has no date in London.")
    return moment.astimezone(LONDON).date()
