"""When things happened to invented cases, on any day the demonstration may be loaded."""

from __future__ import annotations

import datetime as dt

import pytest

from cases.enums import DecisionMaker, Nation
from deadlines.domain.bank_holidays import calendar_for
from deadlines.domain.rules import CG_EARLIEST
from demonstration.life import lives
from demonstration.roster import roster
from demonstration.stages import CG_DECIDED, EVERY_STAGE, STAGES, cg_steps, rg_steps
from demonstration.working_days import (
    computed,
    is_working_day,
    last_working_day_before,
    moment,
    received_for_target_on,
    working_days_between,
)
from nrm.london import LONDON, london_date

DAYS = [dt.date(2026, 11, 23) + dt.timedelta(days=13 * n) for n in range(30)]


def lives_on(today, number=150, seed=1):
    return [life for _, life in lives(number, seed, moment(today, 12 * 60), today)]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_what_the_authorities_did_they_did_in_working_hours_before_today_and_in_order(today):
    england = calendar_for(Nation.ENGLAND)

    made = lives_on(today)

    for life in made:
        moments = [life.received_at, *(taken_at for _, taken_at in (*life.steps, *life.cg_steps))]
        assert tuple(step for step, _ in life.steps) == rg_steps(life.stage)
        assert tuple(step for step, _ in life.cg_steps) == cg_steps(life.stage)
        assert moments == sorted(set(moments))
        for each in moments[1:]:
            assert england.is_working_day(london_date(each))
            assert london_date(each) < today
            assert 9 <= each.astimezone(LONDON).hour < 17


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_conclusive_grounds_are_decided_on_or_after_their_earliest_day(today):
    decided = [life for life in lives_on(today) if life.stage in CG_DECIDED]

    assert decided
    for life in decided:
        rg_on = london_date(life.moment_of("issue"))
        earliest = computed(CG_EARLIEST, rg_on, Nation(life.nation), DecisionMaker(life.decision_maker))
        assert london_date(life.cg_moment_of("issue")) >= earliest.due_on


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_nothing_was_received_in_the_future_and_only_new_cases_today(today):
    made = lives_on(today)

    assert all(life.received_at <= moment(today, 12 * 60) for life in made)
    assert all(london_date(life.received_at) == life.received_on for life in made)
    assert {life.stage for life in made if life.received_on == today} == {"submitted"}


def test_lives_come_in_the_order_they_were_received():
    made = lives_on(dt.date(2026, 11, 23))

    assert made == sorted(made, key=lambda life: life.received_at)


def test_a_case_received_before_the_clock_reached_its_minute_is_received_now():
    now = moment(dt.date(2026, 11, 23), 0)

    made = [life for _, life in lives(60, 1, now, dt.date(2026, 11, 23))]

    assert max(life.received_at for life in made) == now


def test_the_roster_has_every_stage_for_both_authorities():
    plans = roster(dt.date(2026, 11, 23))

    assert {plan.stage for plan in plans if plan.decision_maker == "sca"} == set(EVERY_STAGE)
    assert {plan.stage for plan in plans if plan.decision_maker == "ieca"} == set(EVERY_STAGE) - {"submitted"}
    assert {stage for stage, _ in STAGES} == set(EVERY_STAGE)


def test_children_and_british_citizens_never_go_to_the_immigration_enforcement_authority():
    made = lives_on(dt.date(2026, 11, 23), number=600)

    theirs = [life for life in made if life.decision_maker == "ieca"]

    assert theirs
    assert not any(life.is_child or life.nationality == "GB" for life in theirs)


@pytest.mark.parametrize(
    ("due_on", "received_on"),
    [
        (dt.date(2026, 11, 23), dt.date(2026, 11, 16)),  # Monday to Monday
        (dt.date(2026, 11, 27), dt.date(2026, 11, 22)),  # a Sunday counts from the next working day
        (dt.date(2026, 11, 28), None),  # no target falls on a Saturday
        (dt.date(2026, 12, 25), None),
    ],
)
def test_the_day_received_whose_target_falls_on_a_day(due_on, received_on):
    assert received_for_target_on(due_on) == received_on


def test_a_date_that_no_rule_sets_is_not_made_up():
    with pytest.raises(LookupError, match="cg_earliest"):
        computed(CG_EARLIEST, dt.date(2026, 11, 2), Nation.ENGLAND, DecisionMaker.PANEL)


def test_working_days_leave_out_weekends_and_bank_holidays():
    assert working_days_between(dt.date(2026, 12, 23), dt.date(2026, 12, 29)) == [
        dt.date(2026, 12, 24),
        dt.date(2026, 12, 29),
    ]
    assert last_working_day_before(dt.date(2026, 12, 28)) == dt.date(2026, 12, 24)
    assert not is_working_day(dt.date(2026, 12, 28))  # the substitute day of Boxing Day


def test_people_to_place_differ_in_nationality():
    placed = [plan for plan in roster(dt.date(2026, 11, 23)) if plan.provider]

    to_place = {plan.nationality for plan in placed if plan.support_stops}

    assert len(to_place) == 6
