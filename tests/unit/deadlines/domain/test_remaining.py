"""How a due date stands today: overdue, days left and the bands of a queue."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.enums import Nation
from deadlines.domain.bank_holidays import calendar_for
from deadlines.domain.compute import DaysLeft, days_left, days_left_words, due_band, is_overdue
from deadlines.enums import DueBand, Unit

MONDAY = date(2026, 11, 23)
DAYS = st.dates(min_value=date(2025, 1, 1), max_value=date(2027, 12, 31))


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (MONDAY - timedelta(days=1), False),
        (MONDAY, False),
        (MONDAY + timedelta(days=1), True),
    ],
)
def test_overdue_begins_the_day_after(today, expected):
    assert is_overdue(MONDAY, today) is expected


@pytest.mark.parametrize(
    ("due", "today", "expected", "working", "calendar"),
    [
        pytest.param(MONDAY, MONDAY, DaysLeft(0, 0), "due today", "due today", id="today"),
        pytest.param(date(2026, 11, 24), MONDAY, DaysLeft(1, 1), "1 working day left", "1 day left", id="tomorrow"),
        pytest.param(date(2026, 11, 30), MONDAY, DaysLeft(7, 5), "5 working days left", "7 days left", id="week"),
        pytest.param(
            date(2026, 11, 29), date(2026, 11, 27), DaysLeft(2, 0), "2 days left", "2 days left", id="weekend"
        ),
        pytest.param(
            date(2026, 12, 29), date(2026, 12, 24), DaysLeft(5, 1), "1 working day left", "5 days left", id="xmas"
        ),
        pytest.param(MONDAY, date(2026, 11, 24), DaysLeft(-1, -1), "1 working day overdue", "1 day overdue", id="over"),
        pytest.param(
            date(2026, 11, 20),
            date(2026, 11, 22),
            DaysLeft(-2, 0),
            "2 days overdue",
            "2 days overdue",
            id="over-sunday",
        ),
        pytest.param(
            date(2026, 11, 20),
            date(2026, 11, 25),
            DaysLeft(-5, -3),
            "3 working days overdue",
            "5 days overdue",
            id="over-week",
        ),
    ],
)
def test_days_left_in_numbers_and_words(due, today, expected, working, calendar):
    left = days_left(due, today, calendar_for(Nation.ENGLAND))

    assert left == expected
    assert days_left_words(left) == working
    assert days_left_words(left, Unit.CALENDAR_DAYS) == calendar


def test_working_days_left_depend_on_the_nation():
    due, today = date(2026, 12, 1), date(2026, 11, 27)

    left = {nation: days_left(due, today, calendar_for(nation)).working_days for nation in Nation}

    assert left == {Nation.ENGLAND: 2, Nation.WALES: 2, Nation.SCOTLAND: 1, Nation.NORTHERN_IRELAND: 2}


@pytest.mark.parametrize(
    ("due", "today", "band"),
    [
        (date(2026, 11, 22), MONDAY, DueBand.OVERDUE),
        (MONDAY, MONDAY, DueBand.TODAY),
        (date(2026, 11, 24), MONDAY, DueBand.THIS_WEEK),
        (date(2026, 11, 29), MONDAY, DueBand.THIS_WEEK),
        (date(2026, 11, 30), MONDAY, DueBand.LATER),
        (date(2026, 11, 30), date(2026, 11, 29), DueBand.LATER),
        (date(2026, 11, 29), date(2026, 11, 29), DueBand.TODAY),
    ],
)
def test_band_of_a_due_date(due, today, band):
    assert due_band(due, today) is band


@given(due=DAYS, today=DAYS)
def test_overdue_is_said_the_same_everywhere(due, today):
    left = days_left(due, today, calendar_for(Nation.SCOTLAND))

    over = is_overdue(due, today)
    assert left.overdue is over
    assert (due_band(due, today) is DueBand.OVERDUE) is over
    assert ("overdue" in days_left_words(left)) is over


@given(due=DAYS, today=DAYS)
def test_working_days_never_exceed_calendar_days(due, today):
    left = days_left(due, today, calendar_for(Nation.ENGLAND))

    assert abs(left.working_days) <= abs(left.calendar_days)
    assert left.working_days * left.calendar_days >= 0
