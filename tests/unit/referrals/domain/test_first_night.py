from __future__ import annotations

import datetime as dt

import pytest

from referrals.domain.first_night import is_still_tonight, night_words

SAID_ON = dt.date(2026, 10, 20)


@pytest.mark.parametrize(("days", "expected"), [(0, True), (3, True), (4, False), (180, False)])
def test_tonight_is_tonight_for_three_days(days, expected):
    assert is_still_tonight(SAID_ON, SAID_ON + dt.timedelta(days=days)) is expected


def test_the_night_is_named():
    assert night_words(SAID_ON) == "on the night of 20 October 2026"
