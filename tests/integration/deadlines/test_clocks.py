"""The clocks a case gets when it is referred and decided, each with its why."""

from __future__ import annotations

import datetime as dt

import pytest

from cases.models import Case, CaseParty
from deadlines.actions.clocks import start_recovery_period
from deadlines.models import Deadline
from deadlines.selectors import deadlines_of, next_target_on, running_deadline
from decisions.actions.issuing import issue_decision
from decisions.enums import DecisionOutcome
from decisions.events import ReasonableGroundsIssued
from desks.presenters.timeline import event_words
from nrm.audit.frame import unguarded
from nrm.audit.models import AuditEvent
from referrals.domain.answers import answered
from tests.factories.cases import RG, actor, case_at, submitted_case
from tests.factories.decisions import decision_at

pytestmark = pytest.mark.django_db

TUESDAY_BEFORE_CHRISTMAS = dt.datetime(2026, 12, 22, 10, tzinfo=dt.UTC)


def due(case):
    return {row.rule: row.due_on for row in deadlines_of(case)}


def recorded(case, *events):
    rows = AuditEvent.objects.filter(case_id=case.pk, event__in=events).order_by("id")
    return [(row.event, row.actor_kind, row.payload) for row in rows]


def test_submission_sets_the_target_in_the_nations_calendar_and_says_why(at):
    at(TUESDAY_BEFORE_CHRISTMAS)

    case = submitted_case()

    (row,) = deadlines_of(case)
    assert (row.rule, row.rule_version, row.started_on, row.due_on, row.met_at) == (
        "rg_target",
        "2009",
        dt.date(2026, 12, 22),
        dt.date(2026, 12, 31),
        None,
    )
    assert row.skipped == [
        {"date": "2026-12-25", "name": "Christmas Day"},
        {"date": "2026-12-28", "name": "Boxing Day (substitute day)"},
    ]
    assert row.explanation.startswith(
        "five working days from 22 December 2026, England and Wales calendar: "
        "25 and 28 December do not count, nor do weekends."
    )
    assert (row.calendar, row.counting, row.confidence) == ("England and Wales", "starts_next_day", "verified")


@pytest.mark.parametrize(
    ("nation", "expected"),
    [
        ("england", dt.date(2027, 1, 7)),
        ("wales", dt.date(2027, 1, 7)),
        ("scotland", dt.date(2027, 1, 8)),
        ("northern_ireland", dt.date(2027, 1, 7)),
    ],
)
def test_target_follows_the_bank_holidays_of_the_nation(at, nation, expected):
    at(dt.datetime(2026, 12, 30, 10, tzinfo=dt.UTC))

    case = submitted_case(nation=answered(nation))

    assert due(case) == {"rg_target": expected}


@pytest.mark.parametrize(
    ("moment", "received"),
    [
        (dt.datetime(2026, 11, 26, 23, 59, tzinfo=dt.UTC), dt.date(2026, 11, 26)),
        (dt.datetime(2026, 11, 27, 0, 0, tzinfo=dt.UTC), dt.date(2026, 11, 27)),
        (dt.datetime(2027, 6, 1, 23, 30, tzinfo=dt.UTC), dt.date(2027, 6, 2)),
    ],
)
def test_target_counts_from_the_london_date_of_submission(at, moment, received):
    at(moment)

    case = submitted_case()

    assert [row.started_on for row in deadlines_of(case)] == [received]


def test_target_is_copied_to_every_active_party_and_recorded(at):
    at(TUESDAY_BEFORE_CHRISTMAS)

    case = submitted_case()

    copies = set(CaseParty.objects.filter(case=case).values_list("organisation__slug", "due_on"))
    assert copies == {("derbyshire-police", dt.date(2026, 12, 31)), ("sca", dt.date(2026, 12, 31))}
    assert recorded(case, "deadline_set") == [
        (
            "deadline_set",
            "system",
            {
                "rule": "rg_target",
                "title": "Reasonable grounds target",
                "due_on": "31 December 2026",
                "version": "2009",
            },
        )
    ]
    assert AuditEvent.objects.get(case_id=case.pk, event="deadline_set").actor_label == (
        "system: referral intake, after Jo Marsh"
    )


def test_positive_decision_meets_the_target_and_starts_the_recovery_period_that_day(at):
    at(dt.datetime(2027, 6, 1, 9, tzinfo=dt.UTC))

    case = case_at("rg_positive")

    assert due(case) == {
        "rg_target": dt.date(2027, 6, 8),
        "recovery_period_end": dt.date(2027, 6, 30),
        "cg_earliest": dt.date(2027, 7, 1),
    }
    met = {row.rule: row.met_at is not None for row in deadlines_of(case)}
    assert met == {"rg_target": True, "recovery_period_end": False, "cg_earliest": False}
    assert [(event, payload["rule"]) for event, _, payload in recorded(case, "deadline_set", "deadline_met")] == [
        ("deadline_set", "rg_target"),
        ("deadline_met", "rg_target"),
        ("deadline_set", "recovery_period_end"),
        ("deadline_set", "cg_earliest"),
    ]


@pytest.mark.parametrize(("decided_on", "timing"), [(8, "in time"), (9, "late")])
def test_record_says_whether_the_target_was_met_in_time(at, decided_on, timing):
    at(dt.datetime(2027, 6, 1, 9, tzinfo=dt.UTC))
    case = case_at("rg_in_progress")
    at(dt.datetime(2027, 6, decided_on, 22, tzinfo=dt.UTC))
    decision = decision_at("draft", DecisionOutcome.POSITIVE, case=case)

    issue_decision(kind=RG, case_id=case.pk, version=decision.version, by=actor("sca-caseworker"))

    met = AuditEvent.objects.get(case_id=case.pk, event="deadline_met")
    assert event_words(met) == f"Reasonable grounds target: decided {timing}"


def test_after_a_decision_no_target_runs_and_no_party_shows_a_due_date():
    case = case_at("rg_positive")

    assert (next_target_on(case), running_deadline(case, "rg_target")) == (None, None)
    assert set(CaseParty.objects.filter(case=case).values_list("due_on", flat=True)) == {None}


def test_negative_decision_meets_the_target_and_starts_nothing():
    case = case_at("rg_negative")

    (row,) = deadlines_of(case)
    assert (row.rule, row.met_at is None) == ("rg_target", False)


def test_earliest_conclusive_grounds_decision_is_that_of_the_deciding_authority():
    case = case_at("rg_positive", authority="ieca")

    versions = {row.rule: row.rule_version for row in deadlines_of(case)}
    assert versions["cg_earliest"] == "ieca-2022-12-13"


def test_body_for_which_a_rule_sets_no_date_gets_none():
    case = case_at("rg_in_progress")
    with unguarded():
        Case.objects.filter(pk=case.pk).update(decision_maker="panel")

    start_recovery_period(fact=ReasonableGroundsIssued(case.pk, 1, "positive", dt.date(2027, 6, 1), "a test"))

    assert due(case)["recovery_period_end"] == dt.date(2027, 6, 30)
    assert "cg_earliest" not in due(case)


def test_case_whose_target_no_longer_runs_still_gets_its_recovery_period():
    case = case_at("rg_in_progress")
    with unguarded():
        Deadline.objects.filter(case=case).update(met_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))

    start_recovery_period(fact=ReasonableGroundsIssued(case.pk, 1, "positive", dt.date(2027, 6, 1), "a test"))

    assert recorded(case, "deadline_met") == []
    assert due(case)["recovery_period_end"] == dt.date(2027, 6, 30)
