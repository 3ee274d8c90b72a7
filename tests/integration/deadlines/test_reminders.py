"""Who is reminded of which date, when, once; and what happens where nobody can be."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections import Counter

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.urls import reverse

from cases.actions.allocation import allocate_case
from cases.models import Case, CaseParty
from deadlines import tasks
from deadlines.actions.reminders import remind
from deadlines.domain.compute import deadline
from deadlines.enums import ReminderKind
from deadlines.exceptions import NobodyToRemind, NothingToRemind
from deadlines.models import Deadline, Reminder
from deadlines.selectors import recipients_of, reminders_to_make
from desks.presenters.timeline import event_words
from nrm import clock
from nrm.access.actors import SystemActor, SystemName
from nrm.access.roles import Role
from nrm.accounts.models import Membership, Organisation, Team
from nrm.audit.frame import unguarded
from nrm.audit.models import AuditEvent
from nrm.notices.models import InboxItem, OutboxRow
from referrals.domain.answers import answered
from support.actions.ending import end_support
from tests.factories.accounts import member
from tests.factories.cases import actor, case_at, submitted_case
from tests.factories.support import package_at

pytestmark = pytest.mark.django_db

COMING, OVERDUE, REACHED = ReminderKind.COMING_DUE, ReminderKind.OVERDUE, ReminderKind.REACHED
MONDAY = dt.datetime(2027, 6, 7, 10, tzinfo=dt.UTC)  # a referral of this day is due on Monday 14 June


def midday(day: int, month: int = 6, year: int = 2027) -> dt.datetime:
    return dt.datetime(year, month, day, 12, tzinfo=dt.UTC)


def told(case, model=InboxItem):
    """Who was told what of the case, beside its caseworker's allocation: (notice, person) → how often."""
    rows = model.objects.filter(case=case).exclude(notice__in=["referral_received", "case_allocated_to_you"])
    return Counter(rows.values_list("notice", "person__email"))


def reminded(case):
    return Counter(Reminder.objects.filter(deadline__case=case).values_list("deadline__rule", "kind"))


def system(case):
    return SystemActor(SystemName.REMINDERS, case_ids=frozenset({case.pk}))


def target_of(case):
    return Deadline.objects.get(case=case, rule="rg_target")


def end_membership(slug):
    with unguarded():
        Membership.objects.filter(pk=actor(slug).membership_id).update(until=clock.now())


def set_move_on(case, rule, started_on):
    with unguarded():
        computed = deadline(rule, started_on, "england")
        return Deadline.objects.create(case=case, set_at=clock.now(), **Deadline.columns_of(computed))


def address(slug):
    return f"{slug}@demo.example"


def test_caseworker_is_reminded_once_on_the_last_working_day_before_the_target(at):
    at(MONDAY)
    case = case_at("rg_in_progress")

    at(midday(10))
    tasks.remind()
    before = told(case)
    at(midday(11))
    tasks.remind()
    tasks.remind()

    assert before == {}
    assert told(case) == told(case, OutboxRow) == {("deadline_coming_due", address("sca-caseworker")): 1}
    assert reminded(case) == {("rg_target", "coming_due"): 1}


def test_day_of_a_reminder_begins_at_midnight_in_london(at):
    at(MONDAY)
    case = case_at("rg_in_progress")

    at(dt.datetime(2027, 6, 10, 22, 59, tzinfo=dt.UTC))
    tasks.remind()
    before = reminded(case)
    at(dt.datetime(2027, 6, 10, 23, 0, tzinfo=dt.UTC))
    tasks.remind()

    assert (before, reminded(case)) == ({}, {("rg_target", "coming_due"): 1})


