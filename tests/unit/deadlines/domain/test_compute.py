"""Due dates: both sides of every rule change, holidays of the nations, the last minute of a day, and an oracle."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.enums import DecisionMaker, Nation
from deadlines.domain.bank_holidays import calendar_for
from deadlines.domain.calendars import WorkingCalendar
from deadlines.domain.compute import (
    Computed,
    RuleSetsNoDate,
    deadline,
    due_on,
)
from deadlines.domain.policies import PolicyRow, policy_in_force
from deadlines.enums import CalendarKind, Confidence, Counting, Unit
from nrm.london import LONDON, london_date

INFERRED = "Which day is counted first is our reading: the source does not say."
KNOWN_DAYS = st.dates(min_value=date(2012, 1, 1), max_value=date(2028, 9, 30))
NATIONS = st.sampled_from(list(Nation))


def a_row(amount=5, unit=Unit.WORKING_DAYS, counting=Counting.STARTS_NEXT_DAY, **changes):
    in_working_days = unit is Unit.WORKING_DAYS
    row = PolicyRow(
        rule="example",
        version="1",
        effective_from=date(2000, 1, 1),
        amount=amount,
        unit=unit,
        calendar=CalendarKind.NATION if in_working_days else CalendarKind.NONE,
        counting=counting,
        pausable=False,
        extendable=False,
        waivable=False,
        source="A statute",
        confidence=Confidence.VERIFIED,
        convention_inferred=False,
    )
    return replace(row, **changes)


def rg_target(started_on, nation=Nation.ENGLAND):
    return deadline("rg_target", started_on, nation)


def test_target_over_christmas_skips_the_holidays_and_says_which():
    computed = rg_target(date(2026, 12, 22))

    assert computed == Computed(
        rule="rg_target",
        version="2009",
        started_on=date(2026, 12, 22),
        due_on=date(2026, 12, 31),
        calendar="England and Wales",
        counting=Counting.STARTS_NEXT_DAY,
        skipped=((date(2026, 12, 25), "Christmas Day"), (date(2026, 12, 28), "Boxing Day (substitute day)")),
        explanation=(
            "five working days from 22 December 2026, England and Wales calendar: "
            f"25 and 28 December do not count, nor do weekends. {INFERRED}"
        ),
        source=policy_in_force("rg_target", date(2026, 12, 22)).source,
        confidence=Confidence.VERIFIED,
        convention_inferred=True,
        provisional=False,
    )


@pytest.mark.parametrize(
    ("nation", "started_on", "expected"),
    [
        pytest.param(Nation.ENGLAND, date(2026, 11, 23), date(2026, 11, 30), id="ordinary-week"),
        pytest.param(Nation.SCOTLAND, date(2026, 11, 23), date(2026, 12, 1), id="st-andrews-day"),
        pytest.param(Nation.ENGLAND, date(2025, 12, 30), date(2026, 1, 7), id="new-year-england"),
        pytest.param(Nation.SCOTLAND, date(2025, 12, 30), date(2026, 1, 8), id="second-of-january-scotland"),
        pytest.param(Nation.WALES, date(2027, 7, 9), date(2027, 7, 16), id="twelfth-of-july-wales"),
        pytest.param(Nation.NORTHERN_IRELAND, date(2027, 7, 9), date(2027, 7, 19), id="twelfth-of-july-ni"),
        pytest.param(Nation.NORTHERN_IRELAND, date(2026, 7, 10), date(2026, 7, 20), id="twelfth-of-july-substitute"),
        pytest.param(Nation.SCOTLAND, date(2026, 6, 12), date(2026, 6, 22), id="world-cup-day-scotland"),
        pytest.param(Nation.ENGLAND, date(2026, 6, 12), date(2026, 6, 19), id="world-cup-day-england"),
        pytest.param(Nation.ENGLAND, date(2026, 11, 21), date(2026, 11, 27), id="received-on-saturday"),
        pytest.param(Nation.ENGLAND, date(2026, 11, 22), date(2026, 11, 27), id="received-on-sunday"),
        pytest.param(Nation.ENGLAND, date(2026, 12, 25), date(2027, 1, 5), id="received-on-christmas-day"),
        pytest.param(Nation.ENGLAND, date(2024, 2, 26), date(2024, 3, 4), id="leap-day-counts"),
    ],
)
def test_target_is_five_working_days_of_the_nation(nation, started_on, expected):
    assert rg_target(started_on, nation).due_on == expected


@pytest.mark.parametrize(
    ("submitted_at", "received", "expected"),
    [
        # In summer London is an hour ahead: 22:59:59 UTC is the last second of Friday there.
        (datetime(2026, 7, 3, 22, 59, 59, tzinfo=UTC), date(2026, 7, 3), date(2026, 7, 10)),
        (datetime(2026, 7, 3, 23, 0, 0, tzinfo=UTC), date(2026, 7, 4), date(2026, 7, 10)),
        (datetime(2026, 7, 5, 22, 59, 59, tzinfo=UTC), date(2026, 7, 5), date(2026, 7, 10)),
        (datetime(2026, 7, 5, 23, 0, 0, tzinfo=UTC), date(2026, 7, 6), date(2026, 7, 13)),
        (datetime(2026, 7, 3, 23, 59, tzinfo=LONDON), date(2026, 7, 3), date(2026, 7, 10)),
        (datetime(2026, 1, 9, 23, 59, tzinfo=UTC), date(2026, 1, 9), date(2026, 1, 16)),
        # The clocks go back at 02:00 on 25 October 2026: both hours of 01:30 are the same date.
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 25), date(2026, 10, 30)),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), date(2026, 10, 25), date(2026, 10, 30)),
        (datetime(2026, 7, 4, 4, 59, tzinfo=timezone(timedelta(hours=6))), date(2026, 7, 3), date(2026, 7, 10)),
    ],
)
def test_received_is_the_london_date_whatever_the_hour(submitted_at, received, expected):
    assert london_date(submitted_at) == received

    assert rg_target(london_date(submitted_at)).due_on == expected


def test_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match=r"^A moment without a time zone has no date in London.$"):
        london_date(datetime(2026, 7, 3, 23, 59))  # noqa: DTZ001  that is what is refused


def test_counting_from_a_moment_is_refused():
    with pytest.raises(TypeError, match="turn a moment into one with london_date"):
        due_on(a_row(), datetime(2026, 7, 3, tzinfo=UTC), calendar_for(Nation.ENGLAND))


@pytest.mark.parametrize(
    ("decided_on", "version", "last_day"),
    [
        pytest.param(date(2022, 12, 12), "2009", date(2023, 1, 25), id="last-day-of-45"),
        pytest.param(date(2022, 12, 13), "2022-12-13", date(2023, 1, 11), id="first-day-of-30"),
        pytest.param(date(2026, 6, 1), "2022-12-13", date(2026, 6, 30), id="today-rule"),
    ],
)
def test_recovery_period_counts_the_day_of_the_decision_as_day_1(decided_on, version, last_day):
    computed = deadline("recovery_period_end", decided_on, Nation.ENGLAND)

    assert (computed.version, computed.due_on) == (version, last_day)


def test_recovery_period_is_the_same_in_every_nation_and_skips_nothing():
    computed = {nation: deadline("recovery_period_end", date(2026, 12, 20), nation) for nation in Nation}

    assert set(computed.values()) == {computed[Nation.ENGLAND]}
    assert computed[Nation.ENGLAND].skipped == ()
    assert computed[Nation.ENGLAND].calendar == ""
    assert computed[Nation.ENGLAND].explanation == (
        "30 calendar days counting 20 December 2026 as day 1: weekends and bank holidays count"
    )


@pytest.mark.parametrize(
    ("decision_maker", "decided_on", "expected"),
    [
        (DecisionMaker.SCA, date(2026, 6, 1), date(2026, 7, 1)),
        (DecisionMaker.IECA, date(2026, 6, 1), date(2026, 7, 1)),
        (DecisionMaker.SCA, date(2022, 12, 12), date(2023, 1, 26)),
        (DecisionMaker.SCA, date(2022, 12, 13), date(2023, 1, 12)),
        (DecisionMaker.IECA, date(2022, 12, 12), date(2023, 1, 26)),
        (DecisionMaker.IECA, date(2022, 12, 13), date(2023, 1, 12)),
    ],
)
def test_earliest_conclusive_grounds_is_the_day_after_the_minimum(decision_maker, decided_on, expected):
    computed = deadline("cg_earliest", decided_on, Nation.ENGLAND, decision_maker)

    recovery = deadline("recovery_period_end", decided_on, Nation.ENGLAND)
    assert computed.due_on == expected == recovery.due_on + timedelta(days=1)


def test_panel_has_no_earliest_conclusive_grounds():
    assert deadline("cg_earliest", date(2026, 6, 1), Nation.ENGLAND, DecisionMaker.PANEL) is None


def test_panel_has_45_days_for_reasonable_grounds():
    computed = deadline("rg_target", date(2026, 6, 1), Nation.ENGLAND, DecisionMaker.PANEL)

    assert computed.due_on == date(2026, 7, 16)
    assert computed.explanation == (f"45 calendar days from 1 June 2026: weekends and bank holidays count. {INFERRED}")


@pytest.mark.parametrize(("amount", "unit"), [(0, Unit.NONE), (48, Unit.HOURS)])
def test_row_without_a_date_is_refused(amount, unit):
    with pytest.raises(RuleSetsNoDate, match=r"^The rule example version 1 sets no date.$"):
        due_on(a_row(amount, unit), date(2026, 6, 1), calendar_for(Nation.ENGLAND))


@pytest.mark.parametrize(
    ("started_on", "expected"),
    [
        pytest.param(date(2026, 11, 23), date(2026, 11, 23), id="working-day-is-day-1"),
        pytest.param(date(2026, 11, 21), date(2026, 11, 23), id="weekend-moves-day-1"),
        pytest.param(date(2026, 12, 25), date(2026, 12, 29), id="holiday-moves-day-1"),
    ],
)
def test_first_working_day_may_be_the_start_day(started_on, expected):
    row = a_row(amount=1, counting=Counting.START_DAY_IS_DAY_1)

    assert due_on(row, started_on, calendar_for(Nation.ENGLAND)).due_on == expected


@pytest.mark.parametrize(
    ("row", "started_on", "explanation"),
    [
        (
            a_row(),
            date(2026, 11, 2),
            "five working days from 2 November 2026, Scotland calendar: weekends do not count",
        ),
        (
            a_row(1),
            date(2026, 11, 27),
            "one working day from 27 November 2026, Scotland calendar: 30 November does not count, nor do weekends",
        ),
        (
            a_row(),
            date(2026, 12, 24),
            (
                "five working days from 24 December 2026, Scotland calendar: "
                "25 and 28 December, and 1 and 4 January 2027 do not count, nor do weekends"
            ),
        ),
        (
            a_row(10),
            date(2026, 12, 24),
            (
                "10 working days from 24 December 2026, Scotland calendar: "
                "25 and 28 December, and 1 and 4 January 2027 do not count, nor do weekends"
            ),
        ),
        (
            a_row(3, counting=Counting.START_DAY_IS_DAY_1),
            date(2026, 11, 2),
            "three working days counting 2 November 2026 as day 1, Scotland calendar: weekends do not count",
        ),
    ],
)
def test_explanation_says_what_was_counted_and_left_out(row, started_on, explanation):
    assert due_on(row, started_on, calendar_for(Nation.SCOTLAND)).explanation == explanation


def test_three_holidays_of_one_month_are_listed_together():
    holidays = {date(2026, 12, day): "A holiday" for day in (24, 25, 28)}
    calendar = WorkingCalendar("Example", Nation.ENGLAND, holidays, known_until=date.max)

    computed = due_on(a_row(2), date(2026, 12, 22), calendar)

    assert computed.explanation == (
        "two working days from 22 December 2026, Example calendar: 24, 25 and 28 December do not count, nor do weekends"
    )


def test_holiday_on_a_weekend_is_not_listed():
    calendar = WorkingCalendar("Example", Nation.ENGLAND, {date(2026, 11, 28): "A Saturday"}, known_until=date.max)

    computed = due_on(a_row(), date(2026, 11, 23), calendar)

    assert (computed.due_on, computed.skipped) == (date(2026, 11, 30), ())


@pytest.mark.parametrize(
    ("started_on", "provisional"),
    [
        (date(2028, 12, 20), False),
        (date(2028, 12, 29), True),
        (date(2012, 1, 2), False),
        (date(2011, 12, 30), True),
    ],
)
def test_date_beyond_the_known_holidays_is_provisional_and_says_so(started_on, provisional):
    computed = rg_target(started_on)

    sentence = " This date is provisional: bank holidays are known only from 1 January 2012 to 31 December 2028."
    assert computed.provisional is provisional
    assert (sentence in computed.explanation) is provisional


def test_calendar_days_are_never_provisional():
    assert deadline("recovery_period_end", date(2030, 1, 1), Nation.ENGLAND).provisional is False


@pytest.mark.parametrize(
    ("nation", "decided_on", "last_day"),
    [
        pytest.param(Nation.ENGLAND, date(2026, 11, 24), date(2026, 12, 7), id="no-holiday"),
        pytest.param(Nation.SCOTLAND, date(2026, 11, 24), date(2026, 12, 8), id="st-andrews-day"),
        pytest.param(Nation.ENGLAND, date(2026, 12, 21), date(2027, 1, 6), id="christmas-england"),
        pytest.param(Nation.WALES, date(2026, 12, 21), date(2027, 1, 6), id="christmas-wales"),
        pytest.param(Nation.SCOTLAND, date(2026, 12, 21), date(2027, 1, 7), id="christmas-scotland"),
        pytest.param(Nation.NORTHERN_IRELAND, date(2026, 12, 21), date(2027, 1, 6), id="christmas-ni"),
        pytest.param(Nation.NORTHERN_IRELAND, date(2026, 7, 6), date(2026, 7, 20), id="twelfth-of-july-ni"),
        pytest.param(Nation.ENGLAND, date(2026, 7, 6), date(2026, 7, 17), id="july-england"),
    ],
)
def test_move_on_after_a_negative_is_nine_working_days_of_the_nation(nation, decided_on, last_day):
    assert deadline("move_on_after_negative_cg", decided_on, nation).due_on == last_day


@pytest.mark.parametrize(
    ("decided_on", "last_day"),
    [
        (date(2019, 1, 31), date(2019, 2, 14)),
        (date(2019, 2, 1), date(2019, 3, 18)),
        (date(2026, 11, 24), date(2027, 1, 8)),
    ],
)
def test_move_on_after_a_positive_is_the_same_in_every_nation(decided_on, last_day):
    found = {deadline("move_on_after_positive_cg", decided_on, nation).due_on for nation in Nation}

    assert found == {last_day}


def test_move_on_in_hours_sets_no_date():
    assert deadline("move_on_after_negative_cg", date(2019, 1, 31), Nation.ENGLAND) is None


@pytest.mark.parametrize(
    ("decided_on", "last_day", "counted"),
    [
        pytest.param(date(2024, 2, 12), date(2024, 3, 12), "one calendar month", id="first-day-of-one-month"),
        pytest.param(date(2024, 3, 31), date(2024, 4, 30), "one calendar month", id="clipped-to-the-months-end"),
        pytest.param(date(2024, 12, 31), date(2025, 1, 31), "one calendar month", id="over-new-year"),
        pytest.param(date(2025, 1, 15), date(2025, 2, 15), "one calendar month", id="last-day-of-one-month"),
        pytest.param(date(2025, 1, 16), date(2025, 2, 15), "30 calendar days", id="first-day-of-30-days"),
        pytest.param(date(2026, 11, 24), date(2026, 12, 24), "30 calendar days", id="today"),
    ],
)
def test_reconsideration_may_be_asked_for_until_the_limit_of_its_time(decided_on, last_day, counted):
    computed = deadline("reconsideration_limit", decided_on, Nation.ENGLAND)

    assert computed.due_on == last_day
    assert computed.explanation.startswith(counted)


@pytest.mark.parametrize(
    ("started_on", "months", "counting", "expected"),
    [
        (date(2024, 1, 31), 1, Counting.STARTS_NEXT_DAY, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, Counting.STARTS_NEXT_DAY, date(2023, 2, 28)),
        (date(2023, 11, 30), 3, Counting.STARTS_NEXT_DAY, date(2024, 2, 29)),
        (date(2023, 12, 15), 12, Counting.STARTS_NEXT_DAY, date(2024, 12, 15)),
        (date(2026, 3, 1), 1, Counting.START_DAY_IS_DAY_1, date(2026, 3, 31)),
        (date(2026, 12, 1), 1, Counting.START_DAY_IS_DAY_1, date(2026, 12, 31)),
    ],
)
def test_calendar_months_end_on_the_same_day_or_the_months_last(started_on, months, counting, expected):
    row = a_row(months, Unit.CALENDAR_MONTHS, counting)

    assert due_on(row, started_on, calendar_for(Nation.ENGLAND)).due_on == expected


def test_explanation_of_a_month_says_how_it_is_counted():
    computed = due_on(a_row(1, Unit.CALENDAR_MONTHS), date(2024, 1, 31), calendar_for(Nation.ENGLAND))

    assert computed.explanation == (
        "one calendar month from 31 January 2024: "
        "up to the same day of the month, or its last day where there is no such day"
    )
    assert (computed.calendar, computed.skipped) == ("", ())


@given(started_on=KNOWN_DAYS, months=st.integers(1, 36))
def test_months_later_is_in_the_right_month_and_clipped_only_where_it_must(started_on, months):
    found = due_on(a_row(months, Unit.CALENDAR_MONTHS), started_on, calendar_for(Nation.ENGLAND)).due_on

    assert found.year * 12 + found.month == started_on.year * 12 + started_on.month + months
    is_last = (found + timedelta(days=1)).day == 1
    assert found.day == started_on.day or (is_last and found.day < started_on.day)


@given(started_on=KNOWN_DAYS, amount=st.integers(1, 30), counting=st.sampled_from(list(Counting)), nation=NATIONS)
def test_working_days_agree_with_a_day_by_day_loop(started_on, amount, counting, nation):
    calendar = calendar_for(nation)

    computed = due_on(a_row(amount, counting=counting), started_on, calendar)

    start = 0 if counting is Counting.START_DAY_IS_DAY_1 else 1
    days = [started_on + timedelta(days=n) for n in range(start, 120)]
    working = [day for day in days if day.isoweekday() not in {6, 7} and day not in calendar.holidays]
    assert computed.due_on == working[amount - 1]


@given(started_on=KNOWN_DAYS, amount=st.integers(1, 400), counting=st.sampled_from(list(Counting)))
def test_calendar_days_agree_with_a_day_by_day_loop(started_on, amount, counting):
    row = a_row(amount, Unit.CALENDAR_DAYS, counting)

    computed = due_on(row, started_on, calendar_for(Nation.ENGLAND))

    day, counted = started_on, 1 if counting is Counting.START_DAY_IS_DAY_1 else 0
    while counted < amount:
        day, counted = day + timedelta(days=1), counted + 1
    assert computed.due_on == day


@given(one=KNOWN_DAYS, other=KNOWN_DAYS, nation=NATIONS)
def test_a_later_start_is_never_due_earlier(one, other, nation):
    first, second = sorted((one, other))

    assert rg_target(first, nation).due_on <= rg_target(second, nation).due_on


@given(started_on=KNOWN_DAYS, fewer=st.integers(1, 30), more=st.integers(1, 30), nation=NATIONS)
def test_more_days_are_always_due_later(started_on, fewer, more, nation):
    calendar = calendar_for(nation)

    assert due_on(a_row(fewer), started_on, calendar).due_on < due_on(a_row(fewer + more), started_on, calendar).due_on


@given(started_on=KNOWN_DAYS, offset=st.integers(-5, 40), nation=NATIONS)
def test_adding_a_holiday_never_brings_a_date_forward(started_on, offset, nation):
    calendar = calendar_for(nation)
    extra = started_on + timedelta(days=offset)
    longer = replace(calendar, holidays=MappingProxyType({**calendar.holidays, extra: "Proclaimed"}))

    before, after = due_on(a_row(10), started_on, calendar), due_on(a_row(10), started_on, longer)

    assert before.due_on <= after.due_on
    assert set(before.skipped) <= set(after.skipped) | {(extra, calendar.holidays.get(extra))}


@given(started_on=KNOWN_DAYS, nation=NATIONS)
def test_computing_again_gives_the_same(started_on, nation):
    assert rg_target(started_on, nation) == rg_target(started_on, nation)


@given(started_on=KNOWN_DAYS, nation=NATIONS)
def test_target_falls_on_a_working_day_after_the_start_and_skipped_days_lie_between(started_on, nation):
    computed = rg_target(started_on, nation)

    assert calendar_for(nation).is_working_day(computed.due_on)
    assert all(started_on < day < computed.due_on for day, _ in computed.skipped)
