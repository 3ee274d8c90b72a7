from __future__ import annotations

import datetime as dt

import pytest

from deadlines.domain.compute import bounds_of_band, due_band
from deadlines.enums import DueBand
from desks.presenters.due import DueWords, due_words

MONDAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (dt.date(2026, 11, 19), DueWords("2 working days over", "Thu 19 Nov", "overdue")),
        (dt.date(2026, 11, 20), DueWords("1 working day over", "Fri 20 Nov", "overdue")),
        (dt.date(2026, 11, 23), DueWords("Today", "Mon 23 Nov", "strong")),
        (dt.date(2026, 11, 24), DueWords("Tomorrow", "Tue 24 Nov", "")),
        (dt.date(2026, 11, 30), DueWords("In 5 working days", "Mon 30 Nov", "")),
        (dt.date(2027, 1, 4), DueWords("In 27 working days", "Mon 4 Jan 2027", "")),
    ],
)
def test_a_due_date_is_said_in_working_days(due_on, words):
    assert due_words(due_on, MONDAY, "england") == words


def test_over_a_weekend_plain_days_are_counted():
    saturday = dt.date(2026, 11, 21)

    assert due_words(dt.date(2026, 11, 20), saturday, "england").text == "1 day over"


def test_st_andrews_day_counts_in_england_and_not_in_scotland():
    due_on = dt.date(2026, 12, 1)

    assert due_words(due_on, dt.date(2026, 11, 27), "england").text == "In 2 working days"
    assert due_words(due_on, dt.date(2026, 11, 27), "scotland").text == "In 1 working day"


def test_the_date_says_whose_working_days_are_counted_where_they_are_not_those_of_england_and_wales():
    details = [
        due_words(dt.date(2026, 11, 19), MONDAY, nation).detail
        for nation in ("england", "wales", "scotland", "northern_ireland")
    ]

    assert details == ["Thu 19 Nov", "Thu 19 Nov", "Thu 19 Nov, Scotland", "Thu 19 Nov, Northern Ireland"]


@pytest.mark.parametrize("back", range(7))
def test_the_bounds_of_a_band_agree_with_the_band_of_each_day(back):
    today = MONDAY + dt.timedelta(days=back)

    for offset in range(-9, 16):
        day = today + dt.timedelta(days=offset)
        within = [band for band in DueBand if bounds_of_band(band, today)[0] <= day <= bounds_of_band(band, today)[1]]
        assert within == [due_band(day, today)]