def test_bank_holiday_of_the_nation_moves_the_reminder(at):
    at(dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC))
    english, scottish = submitted_case(), submitted_case(nation=answered("scotland"))  # due 1 and 2 December

    at(dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC))  # St Andrew's Day
    tasks.remind()
    on_the_holiday = (reminded(english), reminded(scottish))
    at(dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC))
    tasks.remind()

    assert on_the_holiday == ({("rg_target", "coming_due"): 1}, {})
    assert reminded(scottish) == {("rg_target", "coming_due"): 1}


def test_leader_is_told_too_once_the_target_has_passed(at):
    at(MONDAY)
    case = case_at("rg_in_progress")

    at(midday(14))
    tasks.remind()
    at(midday(15))
    tasks.remind()

    assert told(case) == {
        ("deadline_coming_due", address("sca-caseworker")): 1,
        ("deadline_overdue", address("sca-caseworker")): 1,
        ("deadline_overdue", address("sca-leader")): 1,
    }


def test_what_is_overdue_before_anybody_looked_is_not_said_to_come_due(at):
    at(MONDAY)
    case = case_at("rg_in_progress")

    at(midday(21))
    tasks.remind()

    assert reminded(case) == {("rg_target", "overdue"): 1}


def test_leader_is_told_of_a_case_that_nobody_was_given(at):
    at(MONDAY)
    case = submitted_case()

    at(midday(11))
    tasks.remind()

    assert told(case) == {("deadline_coming_due", address("sca-leader")): 1}


def test_leader_is_told_where_the_caseworkers_access_has_ended_and_they_are_not(at):
    at(MONDAY)
    case = case_at("rg_in_progress")
    end_membership("sca-caseworker")

    at(midday(15))
    tasks.remind()

    assert told(case) == {("deadline_overdue", address("sca-leader")): 1}


def test_leader_whose_access_has_ended_is_not_told(at):
    at(MONDAY)
    case = case_at("rg_in_progress")
    end_membership("sca-leader")

    at(midday(15))
    tasks.remind()

    assert told(case) == {("deadline_overdue", address("sca-caseworker")): 1}


def test_leader_of_the_caseworkers_team_is_told_and_the_head_is_not(at):
    at(MONDAY)
    leader = member("team-a@sca.example", role=Role.LEADER, organisation="sca", name="Team A Leader")
    other = member("team-b@sca.example", role=Role.LEADER, organisation="sca", name="Team B Leader")
    with unguarded():
        team_b = Team.objects.create(organisation=Organisation.objects.get(slug="sca"), name="Team Z")
        Membership.objects.filter(pk=leader.pk).update(team_id=actor("sca-caseworker").team_id)
        Membership.objects.filter(pk=other.pk).update(team=team_b)
    case = case_at("rg_in_progress")

    at(midday(15))
    tasks.remind()

    assert set(told(case)) == {
        ("deadline_overdue", address("sca-caseworker")),
        ("deadline_overdue", "team-a@sca.example"),
    }


def test_people_of_the_other_authority_are_never_told(at):
    at(MONDAY)
    case = case_at("rg_in_progress", authority="ieca")

    at(midday(15))
    tasks.remind()

    assert {person for _, person in told(case)} == {address("ieca-caseworker"), address("ieca-leader")}


def test_leader_who_works_on_the_case_is_told_once(at):
    at(MONDAY)
    case = case_at("routed")
    leader = actor("sca-leader")
    allocate_case(case_id=case.pk, membership_id=leader.membership_id, version=case.version, by=leader)

    at(midday(15))
    tasks.remind()

    assert told(case) == told(case, OutboxRow) == {("deadline_overdue", address("sca-leader")): 1}


def test_caseworker_is_told_on_the_day_from_which_conclusive_grounds_may_be_decided(at):
    at(dt.datetime(2027, 6, 1, 9, tzinfo=dt.UTC))
    case = case_at("rg_positive")  # the decision may be made from 1 July

    at(midday(30))
    tasks.remind()
    before = reminded(case)
    at(midday(1, 7))
    tasks.remind()

    assert before == {}
    assert told(case)["decision_may_be_made", address("sca-caseworker")] == 1
    assert reminded(case) == {("cg_earliest", "reached"): 1}


