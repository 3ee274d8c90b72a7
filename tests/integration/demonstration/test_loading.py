"""Loading the demonstration: what is in it beside cases, how it goes on from there, and what it refuses."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from cases.domain.references import parse_reference
from cases.enums import Nation, ReferenceKind
from cases.models import Case, CaseParty, Identity
from deadlines.domain.bank_holidays import calendar_for
from deadlines.domain.compute import due_band
from deadlines.enums import DueBand
from deadlines.models import Deadline
from demonstration.loading import AlreadyLoaded, load
from nrm import clock
from nrm.accounts.selectors import duty_of
from nrm.audit.models import AuditEvent
from referrals.actions.drafts import start_draft
from referrals.actions.submission import submit_duty_to_notify, submit_referral
from referrals.domain.completeness import obstacles
from referrals.domain.path import path_of
from referrals.domain.question_set import load as load_questions
from referrals.domain.steps import set_aside
from referrals.enums import Path
from referrals.models import AnswersVersion, Draft, DutyToNotify
from referrals.selectors import drafts_visible_to, duty_to_notify_visible_to
from tests.factories.answers import adult_answers, duty_to_notify_answers
from tests.integration.demonstration.replay import fill
from tests.stack import ROOT

pytestmark = pytest.mark.django_db
EASTER_MONDAY = dt.date(2027, 3, 29)
MONDAY_NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _as_owner(_app_role):
    """`load_demo` is one of the owner's commands (`manage.py`)."""
    with connection.cursor() as cursor:
        cursor.execute("reset role")


def today_is(at, day, hour=12):
    at(dt.datetime.combine(day, dt.time(hour), tzinfo=dt.UTC))


def whole_demonstration():
    """Everything loaded, as the rows stand in the database, without the people's ids and the moment of loading."""
    return {
        "cases": list(Case.objects.order_by("pk").values_list("reference", "status", "received_at", "version")),
        "people": list(Identity.objects.order_by("case_id").values_list("given_name", "born_on", "values")),
        "answers": list(AnswersVersion.objects.order_by("referral_id").values_list("answers", flat=True)),
        "dates": sorted(Deadline.objects.values_list("case_id", "rule", "due_on", "met_at", "set_at")),
        "drafts": sorted(Draft.objects.values_list("id", "changed_at")),
        "reports": list(DutyToNotify.objects.order_by("pk").values_list("reference", "submitted_on", "sex")),
    }


def demonstration_of(seed):
    """The rows that loading makes, taken back at once."""
    with transaction.atomic():
        load(cases=60, seed=seed)
        rows = whole_demonstration()
        transaction.set_rollback(True)
    return rows


def test_the_same_seed_on_the_same_day_gives_the_same_demonstration_at_any_hour(at):
    today_is(at, MONDAY_NOON.date(), hour=9)
    morning = demonstration_of(seed=7)
    today_is(at, MONDAY_NOON.date(), hour=22)

    evening = demonstration_of(seed=7)

    assert evening == morning


def test_another_seed_gives_another_demonstration(at):
    today_is(at, MONDAY_NOON.date())

    seven, eight = demonstration_of(seed=7), demonstration_of(seed=8)

    assert seven["people"] != eight["people"]
    assert seven["drafts"] != eight["drafts"]


@pytest.mark.parametrize(
    "today",
    [
        *(dt.date(2026, 11, 23) + dt.timedelta(days=n) for n in range(7)),  # every weekday
        dt.date(2026, 12, 27),  # the Sunday between Christmas and a substitute day
        dt.date(2027, 1, 4),  # the first working day of a year
        EASTER_MONDAY,
        dt.date(2028, 3, 1),  # the day after 29 February
        dt.date(2027, 3, 28),  # Easter Sunday; the clocks go forward
    ],
    ids=str,
)
def test_on_every_day_something_is_due_today_overdue_and_far_off(at, today):
    today_is(at, today)

    load(cases=60, seed=1)

    bands = Counter(due_band(due_on, today) for due_on in Deadline.objects.values_list("due_on", flat=True))
    open_parties = CaseParty.objects.filter(capacity="competent_authority", party_status="active")
    queue = {due_band(due_on, today) for due_on in open_parties.values_list("due_on", flat=True) if due_on}
    # The days 29 and 30 before Easter Monday were a weekend, on which nobody decides.
    assert bands[DueBand.TODAY] >= 1 or today == EASTER_MONDAY
    assert {DueBand.OVERDUE, DueBand.LATER} <= queue
    assert DueBand.TODAY in queue or not calendar_for(Nation.ENGLAND).is_working_day(today)
    assert not Case.objects.filter(received_at__gt=clock.now()).exists()


def test_a_referral_submitted_afterwards_gets_the_next_number(at, acting):
    load(cases=60, seed=1)
    year = clock.today().year % 100
    last = max(parse_reference(r).serial for r in Case.objects.values_list("reference", flat=True) if f"-{year}-" in r)
    police = acting("police-referrer")
    draft = start_draft(answers={}, by=police)
    fill(draft, adult_answers())

    case = submit_referral(draft_id=draft.pk, version=draft.version, by=police)

    assert parse_reference(case.reference).serial == last + 1
    assert parse_reference(case.reference).kind is ReferenceKind.CASE
    assert case.pk == 61


