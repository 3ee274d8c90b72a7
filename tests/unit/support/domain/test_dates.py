"""Which days and amounts may be entered, the day before each border and the day on it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.domain.dates import (
    Span,
    amount_refusal,
    assessment_date_refusal,
    early_end_refusal,
    end_refusal,
    last_day_before,
    payment_end_refusal,
    payment_refusal,
    placement_end_refusal,
    placement_refusal,
)

OPENED, TODAY = date(2026, 11, 2), date(2026, 11, 24)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def day(number: int, month: int = 11) -> date:
    return date(2026, month, number)


@pytest.mark.parametrize(
    ("since", "earlier", "sentence"),
    [
        (day(1), [], "The placement cannot begin before support was opened, on 2 November 2026."),
        (day(2), [], None),
        (day(24), [], None),
        (day(25), [], "The placement cannot begin in the future. Record it on the day it begins."),
        (
            day(9),
            [Span(day(10))],
            "The placement must begin on or after 10 November 2026, because of the placement before it.",
        ),
        (day(10), [Span(day(10))], None),
        (
            day(11),
            [Span(day(3), day(12)), Span(day(2), day(2))],
            "The placement must begin on or after 12 November 2026, because of the placement before it.",
        ),
        (day(12), [Span(day(3), day(12))], None),
    ],
)
def test_placement_begins_in_order_and_never_in_the_future(since, earlier, sentence):
    assert placement_refusal(since, today=TODAY, opened_on=OPENED, earlier=earlier) == sentence


@given(since=days, began=days)
def test_a_placement_that_is_followed_ends_the_day_before_and_never_before_it_began(since, began):
    ended = last_day_before(since, Span(began))

    assert ended >= began
    assert ended == max(began, since - timedelta(days=1))


@pytest.mark.parametrize(
    ("ended_on", "span", "sentence"),
    [
        (day(9), Span(day(10)), "The placement cannot end before it began, on 10 November 2026."),
        (day(10), Span(day(10)), None),
        (day(24), Span(day(10)), None),
        (day(25), Span(day(10)), "The placement cannot end in the future. Record its end on that day."),
        (day(20), Span(day(10), day(12)), "This placement has ended already, on 12 November 2026."),
    ],
)
def test_placement_ends_once_by_today_and_not_before_it_began(ended_on, span, sentence):
    assert placement_end_refusal(ended_on, today=TODAY, span=span) == sentence


@pytest.mark.parametrize(
    ("pence", "sentence"),
    [
        (-1, "Enter an amount of more than nothing."),
        (0, "Enter an amount of more than nothing."),
        (1, None),
        (7114, None),
        (100_000, None),
        (100_001, "Enter an amount of at most £1,000 a week. Check the decimal point."),
    ],
)
def test_amount_is_something_and_no_slip_of_the_decimal_point(pence, sentence):
    assert amount_refusal(pence) == sentence


@pytest.mark.parametrize(
    ("starts_on", "earlier", "sentence"),
    [
        (day(1), [], "The payment cannot start before support was opened, on 2 November 2026."),
        (day(2), [], None),
        (day(24), [], None),
        (day(25), [], "The payment cannot start in the future. Set it on the day it starts."),
        (
            day(10),
            [Span(day(10))],
            "The payment must start after 10 November 2026, because of the payment before it.",
        ),
        (day(11), [Span(day(10))], None),
        (
            day(12),
            [Span(day(3), day(12))],
            "The payment must start after 12 November 2026, because of the payment before it.",
        ),
        (day(13), [Span(day(3), day(12))], None),
    ],
)
def test_payment_starts_after_every_earlier_one_and_never_in_the_future(starts_on, earlier, sentence):
    assert payment_refusal(starts_on, today=TODAY, opened_on=OPENED, earlier=earlier) == sentence


@given(starts_on=days, began=days, length=st.none() | st.integers(0, 90))
def test_two_payments_never_run_on_one_day(starts_on, began, length):
    before = Span(began, None if length is None else began + timedelta(days=length))

    if payment_refusal(starts_on, today=date.max, opened_on=date.min, earlier=[before]) is None:
        ended = before.until or last_day_before(starts_on, before)
        assert began <= ended < starts_on


@pytest.mark.parametrize(
    ("ends_on", "span", "sentence"),
    [
        (day(9), Span(day(10)), "The payment cannot end before it started, on 10 November 2026."),
        (day(10), Span(day(10)), None),
        (day(24), Span(day(10)), None),
        (day(25), Span(day(10)), "The payment cannot end in the future. Record its end on that day."),
        (day(20), Span(day(10), day(12)), "This payment has ended already, on 12 November 2026."),
    ],
)
def test_payment_ends_once_by_today_and_not_before_it_started(ends_on, span, sentence):
    assert payment_end_refusal(ends_on, today=TODAY, span=span) == sentence


@pytest.mark.parametrize(
    ("assessed_on", "sentence"),
    [
        (day(1), "The assessment cannot be from before support was opened, on 2 November 2026."),
        (day(2), None),
        (day(24), None),
        (day(25), "The date of the assessment cannot be in the future."),
    ],
)
def test_assessment_was_made_since_support_opened_and_not_in_the_future(assessed_on, sentence):
    assert assessment_date_refusal(assessed_on, today=TODAY, opened_on=OPENED) == sentence


@pytest.mark.parametrize(
    ("ended_on", "begun", "sentence"),
    [
        (day(1), [], "Support cannot end before it was opened, on 2 November 2026."),
        (day(2), [], None),
        (day(24), [day(24)], None),
        (day(25), [], "The day support ended cannot be in the future. Record it on that day."),
        (
            day(9),
            [day(3), day(10)],
            "Support cannot end before 10 November 2026, when its last placement or payment began.",
        ),
        (day(10), [day(3), day(10)], None),
    ],
)
def test_support_ends_by_today_and_after_what_began_in_it(ended_on, begun, sentence):
    assert end_refusal(ended_on, today=TODAY, opened_on=OPENED, begun=begun) == sentence


@pytest.mark.parametrize(
    ("ended_on", "sentence"),
    [
        (day(2, 12), "Support would end although it lasts until 3 December 2026. Confirm it or change the day."),
        (day(3, 12), None),
        (day(4, 12), None),
    ],
)
def test_an_end_before_the_last_day_of_a_period_asks_to_be_confirmed(ended_on, sentence):
    refused = early_end_refusal(ended_on, day(3, 12), "it lasts until")

    assert refused == sentence


# Pages and lists take what has no last day for what runs today.
@given(entered=days, began=days, today=days)
def test_no_day_after_today_is_ever_taken(entered, began, today):
    answers = [
        placement_refusal(entered, today=today, opened_on=date.min, earlier=[]),
        payment_refusal(entered, today=today, opened_on=date.min, earlier=[]),
        placement_end_refusal(entered, today=today, span=Span(began)),
        payment_end_refusal(entered, today=today, span=Span(began)),
    ]

    if entered > today:
        assert None not in answers
