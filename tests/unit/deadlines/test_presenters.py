"""Clock cards: what a stored date says on the case file as days pass."""

from __future__ import annotations

import datetime as dt

import pytest

from deadlines.models import Deadline
from deadlines.presenters import ClockCard, clock_cards

DUE = dt.date(2026, 11, 30)  # a Monday


def row(rule, due_on=DUE, **changed):
    fields = {
        "rule": rule,
        "due_on": due_on,
        "explanation": "five working days from 23 November 2026, England and Wales calendar: weekends do not count",
        "source": "Guidance v6.0",
        "confidence": "verified",
        "met_at": None,
    }
    return Deadline(**fields | changed)


def card(deadline, today):
    (only,) = clock_cards([deadline], nation="england", today=today, concluded_on=None)
    return only


@pytest.mark.parametrize(
    ("today", "detail", "state"),
    [
        (dt.date(2026, 11, 25), "3 working days left", "running"),
        (dt.date(2026, 11, 27), "1 working day left", "due_soon"),
        (dt.date(2026, 11, 29), "1 working day left", "due_soon"),
        (dt.date(2026, 11, 30), "due today", "due_soon"),
        (dt.date(2026, 12, 1), "1 working day overdue", "overdue"),
    ],
)
def test_running_target_says_how_far_off_it_is(today, detail, state):
    found = card(row("rg_target"), today)

    assert (found.title, found.value, found.detail, found.state) == (
        "Reasonable grounds target",
        "Due Monday 30 November 2026",
        detail,
        state,
    )


@pytest.mark.parametrize(
    ("met_at", "value", "detail", "state"),
    [
        (
            dt.datetime(2026, 11, 30, 23, 59, tzinfo=dt.UTC),
            "Decided 30 November 2026",
            "decided in time: the target was 30 November 2026",
            "met",
        ),
        (
            dt.datetime(2026, 12, 2, 9, tzinfo=dt.UTC),
            "Decided 2 December 2026",
            "decided late, 2 working days after the target of 30 November 2026",
            "none",
        ),
    ],
)
def test_met_target_says_whether_it_was_in_time(met_at, value, detail, state):
    found = card(row("rg_target", met_at=met_at), dt.date(2027, 5, 1))

    assert (found.value, found.detail, found.state) == (value, detail, state)


@pytest.mark.parametrize(
    ("today", "value", "detail"),
    [
        (
            dt.date(2026, 11, 29),
            "Until at least 30 November 2026",
            "1 day left of the minimum; longer if the conclusive grounds decision is later",
        ),
        (
            dt.date(2026, 11, 30),
            "Until at least 30 November 2026",
            "the minimum ends today; longer if the conclusive grounds decision is later",
        ),
        (
            dt.date(2026, 12, 1),
            "Until the conclusive grounds decision",
            "the minimum ended on 30 November 2026",
        ),
    ],
)
def test_recovery_period_lasts_at_least_to_its_minimum_and_then_to_the_decision(today, value, detail):
    found = card(row("recovery_period_end"), today)

    assert (found.title, found.value, found.detail, found.state) == ("Recovery period", value, detail, "running")


@pytest.mark.parametrize(
    ("today", "value", "detail"),
    [
        (dt.date(2026, 11, 28), "Not before Monday 30 November 2026", "in 2 days"),
        (dt.date(2026, 11, 29), "Not before Monday 30 November 2026", "in 1 day"),
        (dt.date(2026, 11, 30), "May be made now", "since 30 November 2026"),
    ],
)
def test_conclusive_grounds_decision_may_be_made_from_its_earliest_day(today, value, detail):
    found = card(row("cg_earliest"), today)

    assert (found.title, found.value, found.detail, found.state) == (
        "Conclusive grounds decision",
        value,
        detail,
        "none",
    )


@pytest.mark.parametrize(
    ("confidence", "sentence"),
    [
        ("verified", "This was read in the source."),
        ("inferred", "This is inferred from the source, which does not say it outright."),
        ("recollection", "This is not confirmed: it is remembered, not read in a source."),
    ],
)
def test_why_says_what_was_counted_the_source_and_how_sure_we_are(confidence, sentence):
    found = card(row("rg_target", confidence=confidence), DUE)

    assert found.why == (
        "Five working days from 23 November 2026, England and Wales calendar: weekends do not count.",
        "Source: Guidance v6.0.",
        sentence,
    )


