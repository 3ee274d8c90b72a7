"""The dated policy table: what is in force when, and that a table which contradicts itself is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from cases.enums import DecisionMaker
from deadlines.domain.policies import (
    NoPolicyInForce,
    PolicyDataError,
    PolicyRow,
    check_rows,
    policy_in_force,
    policy_rows,
)
from deadlines.enums import CalendarKind, Confidence, Counting, Unit

ROW = PolicyRow(
    rule="example",
    version="1",
    effective_from=date(2020, 1, 1),
    effective_until=date(2020, 12, 31),
    amount=5,
    unit=Unit.WORKING_DAYS,
    calendar=CalendarKind.NATION,
    counting=Counting.STARTS_NEXT_DAY,
    pausable=False,
    extendable=False,
    waivable=False,
    source="A statute",
    confidence=Confidence.VERIFIED,
    convention_inferred=False,
)


def test_shipped_rules_are_these():
    rows = {(row.rule, row.decision_maker, row.amount, row.unit, row.effective_from) for row in policy_rows()}

    assert rows == {
        ("rg_target", None, 5, Unit.WORKING_DAYS, date(2009, 1, 1)),
        ("rg_target", DecisionMaker.PANEL, 45, Unit.CALENDAR_DAYS, date(2021, 6, 1)),
        ("recovery_period_end", None, 45, Unit.CALENDAR_DAYS, date(2009, 1, 1)),
        ("recovery_period_end", None, 30, Unit.CALENDAR_DAYS, date(2022, 12, 13)),
        ("cg_earliest", DecisionMaker.SCA, 45, Unit.CALENDAR_DAYS, date(2019, 4, 29)),
        ("cg_earliest", DecisionMaker.SCA, 30, Unit.CALENDAR_DAYS, date(2022, 12, 13)),
        ("cg_earliest", DecisionMaker.IECA, 45, Unit.CALENDAR_DAYS, date(2021, 11, 8)),
        ("cg_earliest", DecisionMaker.IECA, 30, Unit.CALENDAR_DAYS, date(2022, 12, 13)),
        ("cg_earliest", DecisionMaker.PANEL, 0, Unit.NONE, date(2021, 6, 1)),
        ("move_on_after_positive_cg", None, 14, Unit.CALENDAR_DAYS, date(2009, 1, 1)),
        ("move_on_after_positive_cg", None, 45, Unit.CALENDAR_DAYS, date(2019, 2, 1)),
        ("move_on_after_negative_cg", None, 48, Unit.HOURS, date(2009, 1, 1)),
        ("move_on_after_negative_cg", None, 9, Unit.WORKING_DAYS, date(2019, 2, 1)),
        ("reconsideration_limit", None, 1, Unit.CALENDAR_MONTHS, date(2024, 2, 12)),
        ("reconsideration_limit", None, 30, Unit.CALENDAR_DAYS, date(2025, 1, 16)),
    }


def test_no_shipped_rule_is_a_recollection_or_lacks_a_source():
    assert [row for row in policy_rows() if row.confidence is Confidence.RECOLLECTION or not row.source] == []


def test_no_statutory_minimum_may_be_paused():
    minimums = [row for row in policy_rows() if row.rule == "recovery_period_end"]

    assert [row.pausable for row in minimums] == [False, False]


@pytest.mark.parametrize(
    ("on", "version"),
    [(date(2022, 12, 12), "2009"), (date(2022, 12, 13), "2022-12-13")],
)
def test_recovery_period_changes_on_13_december_2022(on, version):
    assert policy_in_force("recovery_period_end", on).version == version


@pytest.mark.parametrize(
    ("on", "amounts"),
    [(date(2019, 1, 31), (14, 48)), (date(2019, 2, 1), (45, 9)), (date(2026, 11, 24), (45, 9))],
)
def test_move_on_is_as_long_as_the_rule_of_the_day_says(on, amounts):
    rules = ("move_on_after_positive_cg", "move_on_after_negative_cg")

    assert tuple(policy_in_force(rule, on).amount for rule in rules) == amounts


def test_working_days_after_a_negative_are_said_to_be_inferred():
    row = policy_in_force("move_on_after_negative_cg", date(2026, 11, 24))

    assert (row.confidence, row.convention_inferred) == (Confidence.INFERRED, True)
    assert "That they are working days is inferred" in row.note


@pytest.mark.parametrize("on", [date(2023, 1, 29), date(2023, 1, 30), date(2023, 7, 23), date(2023, 7, 24)])
def test_changes_of_the_standard_of_proof_leave_the_clocks_alone(on):
    versions = (policy_in_force("rg_target", on).version, policy_in_force("recovery_period_end", on).version)

    assert versions == ("2009", "2022-12-13")


@pytest.mark.parametrize(
    ("decision_maker", "version"),
    [(None, "2009"), (DecisionMaker.SCA, "2009"), (DecisionMaker.PANEL, "panel-2021")],
)
def test_own_row_of_a_decision_maker_goes_before_the_general_one(decision_maker, version):
    assert policy_in_force("rg_target", date(2026, 1, 1), decision_maker).version == version


@pytest.mark.parametrize(
    ("rule", "on", "decision_maker", "sentence"),
    [
        ("rg_target", date(2008, 12, 31), None, "No row of the rule rg_target is in force on 2008-12-31."),
        ("cg_earliest", date(2026, 1, 1), None, "No row of the rule cg_earliest is in force on 2026-01-01."),
        (
            "cg_earliest",
            date(2021, 11, 7),
            DecisionMaker.IECA,
            "No row of the rule cg_earliest for decision-maker ieca is in force on 2021-11-07.",
        ),
        (
            "reconsideration_limit",
            date(2024, 2, 11),
            None,
            "No row of the rule reconsideration_limit is in force on 2024-02-11.",
        ),
        ("tea_break", date(2026, 1, 1), None, "No row of the rule tea_break is in force on 2026-01-01."),
    ],
)
def test_rule_that_is_not_in_force_is_refused_with_a_sentence(rule, on, decision_maker, sentence):
    with pytest.raises(NoPolicyInForce) as refused:
        policy_in_force(rule, on, decision_maker)

    assert refused.value.sentence == sentence


@pytest.mark.parametrize(
    ("on", "in_force"),
    [
        (date(2019, 12, 31), False),
        (date(2020, 1, 1), True),
        (date(2020, 12, 31), True),
        (date(2021, 1, 1), False),
    ],
)
def test_both_ends_of_a_row_are_inclusive(on, in_force):
    assert ROW.is_in_force(on) is in_force


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"effective_until": date(2019, 12, 31)}, "example version 1 ends before it begins."),
        ({"amount": 0}, "example version 1 needs an amount"),
        ({"amount": -1, "unit": Unit.NONE, "calendar": CalendarKind.NONE}, "example version 1 needs an amount"),
        ({"unit": Unit.NONE, "calendar": CalendarKind.NONE}, "example version 1 needs an amount"),
        ({"calendar": CalendarKind.NONE}, "example version 1 must use a nation's calendar"),
        ({"unit": Unit.CALENDAR_DAYS}, "example version 1 must use a nation's calendar"),
    ],
)
def test_impossible_row_is_refused(changes, sentence):
    with pytest.raises(PolicyDataError, match=f"^{sentence}"):
        check_rows([replace(ROW, **changes)])


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "example version 1 stands twice."),
        ({"version": "2"}, "example version 1 and example version 2 are in force on the same day."),
        (
            {"version": "2", "effective_from": date(2020, 12, 31), "effective_until": None},
            "example version 1 and example version 2 are in force on the same day.",
        ),
        (
            {"version": "2", "effective_from": date(2019, 1, 1), "effective_until": None},
            "example version 1 and example version 2 are in force on the same day.",
        ),
    ],
)
def test_two_rows_for_one_day_are_refused(changes, sentence):
    with pytest.raises(PolicyDataError, match=f"^{sentence}$"):
        check_rows([ROW, replace(ROW, **changes)])


@pytest.mark.parametrize(
    "changes",
    [
        {"rule": "another"},
        {"version": "2", "decision_maker": DecisionMaker.SCA},
        {"version": "2", "effective_from": date(2021, 1, 1), "effective_until": None},
    ],
)
def test_rows_that_never_apply_together_are_accepted(changes):
    assert check_rows([ROW, replace(ROW, **changes)]) is None


@pytest.mark.parametrize("changes", [{"unit": "fortnights"}, {"surplus": 1}, {"effective_from": "soon"}])
def test_misshapen_row_is_refused(changes):
    raw = {name: getattr(ROW, name) for name in ROW.__dataclass_fields__} | changes

    with pytest.raises(ValidationError):
        TypeAdapter(PolicyRow).validate_python(raw)


@given(
    on=st.dates(min_value=date(2009, 1, 1), max_value=date(2100, 1, 1)),
    rule=st.sampled_from(
        ["rg_target", "recovery_period_end", "move_on_after_positive_cg", "move_on_after_negative_cg"]
    ),
    decision_maker=st.sampled_from([None, *DecisionMaker]),
)
def test_general_rules_have_exactly_one_row_on_every_day(on, rule, decision_maker):
    chosen = policy_in_force(rule, on, decision_maker)

    same = [row for row in policy_rows() if (row.rule, row.decision_maker) == (rule, chosen.decision_maker)]
    assert [row for row in same if row.is_in_force(on)] == [chosen]


@given(first=st.integers(0, 400), length=st.integers(0, 400), second=st.integers(0, 400), other=st.integers(0, 400))
def test_overlap_is_found_whatever_the_order(first, length, second, other):
    def row(version, start, days):
        begins = date(2020, 1, 1) + timedelta(days=start)
        return replace(ROW, version=version, effective_from=begins, effective_until=begins + timedelta(days=days))

    rows = [row("1", first, length), row("2", second, other)]
    overlap = first <= second + other and second <= first + length

    for order in (rows, rows[::-1]):
        if overlap:
            with pytest.raises(PolicyDataError):
                check_rows(order)
        else:
            check_rows(order)