@pytest.mark.parametrize(
    ("rule", "last_quiet", "first_said"),
    [
        ("move_on_after_positive_cg", midday(1, 7), midday(2, 7)),  # 45 days after 1 June is 16 July
        ("move_on_after_negative_cg", midday(8), midday(9)),  # nine working days after 1 June is 14 June
    ],
)
def test_caseworker_is_told_before_a_move_on_period_ends(at, rule, last_quiet, first_said):
    at(dt.datetime(2027, 6, 1, 9, tzinfo=dt.UTC))
    case = case_at("rg_in_progress")
    with unguarded():
        Deadline.objects.filter(case=case).update(met_at=clock.now())
    set_move_on(case, rule, dt.date(2027, 6, 1))

    at(last_quiet)
    tasks.remind()
    before = reminded(case)
    at(first_said)
    tasks.remind()

    assert (before, reminded(case)) == ({}, {(rule, "coming_due"): 1})
    assert told(case) == {("move_on_ending", address("sca-caseworker")): 1}


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("in_support", {"sca-caseworker", "support-worker"}),
        ("to_allocate", {"sca-caseworker", "contract-manager"}),
    ],
)
def test_whoever_supports_the_person_is_told_too_before_a_move_on_period_ends(at, status, expected):
    at(dt.datetime(2027, 6, 1, 9, tzinfo=dt.UTC))
    case = package_at(status).case
    set_move_on(case, "move_on_after_negative_cg", dt.date(2027, 6, 1))

    at(midday(9))
    tasks.remind()

    ending = {person for notice, person in told(case) if notice == "move_on_ending"}
    assert ending == {address(slug) for slug in expected}


def test_once_support_has_ended_nobody_is_reminded_of_its_move_on_period(at):
    at(dt.datetime(2027, 6, 1, 9, tzinfo=dt.UTC))
    package = package_at("in_support")
    set_move_on(package.case, "move_on_after_negative_cg", dt.date(2027, 6, 1))
    end_support(
        package_id=package.pk,
        reason="Went home.",
        ended_on=clock.today(),
        version=package.version,
        early=True,
        by=actor("contract-manager"),
    )

    at(midday(9))
    tasks.remind()

    assert [person for notice, person in told(package.case) if notice == "move_on_ending"] == []
    assert ("move_on_after_negative_cg", "coming_due") not in reminded(package.case)
    left = reminders_to_make(clock.today(), most=100)
    assert [each for each in left if each.case_id == package.case_id and each.due_on == dt.date(2027, 6, 14)] == []


def test_support_worker_finds_the_reminder_in_their_inbox(at, signed_in):
    at(dt.datetime(2027, 6, 1, 9, tzinfo=dt.UTC))
    case = package_at("in_support").case
    set_move_on(case, "move_on_after_positive_cg", dt.date(2027, 6, 1))
    at(midday(2, 7))
    tasks.remind()

    inbox = signed_in("support-worker").get(reverse("desks:inbox")).content.decode()

    assert f"A move-on period is ending: {case.reference}" in inbox


@pytest.mark.parametrize("status", ["rg_positive", "rg_negative"])
def test_target_that_was_met_reminds_nobody(at, status):
    at(MONDAY)
    case = case_at(status)

    at(midday(21))
    tasks.remind()

    assert reminded(case) == {}


def test_reminder_is_in_the_record_and_on_the_files_timeline_of_the_authority_alone(at):
    at(MONDAY)
    case = case_at("rg_in_progress")
    at(midday(15))
    before = clock.now()

    tasks.remind()

    event = AuditEvent.objects.get(case_id=case.pk, event="reminder_made")
    made = Reminder.objects.get(deadline__case=case)
    assert event.payload == {
        "rule": "rg_target",
        "title": "Reasonable grounds target",
        "due_on": "14 June 2027",
        "reminder": "overdue",
        "recipients": 2,
    }
    assert (event.actor_label, event.subject_type, event.subject_id) == (
        "system: reminders",
        "deadlines.reminder",
        str(made.pk),
    )
    assert event_words(event) == "Reminder (overdue): Reasonable grounds target, 14 June 2027"
    assert before < made.made_at < event.occurred_at < clock.now()


