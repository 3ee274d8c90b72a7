"""The outbox against a real mail server that answers, refuses, hangs up or goes away."""

from __future__ import annotations

import datetime as dt

import pytest

from nrm import clock
from nrm.access.actors import SystemActor, SystemName
from nrm.accounts.models import Membership
from nrm.audit.frame import action
from nrm.audit.models import AuditEvent
from nrm.notices import sending
from nrm.notices.kinds import Notice
from nrm.notices.models import InboxItem, OutboxRow
from nrm.notices.queue import tell
from tests.mail_server import running_mail_server

pytestmark = pytest.mark.django_db
SENDER = SystemActor(SystemName.NOTICE_SENDER)


@pytest.fixture
def mail_server(settings):
    with running_mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
        yield server


@action
def tell_somebody(*, by, occasion="first"):
    to = [Membership.objects.get(person__email="sca-caseworker@demo.example")]
    return tell(Notice.ACCESS_ENDED, to=to, by=by, occasion=occasion)


def test_telling_queues_one_inbox_item_and_one_email_per_occasion():
    assert tell_somebody(by=SENDER) == 1
    assert tell_somebody(by=SENDER) == 0
    assert tell_somebody(by=SENDER, occasion="second") == 1

    keys = list(OutboxRow.objects.order_by("key").values_list("key", flat=True))
    assert [key.split("/")[:2] for key in keys] == [["access_ended", "first"], ["access_ended", "second"]]
    assert InboxItem.objects.count() == 2


def test_a_taken_message_is_sent_once_and_carries_the_rows_id(mail_server):
    tell_somebody(by=SENDER)

    first, second = sending.send_due(by=SENDER), sending.send_due(by=SENDER)

    row = OutboxRow.objects.get()
    assert (first, second, row.state, row.attempts) == (1, 0, "sent", 1)
    assert len(mail_server.messages) == 1
    assert f"Message-ID: <outbox-{row.pk}@nrm-casework>" in mail_server.messages[0]
    assert "To: sca-caseworker@demo.example" in mail_server.messages[0]
    events = AuditEvent.objects.filter(subject_type="notices.outboxrow").order_by("id").values_list("event", flat=True)
    assert list(events) == ["notice_claimed", "notice_sent"]


def test_a_lost_answer_leaves_the_row_unknown_and_it_is_never_sent_again(mail_server):
    tell_somebody(by=SENDER)
    mail_server.mood = "hangs up"

    sending.send_due(by=SENDER)
    mail_server.mood = "answers"
    again = sending.send_due(by=SENDER)

    assert (OutboxRow.objects.get().state, again, len(mail_server.messages)) == ("unknown", 0, 1)


def test_a_certain_refusal_is_tried_again_later_and_fails_after_the_fifth(mail_server, at):
    tell_somebody(by=SENDER)
    mail_server.mood = "refuses"
    waits = []

    for _ in range(5):
        before = clock.now()
        sending.send_due(by=SENDER)
        row = OutboxRow.objects.get()
        waits.append(round((row.not_before - before).total_seconds() / 60))
        at(row.not_before + dt.timedelta(seconds=1))

    assert waits == [1, 2, 4, 8, 16]
    assert (row.state, row.attempts, row.error, mail_server.messages) == ("failed", 5, "SMTPRecipientsRefused", [])


def test_a_mail_server_that_is_away_is_tried_again(mail_server, settings):
    tell_somebody(by=SENDER)
    settings.EMAIL_PORT = 1

    sending.send_due(by=SENDER)

    row = OutboxRow.objects.get()
    assert (row.state, row.attempts, row.error) == ("queued", 1, "ConnectionRefusedError")


def test_a_row_claimed_by_a_dead_process_becomes_unknown_and_stays_so(mail_server, at):
    tell_somebody(by=SENDER)
    sending.claim_next(by=SENDER)

    too_early = sending.mark_lost(by=SENDER)
    at(clock.now() + dt.timedelta(minutes=6))
    lost = sending.mark_lost(by=SENDER)
    sent = sending.send_due(by=SENDER)

    assert (too_early, lost, sent) == (0, 1, 0)
    assert (OutboxRow.objects.get().state, mail_server.messages) == ("unknown", [])


def test_settling_a_row_nobody_claimed_is_refused():
    tell_somebody(by=SENDER)

    with pytest.raises(sending.NotClaimed):
        sending.settle(row_id=OutboxRow.objects.get().pk, verdict=sending.Verdict.SENT, error="", by=SENDER)
    assert OutboxRow.objects.get().state == "queued"


@pytest.mark.parametrize("notice", list(Notice))
def test_no_notice_can_carry_anything_but_a_reference_and_an_address(notice):
    spec = sending.NOTICES[notice]

    words = {"reference": "NRM-26-000001-A", "address": "http://127.0.0.1/"}

    for text in (spec.subject, spec.inbox, spec.email):
        assert "{" not in text.format(**words)