def test_cards_stand_in_the_order_of_the_dates():
    found = clock_cards([row("rg_target"), row("cg_earliest")], nation="scotland", today=DUE, concluded_on=None)

    assert all(isinstance(each, ClockCard) for each in found)
    assert [each.title for each in found] == ["Reasonable grounds target", "Conclusive grounds decision"]


def after_the_conclusion(*rows, today, rule="move_on_after_positive_cg", concluded_on=dt.date(2026, 12, 4)):
    move_on = row(rule, dt.date(2027, 1, 18), started_on=concluded_on)
    return clock_cards([*rows, move_on], nation="england", today=today, concluded_on=concluded_on)


@pytest.mark.parametrize(
    ("concluded_on", "today", "value", "detail", "state"),
    [
        (
            dt.date(2026, 12, 4),
            dt.date(2026, 12, 5),
            "Ended 4 December 2026",
            "with the conclusive grounds decision",
            "met",
        ),
        (dt.date(2026, 11, 20), dt.date(2026, 11, 29), "Until 30 November 2026", "the minimum", "none"),
        (dt.date(2026, 11, 20), dt.date(2026, 12, 1), "Ended 30 November 2026", "the minimum", "none"),
    ],
)
def test_recovery_period_ends_with_the_conclusive_decision_but_not_before_its_minimum(
    concluded_on, today, value, detail, state
):
    found, _ = after_the_conclusion(row("recovery_period_end"), today=today, concluded_on=concluded_on)
    without_support = clock_cards(
        [row("recovery_period_end")], nation="england", today=today, concluded_on=concluded_on
    )

    assert (found.title, found.value, found.detail, found.state) == ("Recovery period", value, detail, state)
    assert without_support == [found]


def test_earliest_day_that_was_met_says_when_the_decision_was_made():
    met = row("cg_earliest", met_at=dt.datetime(2026, 12, 4, 9, tzinfo=dt.UTC))

    found, _ = after_the_conclusion(met, today=dt.date(2026, 12, 5))

    assert (found.title, found.value, found.detail, found.state) == (
        "Earliest conclusive grounds decision",
        "30 November 2026",
        "decided 4 December 2026",
        "met",
    )


@pytest.mark.parametrize(
    ("rule", "today", "value", "detail", "state"),
    [
        (
            "move_on_after_positive_cg",
            dt.date(2027, 1, 8),
            "Until at least 18 January 2027",
            "10 days left; for a person in support",
            "running",
        ),
        (
            "move_on_after_positive_cg",
            dt.date(2027, 1, 18),
            "Until at least 18 January 2027",
            "ends today; for a person in support",
            "running",
        ),
        (
            "move_on_after_positive_cg",
            dt.date(2027, 1, 19),
            "Minimum ended 18 January 2027",
            "for a person in support",
            "none",
        ),
        (
            "move_on_after_negative_cg",
            dt.date(2027, 1, 8),
            "Until 18 January 2027",
            "6 working days left; for a person in support",
            "running",
        ),
        ("move_on_after_negative_cg", dt.date(2027, 1, 19), "Ended 18 January 2027", "for a person in support", "none"),
    ],
)
def test_move_on_says_until_when_and_for_whom(rule, today, value, detail, state):
    (found,) = after_the_conclusion(today=today, rule=rule)

    assert (found.title, found.value, found.detail, found.state) == ("Move-on support", value, detail, state)


@pytest.mark.parametrize(
    ("rule", "words"),
    [("move_on_after_positive_cg", "at least 18 January 2027"), ("move_on_after_negative_cg", "18 January 2027")],
)
def test_move_on_that_ended_with_the_support_says_when(rule, words):
    met = row(rule, dt.date(2027, 1, 18), met_at=dt.datetime(2026, 12, 20, 23, 30, tzinfo=dt.UTC))

    found = card(met, dt.date(2027, 1, 8))

    assert (found.title, found.value, found.detail, found.state) == (
        "Move-on support",
        "Ended 20 December 2026",
        f"with the support; it was until {words}",
        "none",
    )
