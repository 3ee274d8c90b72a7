"""Reminders with real processes: whatever is killed in the middle of a batch, everybody is told once."""

from __future__ import annotations

import contextlib
import itertools
import time
from collections import Counter

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("own-postgres")]

MET_DATES = """
import datetime as dt
from deadlines.domain.compute import deadline
from deadlines.models import Deadline
from nrm import clock
from nrm.audit.frame import unguarded
from tests.factories.cases import actor
from tests.factories.many_cases import many_cases

cases = many_cases({number}, referrer=actor("police-referrer"), authority=actor("sca-caseworker"))
columns = Deadline.columns_of(deadline("rg_target", clock.today() - dt.timedelta(days=30), "england"))
with unguarded():
    rows = Deadline.objects.bulk_create(
        Deadline(case=case, set_at=clock.now(), met_at=clock.now(), **columns) for case in cases
    )
print(*[row.pk for row in rows])
"""
TOLD_OF_EACH = ["sca-caseworker@demo.example", "sca-leader@demo.example"]
SESSIONS = "select count(*) from pg_stat_activity where usename = 'nrm_app' and datname = current_database()"
UNFINISHED = "select count(*) from notices_outboxrow where state in ('queued', 'sending')"
IN_A_BATCH = 30
BATCHES = 5
SOME = 3


@pytest.fixture(scope="module")
def met_dates(own_stack):
    """Targets of cases that were met and of which nobody was reminded: enough for every drill."""
    printed = own_stack.manage("shell", "-v0", "-c", MET_DATES.format(number=BATCHES * IN_A_BATCH))
    return iter([int(pk) for pk in printed.split()])


@pytest.fixture
def overdue_dates(own_stack, met_dates):
    """`overdue_dates()` makes a batch of them run again: their day has passed long ago."""

    def run_again():
        dates = list(itertools.islice(met_dates, IN_A_BATCH))
        own_stack.execute("update deadlines_deadline set met_at = null where id = any(%s)", dates)
        return dates

    return run_again


def reminded(stack, dates):
    """How often each date has been reminded of."""
    return Counter(
        pk for (pk,) in stack.query("select deadline_id from deadlines_reminder where deadline_id = any(%s)", dates)
    )


def wait_for_reminders(stack, dates, number):
    """Wait until that many of the dates have been reminded of."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        done = len(reminded(stack, dates))
        if done >= number:
            return
        time.sleep(0.02)
    raise AssertionError(f"{done} of {number} reminders after 60 s\n{stack.logs()}")


def wait_for_all(stack, dates):
    wait_for_reminders(stack, dates, len(dates))
    stack.wait_for(UNFINISHED, 0)


def told(stack, table, dates):
    """Who was told of each date in the inbox or by email: (date, person) → how often."""
    rows = stack.query(
        "select split_part(key, ' ', 2)::int as pk, email, count(*) "  # noqa: S608  our own table names
        f"from {table} join accounts_person on accounts_person.id = person_id "
        "where notice = 'deadline_overdue' and split_part(key, ' ', 2)::int = any(%s) group by 1, 2",
        dates,
    )
    return {(pk, email): number for pk, email, number in rows}


def recorded(stack, dates):
    """How often the record says that each date was reminded of."""
    rows = stack.query(
        "select r.deadline_id from audit_event e join deadlines_reminder r on e.subject_id = r.id::text "
        "where e.event = 'reminder_made' and r.deadline_id = any(%s)",
        dates,
    )
    return Counter(pk for (pk,) in rows)


def emails_of(stack, letters, dates):
    """The outbox rows of the dates by state, and how often the mail server took the message of each."""
    rows = dict(
        stack.query(
            "select id, state from notices_outboxrow where notice = 'deadline_overdue' "
            "and split_part(key, ' ', 2)::int = any(%s)",
            dates,
        )
    )
    return rows, Counter(row_id for row_id in letters.outbox_ids() if row_id in rows)


def assert_everybody_was_told_once(stack, letters, dates):
    once = dict.fromkeys(dates, 1)
    each_once = {(pk, email): 1 for pk in dates for email in TOLD_OF_EACH}
    states, taken = emails_of(stack, letters, dates)
    sent = {row_id for row_id, state in states.items() if state == "sent"}

    assert reminded(stack, dates) == once
    assert recorded(stack, dates) == once
    assert told(stack, "notices_inboxitem", dates) == each_once
    assert told(stack, "notices_outboxrow", dates) == each_once
    assert set(states.values()) <= {"sent", "unknown"}
    assert len(states) - len(sent) <= 2  # at most the message each of the two processes had in its hands
    assert {row_id: number for row_id, number in taken.items() if row_id in sent} == dict.fromkeys(sent, 1)
    assert max(taken.values()) == 1


@contextlib.contextmanager
def in_the_middle(stack, dates):
    """Some reminders of the batch are made; the next has its row, and nobody is told of it yet. Gives the former."""
    wait_for_reminders(stack, dates, SOME)
    with stack.holding("lock table notices_outboxrow in share mode"):
        stack.wait_until_somebody_waits()
        made = reminded(stack, dates)
        assert SOME <= len(made) < len(dates)
        yield made


def test_worker_killed_and_redis_emptied_in_the_middle_of_a_reminder(survivors, overdue_dates, letters):
    dates = overdue_dates()
    survivors.start("worker", "hurried-beat")
    with in_the_middle(survivors, dates) as made:
        survivors.kill("worker")
        survivors.flush_redis()
    survivors.wait_for(SESSIONS, 0)
    left_by_the_dead = reminded(survivors, dates)

    survivors.start("worker")
    wait_for_all(survivors, dates)

    assert left_by_the_dead == made
    assert_everybody_was_told_once(survivors, letters, dates)


def test_beat_killed_while_dates_come_due_and_others_after_it(survivors, overdue_dates, letters):
    dates = overdue_dates()
    survivors.start("worker", "hurried-beat")
    wait_for_reminders(survivors, dates, SOME)

    survivors.kill("hurried-beat")
    later_dates = overdue_dates()
    survivors.flush_redis()
    survivors.start("hurried-beat")
    wait_for_all(survivors, dates + later_dates)

    assert_everybody_was_told_once(survivors, letters, dates + later_dates)


def test_two_workers_and_two_beats_with_redis_emptied_under_them(survivors, overdue_dates, letters):
    dates = overdue_dates()
    survivors.start("worker", "worker 2", "hurried-beat", "hurried-beat 2")
    wait_for_reminders(survivors, dates, SOME)

    survivors.flush_redis()
    wait_for_all(survivors, dates)

    assert_everybody_was_told_once(survivors, letters, dates)


def test_database_killed_in_the_middle_of_a_reminder_keeps_those_made_and_the_rest_follow(
    survivors, own_postgres, overdue_dates, letters
):
    dates = overdue_dates()
    survivors.start("worker", "hurried-beat")
    with in_the_middle(survivors, dates) as made:
        own_postgres.kill()

    survivors.kill("worker")
    own_postgres.start()
    kept = reminded(survivors, dates)
    survivors.start("worker")
    wait_for_all(survivors, dates)

    assert kept == made
    assert_everybody_was_told_once(survivors, letters, dates)
