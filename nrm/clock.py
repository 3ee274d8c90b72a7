"""The one place that reads the time. Aware datetimes in UTC; dates are the Europe/London calendar's.

In the demonstration and in tests an offset, set by `manage.py demo_clock`, is added; it lives in a small file so that
web, worker and beat see the same time at once. Elsewhere `settings.CLOCK_FILE` is empty and the offset is nothing.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.conf import settings

from nrm.london import london_date


def now() -> dt.datetime:
    """This instant, aware, in UTC."""
    return dt.datetime.now(dt.UTC) + offset()


def today() -> dt.date:
    """Today's date in London, where the competent authorities' days begin and end."""
    return london_date(now())


def offset() -> dt.timedelta:
    """How far the demonstration's time is ahead; nothing in a real installation."""
    if not settings.CLOCK_FILE:
        return dt.timedelta(0)
    try:
        return dt.timedelta(seconds=float(Path(settings.CLOCK_FILE).read_text()))
    except FileNotFoundError:
        return dt.timedelta(0)


def set_offset(ahead: dt.timedelta) -> None:
    """Move the demonstration's time; refuses where no clock file is set."""
    if not settings.CLOCK_FILE:
        raise RuntimeError("Only the demonstration's clock can be moved.")
    path = Path(settings.CLOCK_FILE)
    fresh = path.with_suffix(".new")
    fresh.write_text(str(ahead.total_seconds()))
    fresh.replace(path)