def test_a_report_submitted_afterwards_gets_the_next_number(acting):
    load(cases=60, seed=1)
    year = clock.today().year % 100
    references = DutyToNotify.objects.values_list("reference", flat=True)
    last = max(parse_reference(r).serial for r in references if f"-{year}-" in r)
    police = acting("police-referrer")
    draft = start_draft(answers={}, by=police)
    fill(draft, duty_to_notify_answers())

    report = submit_duty_to_notify(draft_id=draft.pk, version=draft.version, by=police)

    assert parse_reference(report.reference).serial == last + 1


def test_drafts_stand_in_several_states_for_their_referrers(acting):
    load(cases=60, seed=1)
    question_set, on = load_questions(), clock.today()

    drafts = list(Draft.objects.select_related("organisation"))

    for draft in drafts:
        assert set(draft.answers) <= set(question_set.by_key)
        assert draft.started_at <= draft.changed_at < clock.now()
    by_slug = {
        slug: [
            (
                path_of(draft.answers, duty_of(draft.organisation_id, on)).path,
                not obstacles(question_set, draft.answers, duty=duty_of(draft.organisation_id, on), on=on),
            )
            for draft in drafts_visible_to(acting(slug)).order_by("started_at")
        ]
        for slug in ("police-referrer", "other-police-referrer", "council-referrer", "charity-referrer")
    }
    assert Counter(by_slug["police-referrer"]) == {
        (Path.NRM_ADULT, False): 2,
        (Path.NRM_ADULT, True): 1,
        (Path.NRM_CHILD, False): 1,
        (Path.DTN, True): 1,
    }
    assert Counter(by_slug["other-police-referrer"]) == {(Path.NRM_CHILD, True): 1, (Path.NRM_ADULT, False): 1}
    assert Counter(by_slug["council-referrer"]) == {(Path.NRM_CHILD, False): 1, (Path.NRM_CHILD, True): 1}
    assert by_slug["charity-referrer"] == [(Path.BLOCKED, False)]
    assert any(draft.answers["under_18"]["value"] == "may_be" for draft in drafts)


def test_the_draft_of_somebody_who_refused_holds_a_name_that_is_set_aside(acting):
    load(cases=60, seed=1)

    (draft,) = (
        draft
        for draft in drafts_visible_to(acting("police-referrer"))
        if draft.answers.get("consent_referral", {}).get("value") == "no"
    )

    assert {"given_name", "date_of_birth"} <= set(set_aside(load_questions(), draft.answers, Path.DTN))


def test_reports_are_of_organisations_that_have_the_duty_and_numbered_without_a_gap(acting):
    load(cases=300, seed=1)

    reports = list(DutyToNotify.objects.select_related("organisation").order_by("pk"))

    assert len(reports) == 90
    for report in reports:
        assert duty_of(report.organisation_id, report.submitted_on) in {"statutory", "policy"}
        assert report.submitted_on < clock.today()
    slugs = {report.organisation.slug for report in reports}
    assert slugs == {"derbyshire-police", "west-yorkshire-police", "leeds-council", "border-force"}
    serials = Counter((parse_reference(r.reference).year, parse_reference(r.reference).serial) for r in reports)
    assert max(serials.values()) == 1
    assert reports == sorted(reports, key=lambda report: report.submitted_on)
    assert duty_to_notify_visible_to(acting("police-referrer")).exists()


def test_drafts_and_reports_are_recorded_as_imported_too():
    load(cases=60, seed=1)

    events = AuditEvent.objects.filter(event="imported", case_id=None)

    assert set(events.filter(subject_type="referrals.draft").values_list("subject_id", flat=True)) == {
        str(pk) for pk in Draft.objects.values_list("pk", flat=True)
    }
    reports = events.filter(subject_type="referrals.dutytonotify")
    assert reports.count() == DutyToNotify.objects.count()


def test_no_case_at_all_brings_the_people_alone():
    assert load(cases=0, seed=1) == 0

    assert not Draft.objects.exists()
    assert not DutyToNotify.objects.exists()


def test_a_database_with_cases_is_refused_and_left_as_it_is():
    load(cases=45, seed=1)

    with pytest.raises(AlreadyLoaded):
        load(cases=45, seed=1)

    assert Case.objects.count() == 45


def test_a_database_in_which_somebody_began_a_draft_is_refused(acting):
    start_draft(answers={}, by=acting("police-referrer"))

    with pytest.raises(CommandError, match="already has cases"):
        call_command("load_demo", cases=45)

    assert not Case.objects.exists()


def test_the_command_says_what_it_made(capsys):
    call_command("load_demo", cases=45, seed=3)

    assert capsys.readouterr().out == "Loaded 45 cases and the demonstration's people.\n"


def test_the_command_runs_as_the_owner_of_the_tables():
    program = (
        "import sys, runpy, django.core.management as m; m.execute_from_command_line = lambda argv: None;"
        "sys.argv = ['manage.py', 'load_demo']; runpy.run_path('manage.py', run_name='__main__');"
        "from nrm.settings.env import database_url; print(database_url())"
    )
    environment = {key: value for key, value in os.environ.items() if key != "NRM_DATABASE_ROLE"}

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == os.environ["DATABASE_OWNER_URL"]