def test_inbox_item_says_the_reference_alone_and_opens_the_case(at, signed_in):
    at(MONDAY)
    case = case_at("rg_in_progress")
    at(midday(15))
    tasks.remind()
    item = InboxItem.objects.get(case=case, notice="deadline_overdue", person__email=address("sca-caseworker"))
    client = signed_in("sca-caseworker")

    inbox = client.get(reverse("desks:inbox")).content.decode()
    opened = client.post(reverse("desks:inbox-item", kwargs={"item_id": item.pk}))

    assert f"The target for a reasonable grounds decision has passed: {case.reference}" in inbox
    assert opened.headers["Location"] == reverse("desks:case", kwargs={"reference": case.reference})


def refuse_to_remind(case, kind=OVERDUE, by=None):
    with pytest.raises(NothingToRemind):
        remind(deadline_id=target_of(case).pk, kind=kind, by=by or system(case))
    return reminded(case), told(case)


@pytest.mark.parametrize("kind", [OVERDUE, REACHED])
def test_reminder_that_is_not_due_today_is_refused(at, kind):
    at(MONDAY)
    case = case_at("rg_in_progress")

    at(midday(14))

    assert refuse_to_remind(case, kind) == ({}, {})


def test_reminder_that_was_made_is_refused_a_second_time(at):
    at(MONDAY)
    case = case_at("rg_in_progress")
    at(midday(15))
    tasks.remind()
    before = told(case)

    after = refuse_to_remind(case)

    assert after == ({("rg_target", "overdue"): 1}, before)


def test_date_that_was_met_since_it_was_found_is_refused(at):
    at(MONDAY)
    case = case_at("rg_in_progress")
    at(midday(15))
    with unguarded():
        Deadline.objects.filter(case=case).update(met_at=clock.now())

    assert refuse_to_remind(case) == ({}, {})


def test_part_of_the_system_called_for_another_case_is_refused(at):
    at(MONDAY)
    case, other = case_at("rg_in_progress"), submitted_case()
    at(midday(15))

    assert refuse_to_remind(case, by=system(other)) == ({}, {})


def test_where_nobody_is_left_nothing_is_written_and_a_warning_names_ids_until_somebody_comes(at, caplog):
    at(MONDAY)
    case = case_at("rg_in_progress")
    end_membership("sca-caseworker")
    end_membership("sca-leader")

    at(midday(15))
    with pytest.raises(NobodyToRemind):
        remind(deadline_id=target_of(case).pk, kind=OVERDUE, by=system(case))
    with caplog.at_level(logging.WARNING, "deadlines.tasks"):
        tasks.remind()
    left = (reminded(case), told(case), AuditEvent.objects.filter(event="reminder_made").count())
    member("new@sca.example", role=Role.LEADER, organisation="sca", name="New Leader")
    tasks.remind()

    assert left == ({}, {}, 0)
    assert caplog.messages == [
        f"reminder overdue of deadline {target_of(case).pk} of case {case.pk}: nobody could be told"
    ]
    assert told(case) == {("deadline_overdue", "new@sca.example"): 1}


def test_dates_that_nobody_can_be_reminded_of_never_hold_up_those_after_them(at, monkeypatch):
    monkeypatch.setattr(tasks, "MOST_A_RUN", 2)
    at(MONDAY)
    hopeless = [case_at("rg_in_progress", authority="ieca") for _ in range(3)]
    end_membership("ieca-caseworker")
    end_membership("ieca-leader")
    at(midday(8))
    case = case_at("rg_in_progress")

    at(midday(21))
    runs = []
    for _ in range(4):
        tasks.remind()
        runs.append(sum(reminded(case).values()))

    assert runs == [0, 1, 1, 1]
    assert [reminded(each) for each in hopeless] == [{}, {}, {}]


