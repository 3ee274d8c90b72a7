"""A referral sent twice with one key is made once, and a key is never taken for another."""

from __future__ import annotations

import threading
import uuid

import pytest
from django.db import connection
from django.test import Client

from cases.models import Case
from nrm.audit.models import AuditEvent
from referrals.actions.drafts import start_draft
from referrals.domain.answers import answered
from referrals.models import Draft, DutyToNotify, ReportKey
from tests.factories.answers import adult_answers, child_answers, duty_to_notify_answers
from tests.factories.machines import body, connected_system, send
from tests.integration.desks.api.refusals import errors_of, nothing_was_made

pytestmark = pytest.mark.django_db
KEY = "0b8c1f0e-6d0b-4f6e-9d0a-3a5b7c9d1e2f"
REFERRALS = "/api/v1/referrals/"


def test_the_same_key_again_answers_with_the_first_case(machine):
    first = send(machine.client(), body(adult_answers()), key=KEY)
    again = send(machine.client(), body(adult_answers()), key=KEY.upper())

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Case.objects.count() == 1
    assert AuditEvent.objects.filter(event="submission_repeated", actor_kind="machine").count() == 1


def test_the_same_key_again_answers_with_the_first_report(machine):
    first = send(machine.client(), body(duty_to_notify_answers()), key=KEY)
    again = send(machine.client(), body(duty_to_notify_answers()), key=KEY)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert (DutyToNotify.objects.count(), ReportKey.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (adult_answers(), adult_answers(given_name=answered("Mai"))),
        (adult_answers(), child_answers()),
        (duty_to_notify_answers(), duty_to_notify_answers(sex=answered("female"))),
        (duty_to_notify_answers(), adult_answers()),
    ],
)
def test_a_key_used_for_other_answers_is_refused_so_that_none_is_lost_unseen(machine, first, then):
    send(machine.client(), body(first), key=KEY)

    answer = send(machine.client(), body(then), key=KEY)

    assert answer.status_code == 409
    assert answer.json()["detail"].startswith("This key was used before, with other answers")
    assert Case.objects.count() + DutyToNotify.objects.count() == 1


def test_a_refused_sending_may_be_sent_again_with_its_key(machine):
    incomplete = {key: value for key, value in adult_answers().items() if key != "account"}
    send(machine.client(), body(incomplete), key=KEY)

    answer = send(machine.client(), body(adult_answers()), key=KEY)

    assert (answer.status_code, Case.objects.count()) == (201, 1)


def test_two_organisations_keys_have_nothing_to_do_with_each_other(machine):
    other = connected_system("west-yorkshire-police", name="Their RMS")

    ours = send(machine.client(), body(adult_answers()), key=KEY)
    theirs = send(other.client(), body(adult_answers()), key=KEY)

    assert (ours.status_code, theirs.status_code) == (201, 201)
    assert ours.json()["reference"] != theirs.json()["reference"]


def test_a_key_is_not_the_number_of_a_draft_somebody_is_filling_in(machine, acting):
    draft = start_draft(answers=adult_answers(), by=acting("police-referrer"), draft_id=uuid.UUID(KEY))

    answer = send(machine.client(), body(adult_answers(given_name=answered("Mai"))), key=str(draft.pk))

    assert answer.status_code == 201
    assert Draft.objects.get(pk=draft.pk).answers == draft.answers


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("answers", [adult_answers(), duty_to_notify_answers()], ids=["referral", "report"])
def test_two_requests_at_the_same_moment_make_one(answers):
    machine = connected_system()
    start, statuses, references = threading.Barrier(3), [], []

    def run() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("set role nrm_app")
            start.wait(timeout=10)
            answer = send(Client(headers={"Authorization": f"Bearer {machine.token}"}), body(answers), key=KEY)
            statuses.append(answer.status_code)
            references.append(answer.json().get("reference"))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert sorted(statuses) == [200, 200, 201]
    assert len(set(references)) == 1
    assert Case.objects.count() + DutyToNotify.objects.count() == 1


@pytest.mark.parametrize("key", [None, "", "7", "{" + KEY + "}", KEY.replace("-", ""), "urn:uuid:" + KEY, KEY + "0"])
def test_without_a_proper_key_nothing_is_made(machine, key):
    headers = {} if key is None else {"Idempotency-Key": key}
    answer = machine.client().post(REFERRALS, body(adult_answers()), content_type="application/json", headers=headers)

    assert (answer.status_code, list(errors_of(answer))) == (400, ["Idempotency-Key"])
    assert nothing_was_made()
