"""Which reminders a date leads to on which day, and whom they reach."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from cases.enums import Nation
from deadlines.domain.bank_holidays import calendar_for
from deadlines.domain.reminders import (
    ReminderDataError,
    ReminderRow,
    check_rows,
    first_day,
    leaders_reminded,
    notice_of,
    people_reminded,
    reminder_rows,
    reminders_already_due,
    reminders_due,
    windows,
)
from deadlines.domain.rules import RULES
from deadlines.enums import ReminderKind, Unit
from nrm.notices.kinds import NOTICES, Notice

COMING, OVERDUE, REACHED = ReminderKind.COMING_DUE, ReminderKind.OVERDUE, ReminderKind.REACHED
ENGLAND, SCOTLAND = Nation.ENGLAND, Nation.SCOTLAND
ROW = ReminderRow(
    rule="example", kind=COMING, lead=2, unit=Unit.WORKING_DAYS, notice=Notice.DEADLINE_COMING_DUE, why="A reason"
)
DAYS = st.dates(date(2026, 1, 1), date(2028, 6, 30))
RULES_WITH_REMINDERS = st.sampled_from(sorted({row.rule for row in reminder_rows()}))
NATIONS = st.sampled_from(list(Nation))


def test_shipped_reminders_are_these():
    rows = {(row.rule, row.kind, row.lead, row.unit, row.notice) for row in reminder_rows()}

    assert rows == {
        ("rg_target", COMING, 1, Unit.WORKING_DAYS, Notice.DEADLINE_COMING_DUE),
        ("rg_target", OVERDUE, 0, Unit.NONE, Notice.DEADLINE_OVERDUE),
        ("cg_earliest", REACHED, 0, Unit.NONE, Notice.DECISION_MAY_BE_MADE),
        ("move_on_after_positive_cg", COMING, 14, Unit.CALENDAR_DAYS, Notice.MOVE_ON_ENDING),
        ("move_on_after_negative_cg", COMING, 3, Unit.WORKING_DAYS, Notice.MOVE_ON_ENDING),
    }


def test_every_reminder_is_of_a_rule_that_exists_and_its_notice_opens_the_case():
    assert {row.rule for row in reminder_rows()} <= set(RULES)
    assert {NOTICES[row.notice].route for row in reminder_rows()} == {"desks:case"}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (replace(ROW, lead=0), "example coming_due needs a lead of 1 or more"),
        (replace(ROW, lead=-1), "example coming_due needs a lead of 1 or more"),
        (replace(ROW, kind=OVERDUE), "example overdue needs a lead of 1 or more if it is coming due, and none"),
        (replace(ROW, kind=REACHED), "example reached needs a lead of 1 or more if it is coming due, and none"),
        (replace(ROW, unit=Unit.HOURS), "example coming_due needs a unit in days"),
        (replace(ROW, kind=REACHED, lead=0), "example reached needs a unit in days with its lead, and none without"),
        (replace(ROW, why=" "), "example coming_due does not say why"),
    ],
)
def test_a_row_that_cannot_be_is_refused_by_name(row, sentence):
    with pytest.raises(ReminderDataError, match=sentence):
        check_rows([row])


def test_a_reminder_that_stands_twice_is_refused():
    with pytest.raises(ReminderDataError, match="example coming_due stands twice"):
        check_rows([ROW, replace(ROW, lead=5)])


@pytest.mark.parametrize("change", [{"lead_days": 3}, {"kind": "soon"}, {"notice": "no_such_notice"}, {"lead": "two"}])
def test_a_misshapen_row_is_refused(change):
    shape = {"rule": "example", "kind": "reached", "notice": "deadline_overdue", "why": "A reason"}

    with pytest.raises(ValidationError):
        TypeAdapter(ReminderRow).validate_python(shape | change)


@pytest.mark.parametrize(
    ("nation", "due_on", "lead", "expected"),
    [
        (ENGLAND, date(2026, 12, 31), 1, date(2026, 12, 30)),  # Thursday: the day before
        (ENGLAND, date(2026, 11, 30), 1, date(2026, 11, 27)),  # Monday: the Friday
        (SCOTLAND, date(2026, 12, 1), 1, date(2026, 11, 27)),  # St Andrew's Day is no working day in Scotland
        (ENGLAND, date(2026, 12, 1), 1, date(2026, 11, 30)),
        (ENGLAND, date(2026, 12, 29), 1, date(2026, 12, 24)),  # Christmas Day, weekend, substitute day
        (ENGLAND, date(2026, 12, 29), 3, date(2026, 12, 22)),
        (ENGLAND, date(2027, 1, 4), 1, date(2026, 12, 31)),  # 1 January
        (ENGLAND, date(2026, 11, 29), 1, date(2026, 11, 27)),  # a date on a Sunday
    ],
)
def test_lead_in_working_days_leads_to_a_working_day_of_the_nation(nation, due_on, lead, expected):
    assert first_day(replace(ROW, lead=lead), due_on, nation) == expected


def test_lead_in_calendar_days_counts_every_day():
    row = replace(ROW, lead=14, unit=Unit.CALENDAR_DAYS)

    assert first_day(row, date(2027, 1, 4), ENGLAND) == date(2026, 12, 21)


@pytest.mark.parametrize(
    ("rule", "today", "expected"),
    [
        ("rg_target", date(2026, 12, 23), ()),
        ("rg_target", date(2026, 12, 24), (COMING,)),
        ("rg_target", date(2026, 12, 29), (COMING,)),
        ("rg_target", date(2026, 12, 30), (OVERDUE,)),
        ("rg_target", date(2027, 6, 1), (OVERDUE,)),
        ("cg_earliest", date(2026, 12, 28), ()),
        ("cg_earliest", date(2026, 12, 29), (REACHED,)),
        ("cg_earliest", date(2027, 6, 1), (REACHED,)),
        ("move_on_after_positive_cg", date(2026, 12, 14), ()),
        ("move_on_after_positive_cg", date(2026, 12, 15), (COMING,)),
        ("move_on_after_positive_cg", date(2027, 6, 1), (COMING,)),
        ("move_on_after_negative_cg", date(2026, 12, 21), ()),
        ("move_on_after_negative_cg", date(2026, 12, 22), (COMING,)),
        ("recovery_period_end", date(2027, 6, 1), ()),
        ("no_such_rule", date(2027, 6, 1), ()),
    ],
)
def test_both_sides_of_each_day_on_which_a_reminder_of_29_december_begins(rule, today, expected):
    assert reminders_due(rule, date(2026, 12, 29), today, ENGLAND) == expected


def test_what_lies_behind_holds_the_reminder_that_gave_way():
    behind = reminders_already_due("rg_target", date(2026, 12, 29), date(2026, 12, 30), ENGLAND)

    assert behind == (COMING, OVERDUE)


@given(rule=RULES_WITH_REMINDERS, due_on=DAYS, today=DAYS, nation=NATIONS)
def test_each_kind_is_due_at_most_once_and_no_later_day_takes_back_what_lies_behind(rule, due_on, today, nation):
    now, tomorrow = (reminders_already_due(rule, due_on, day, nation) for day in (today, today + timedelta(days=1)))
    due = reminders_due(rule, due_on, today, nation)

    assert len(set(now)) == len(now)
    assert set(due) <= set(now) <= set(tomorrow)
    assert len(due) <= 1
    assert bool(due) == bool(now)


@given(due_on=DAYS, nation=NATIONS, lead=st.integers(1, 15))
def test_working_day_lead_leaves_exactly_that_many_working_days(due_on, nation, lead):
    calendar = calendar_for(nation)

    day = first_day(replace(ROW, lead=lead), due_on, nation)

    left = sum(calendar.is_working_day(due_on - timedelta(days=n)) for n in range(1, (due_on - day).days + 1))
    assert (left, calendar.is_working_day(day)) == (lead, True)


@given(due_on=DAYS, nation=NATIONS, lead=st.integers(1, 15))
def test_later_date_is_never_reminded_of_earlier(due_on, nation, lead):
    row = replace(ROW, lead=lead)

    assert first_day(row, due_on, nation) <= first_day(row, due_on + timedelta(days=1), nation)


@given(today=DAYS, due_on=DAYS, nation=NATIONS)
def test_windows_of_the_query_hold_exactly_the_dates_the_rule_names(today, due_on, nation):
    near = [due_on, *(today + timedelta(days=n) for n in range(-3, 20))]
    found = windows(today)

    for rule in {row.rule for row in reminder_rows()}:
        for day in near:
            inside = {w.kind for w in found if w.rule == rule and nation in w.nations and w.first <= day <= w.last}
            assert inside == set(reminders_due(rule, day, today, nation))


def test_a_rule_without_that_reminder_has_no_notice():
    assert notice_of("rg_target", OVERDUE) is Notice.DEADLINE_OVERDUE
    with pytest.raises(LookupError, match="cg_earliest has no reminder overdue"):
        notice_of("cg_earliest", OVERDUE)


@dataclass(frozen=True)
class Member:
    name: str
    team_id: int | None = None


IN_A, IN_B, HEAD, CASEWORKER = Member("leads A", 1), Member("leads B", 2), Member("head"), Member("caseworker", 1)


@pytest.mark.parametrize(
    ("team_id", "leaders", "expected"),
    [
        (1, [IN_A, IN_B, HEAD], [IN_A]),
        (3, [IN_A, IN_B, HEAD], [HEAD]),
        (None, [IN_A, IN_B, HEAD], [HEAD]),
        (3, [IN_A, IN_B], [IN_A, IN_B]),
        (None, [IN_A, IN_B], [IN_A, IN_B]),
        (1, [], []),
    ],
)
def test_leaders_are_the_teams_else_those_of_all_else_anybody_who_leads(team_id, leaders, expected):
    assert leaders_reminded(team_id, leaders) == expected


@pytest.mark.parametrize(
    ("kind", "caseworker", "expected"),
    [
        (COMING, CASEWORKER, [CASEWORKER]),
        (REACHED, CASEWORKER, [CASEWORKER]),
        (OVERDUE, CASEWORKER, [CASEWORKER, HEAD]),
        (COMING, None, [HEAD]),
        (REACHED, None, [HEAD]),
        (OVERDUE, None, [HEAD]),
    ],
)
def test_leaders_hear_of_what_was_missed_and_where_nobody_works_on_the_case(kind, caseworker, expected):
    assert people_reminded(kind, caseworker, [HEAD]) == expected