def test_losing_the_place_where_a_run_ended_loses_no_reminder(at, monkeypatch):
    monkeypatch.setattr(tasks, "MOST_A_RUN", 1)
    at(MONDAY)
    cases = [case_at("rg_in_progress") for _ in range(3)]

    at(midday(15))
    for _ in cases:
        tasks.remind()
        cache.clear()

    assert [reminded(case) for case in cases] == [{("rg_target", "overdue"): 1}] * 3


def test_one_reminder_that_fails_stops_no_other_and_is_logged_without_personal_data(at, caplog):
    at(MONDAY)
    broken, case = case_at("rg_in_progress"), case_at("rg_in_progress")
    with unguarded():
        CaseParty.objects.filter(case=broken, capacity="competent_authority").update(
            party_status="ended", until=clock.now()
        )

    at(midday(15))
    tasks.remind()

    assert (reminded(broken), reminded(case)) == ({}, {("rg_target", "overdue"): 1})
    assert [record.getMessage() for record in caplog.records if record.name == "deadlines.tasks"] == [
        f"reminder overdue of deadline {target_of(broken).pk} of case {broken.pk} could not be made"
    ]


def test_what_is_to_be_reminded_of_is_found_in_one_query_oldest_first(at, django_assert_num_queries):
    at(MONDAY)
    positive = case_at("rg_positive")  # may be decided from 7 July
    at(midday(14))
    late, later = case_at("rg_in_progress"), submitted_case()
    today = dt.date(2027, 7, 7)

    with django_assert_num_queries(1):
        found = reminders_to_make(today, most=10)

    assert [(row.case_id, row.kind) for row in found] == [
        (late.pk, OVERDUE),
        (later.pk, OVERDUE),
        (positive.pk, REACHED),
    ]
    assert reminders_to_make(today, most=1) == found[:1]
    assert reminders_to_make(today, most=10, after=found[0].place) == found[1:]
    assert reminders_to_make(today, most=10, after=found[2].place) == []


def test_caseworker_of_another_organisation_is_no_recipient(at):
    at(MONDAY)
    case = case_at("rg_in_progress")
    with unguarded():
        Case.objects.filter(pk=case.pk).update(allocated_to=actor("ieca-caseworker").membership_id)

    recipients = recipients_of(target_of(case), OVERDUE)

    assert [each.person.email for each in recipients] == [address("sca-leader")]


@pytest.mark.django_db(transaction=True)
def test_case_that_somebody_works_on_is_passed_over_and_reminded_of_afterwards(at):
    at(MONDAY)
    case = case_at("rg_in_progress")
    at(midday(15))
    is_locked, may_end = threading.Event(), threading.Event()

    def work():
        with transaction.atomic():
            list(Case.objects.select_for_update().filter(pk=case.pk))
            is_locked.set()
            may_end.wait(30)
        connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    assert is_locked.wait(30)
    tasks.remind()
    meanwhile = reminded(case)
    may_end.set()
    worker.join(30)
    tasks.remind()

    assert (meanwhile, reminded(case)) == ({}, {("rg_target", "overdue"): 1})


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_each_reminder_once(at):
    at(MONDAY)
    cases = [case_at("rg_in_progress") for _ in range(4)]
    at(midday(15))
    start = threading.Barrier(3)

    def work():
        start.wait(30)
        tasks.remind()
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    tasks.remind()

    assert [reminded(case) for case in cases] == [{("rg_target", "overdue"): 1}] * 4
    expected = {("deadline_overdue", address(slug)): 1 for slug in ("sca-caseworker", "sca-leader")}
    assert [(told(case), told(case, OutboxRow)) for case in cases] == [(expected, expected)] * 4
