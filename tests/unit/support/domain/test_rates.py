"""Published weekly rates: known where published, and nothing made up where not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deadlines.enums import Confidence
from support.domain.rates import (
    RateDataError,
    RateRow,
    check_rows,
    last_published_rate,
    rate_in_force,
    rate_rows,
    why_no_rate,
)

UNPUBLISHED = (
    "The rate was changed on 8 January 2024, but its amount is not published. Enter the amount and where you have it "
    "from."
)
NO_ROW = "No published rate is recorded for this date. Enter the amount and where you have it from."
ROW = RateRow(
    version="one",
    effective_from=date(2026, 1, 1),
    effective_until=date(2026, 6, 30),
    amount_pence=100,
    source="A source",
    confidence=Confidence.VERIFIED,
)


@pytest.mark.parametrize(
    ("on", "pence", "why"),
    [
        (date(2023, 2, 28), None, NO_ROW),
        (date(2023, 3, 1), 7114, ""),
        (date(2024, 1, 7), 7114, ""),
        (date(2024, 1, 8), None, UNPUBLISHED),
        (date(2026, 11, 24), None, UNPUBLISHED),
    ],
)
def test_rate_is_known_on_its_days_and_the_reason_is_said_on_the_others(on, pence, why):
    rate = rate_in_force(on)

    assert (rate.amount_pence if rate else None, why_no_rate(on)) == (pence, why)


@given(st.dates(date(2009, 1, 1), date(2040, 1, 1)))
def test_either_a_rate_or_a_reason_on_every_day(on):
    assert (rate_in_force(on) is None) == bool(why_no_rate(on))


def test_every_row_has_a_source_and_only_what_is_verified_is_in_the_table():
    assert [row.version for row in rate_rows() if not row.source or row.confidence is not Confidence.VERIFIED] == []


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([replace(ROW, effective_until=date(2025, 12, 31))], "one ends before it begins."),
        ([replace(ROW, amount_pence=0)], "one has no amount of more than nothing."),
        (
            [ROW, replace(ROW, version="two", effective_from=date(2026, 6, 30))],
            "one and two are in force on the same day.",
        ),
        (
            [replace(ROW, version="two", effective_from=date(2026, 6, 30)), ROW],
            "one and two are in force on the same day.",
        ),
    ],
)
def test_table_that_contradicts_itself_is_refused(rows, message):
    with pytest.raises(RateDataError) as refused:
        check_rows(rows)

    assert str(refused.value) == message


def test_rows_that_follow_each_other_are_accepted():
    check_rows([ROW, replace(ROW, version="two", effective_from=date(2026, 7, 1), effective_until=None)])


def test_the_last_published_rate_is_known_after_it_ended_and_not_before_it_began():
    assert last_published_rate(date(2026, 11, 24)) == rate_in_force(date(2023, 3, 1))
    assert last_published_rate(date(2023, 2, 28)) is None
