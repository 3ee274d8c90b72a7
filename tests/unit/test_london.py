"""The calendar of London, the same for rules and for the clock."""

from __future__ import annotations

import datetime as dt

import pytest

from nrm.london import london_date


@pytest.mark.parametrize(
    ("moment", "date"),
    [
        (dt.datetime(2026, 7, 3, 22, 59, tzinfo=dt.UTC), dt.date(2026, 7, 3)),
        (dt.datetime(2026, 7, 3, 23, 0, tzinfo=dt.UTC), dt.date(2026, 7, 4)),
        (dt.datetime(2026, 12, 3, 23, 59, tzinfo=dt.UTC), dt.date(2026, 12, 3)),
    ],
)
def test_the_day_begins_at_midnight_in_london(moment, date):
    assert london_date(moment) == date


def test_a_moment_without_a_time_zone_has_no_date():
    with pytest.raises(ValueError, match="time zone"):
        london_date(dt.datetime(2026, 7, 3, 23, 59))  # noqa: DTZ001  that is what is refused
