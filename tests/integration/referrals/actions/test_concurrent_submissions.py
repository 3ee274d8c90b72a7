"""Two presses at the same moment, on two database connections."""

from __future__ import annotations

import threading
import time
import uuid

import pytest
from django.db import connection, transaction

from cases.models import Case
from nrm.access.exceptions import NotVisible
from nrm.audit.models import AuditEvent
from nrm.notices.models import OutboxRow
from referrals.actions.drafts import start_draft
from referrals.actions.submission import submit_duty_to_notify, submit_referral
from referrals.models import Draft, DutyToNotify, Referral
from tests.factories import referrals as make
from tests.factories.answers import duty_to_notify_answers, opening_answers

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(submit, draft, by):
    """What each of two presses got: the reference, or the name of the refusal."""
    barrier, got = threading.Barrier(2), []

    def press():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("set local role nrm_app")
                barrier.wait(timeout=20)
                got.append(submit(draft_id=draft.pk, version=1, by=by).reference)
        except NotVisible:
            got.append("not visible")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(got)


def test_two_submissions_at_once_make_one_case_and_both_get_its_reference(acting):
    by = acting("police-referrer")
    draft = make.draft(by)

    got = at_once(submit_referral, draft, by)

    reference = Case.objects.get().reference
    assert got == [reference, reference]
    assert (Referral.objects.count(), Draft.objects.count(), OutboxRow.objects.count()) == (1, 0, 1)
    submitted = AuditEvent.objects.filter(event__in=["referral_submitted", "submission_repeated"])
    assert sorted(submitted.values_list("event", flat=True)) == ["referral_submitted", "submission_repeated"]


def test_two_reports_at_once_make_one_report(acting):
    by = acting("police-referrer")
    draft = make.draft(by, duty_to_notify_answers())

    got = at_once(submit_duty_to_notify, draft, by)

    assert got == sorted([DutyToNotify.objects.get().reference, "not visible"])
    assert Draft.objects.count() == 0


def wait_until_somebody_waits():
    """Until a connection waits for a row of another; gives up after ten seconds."""
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute("select exists (select from pg_locks where not granted)")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)


def test_two_presses_of_the_first_page_start_one_draft_and_both_get_it(acting):
    by, number, got = acting("police-referrer"), uuid.uuid4(), []

    def press():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("set local role nrm_app")
                got.append(start_draft(answers=opening_answers(), by=by, draft_id=number).pk)
        finally:
            connection.close()

    second = threading.Thread(target=press)
    with transaction.atomic():
        first = start_draft(answers=opening_answers(), by=by, draft_id=number)
        second.start()
        wait_until_somebody_waits()
    second.join(timeout=60)

    assert (got, first.pk, Draft.objects.count()) == ([number], number, 1)
    events = AuditEvent.objects.filter(subject_id=str(number)).order_by("pk")
    assert list(events.values_list("event", flat=True)) == ["draft_started", "draft_saved"]
