"""The outbox against a real mail server that answers, refuses, hangs up or goes away."""

from __future__ import annotations

import datetime as dt

import pytest

from nrm import clock
from nrm.access.actors import SystemActor, SystemName
from nrm.access.roles import Role
from nrm.accounts.actions.memberships import start_membership
from nrm.accounts.models import Membership, Organisation
from nrm.audit.frame import action, unguarded
from nrm.audit.models import AuditEvent
from nrm.notices import sending
from nrm.notices.kinds import Notice
from nrm.notices.measures import outbox
from nrm.notices.models import InboxItem, OutboxRow
from nrm.notices.queue import tell
from tests.mail_server import running_mail_server

pytestmark = pytest.mark.django_db
SENDER = SystemActor(SystemName.NOTICE_SENDER)
POLICE = "derbyshire-police"


@pytest.fixture
def mail_server(settings):
    with running_mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
        yield server


@action
def tell_somebody(*, by, occasion="first", notice=Notice.ACCESS_ENDED):
    to = [Membership.objects.get(person__email="sca-caseworker@demo.example")]
    return tell(notice, to=to, by=by, occasion=occasion)


def end_access():
    """As `end_membership` does, without its own notice."""
    with unguarded():
        Membership.objects.filter(person__email="sca-caseworker@demo.example").update(until=clock.now())


def begin_elsewhere(role, organisation):
    start_membership(
        email="sca-caseworker@demo.example",
        name="Amara Okafor",
        organisation=Organisation.objects.get(slug=organisation),
        role=role,
        by=SystemActor(SystemName.INSTALLATION),
    )


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


def test_nothing_is_sent_to_somebody_who_left_the_organisation_meanwhile(mail_server):
    tell_somebody(by=SENDER, notice=Notice.DECISION_TO_CHECK)
    end_access()
    begin_elsewhere(Role.REFERRER, POLICE)

    first, second = sending.send_due(by=SENDER), sending.send_due(by=SENDER)

    row = OutboxRow.objects.get()
    assert (first, second, mail_server.messages) == (0, 0, [])
    assert (row.state, row.error, row.address, row.sent_at) == ("failed", "left", "", None)
    events = AuditEvent.objects.filter(subject_type="notices.outboxrow").order_by("id").values_list("event", "payload")
    assert list(events) == [
        ("notice_claimed", {"notice": "decision_to_check"}),
        ("notice_failed", {"notice": "decision_to_check", "error": "left"}),
    ]


def test_it_is_sent_to_somebody_who_only_changed_their_role_there(mail_server):
    tell_somebody(by=SENDER, notice=Notice.DECISION_TO_CHECK)
    end_access()
    begin_elsewhere(Role.SECOND_CASEWORKER, "sca")

    assert sending.send_due(by=SENDER) == 1
    assert (OutboxRow.objects.get().state, len(mail_server.messages)) == ("sent", 1)


def test_access_that_ends_later_has_not_ended_yet(mail_server):
    tell_somebody(by=SENDER, notice=Notice.DECISION_TO_CHECK)
    with unguarded():
        Membership.objects.filter(person__email="sca-caseworker@demo.example").update(
            until=clock.now() + dt.timedelta(days=1)
        )

    assert sending.send_due(by=SENDER) == 1


@pytest.mark.parametrize("notice", list(Notice))
def test_only_what_is_about_their_own_account_is_sent_to_somebody_who_left(mail_server, notice):
    tell_somebody(by=SENDER, notice=notice)
    end_access()

    sent = sending.send_due(by=SENDER)

    about_the_account = {Notice.ACCESS_ENDED, Notice.INVITED, Notice.PASSWORD_LINK, Notice.SECOND_FACTOR_RESET}
    assert (sent, len(mail_server.messages)) == ((1, 1) if notice in about_the_account else (0, 0))


def test_those_of_people_who_left_are_no_failure_to_look_into(mail_server):
    tell_somebody(by=SENDER, notice=Notice.DECISION_TO_CHECK)
    end_access()
    sending.send_due(by=SENDER)

    counted = {measure.labels["state"]: measure.value for measure in outbox() if measure.labels}

    assert counted == {"queued": 0, "sending": 0, "unknown": 0, "failed": 0}


@pytest.mark.parametrize("notice", list(Notice))
def test_no_notice_can_carry_anything_but_a_reference_and_an_address(notice):
    spec = sending.NOTICES[notice]

    words = {"reference": "NRM-26-000001-A", "address": "http://127.0.0.1/"}

    for text in (spec.subject, spec.inbox, spec.email):
        assert "{" not in text.format(**words)
