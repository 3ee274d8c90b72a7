"""The outbox's way out: claim a row, send, mark it. Each step commits by itself, so that a death between two of them
is seen afterwards for what it was and nothing is sent twice.

A row is `sending` before the mail server hears of it. If the process dies, or the server's answer is lost, nobody can
know whether the message went out: the row becomes `unknown` and waits for a person. Only a certain refusal is tried
again.
"""

from __future__ import annotations

import datetime as dt
import enum
import smtplib
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction

from nrm import clock, wiring
from nrm.access.actors import SystemActor
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from nrm.notices.kinds import NOTICES, Notice
from nrm.notices.models import LEFT, OutboxRow

MAX_ATTEMPTS = 5
FIRST_WAIT = dt.timedelta(minutes=1)
REFUSED_WITH_CERTAINTY = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError)


class NotClaimed(RuntimeError):
    """A row was to be settled that is not being sent."""


class Verdict(enum.StrEnum):
    """What is known after an attempt."""

    SENT = "sent"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    LEFT = "left"  # not attempted: the person has no role in the organisation any more


def send_due(*, by: SystemActor, most: int = 500) -> int:
    """Send what is due, one row at a time, at most `most`; returns how many were sent. Opens its own transactions."""
    sent = 0
    for _ in range(most):
        row = claim_next(by=by)
        if row is None:
            break
        verdict, error = (Verdict.LEFT, LEFT) if has_left(row) else attempt(row)
        settle(row_id=row.pk, verdict=verdict, error=error, by=by)
        sent += verdict is Verdict.SENT
    return sent


def claim_next(*, by: SystemActor) -> OutboxRow | None:
    """Claim the longest-waiting due row for this process, or None; rows claimed elsewhere are passed over."""
    with transaction.atomic():
        due = OutboxRow.objects.filter(state="queued", not_before__lte=clock.now())
        row: OutboxRow | None = due.select_for_update(skip_locked=True).order_by("not_before", "pk").first()
        return None if row is None else claim(row=row, by=by)


@action
def claim(*, row: OutboxRow, by: SystemActor) -> OutboxRow:
    """Mark a locked row as being sent."""
    row.state = "sending"
    row.attempts += 1
    row.claimed_at = clock.now()
    row.save(update_fields=["state", "attempts", "claimed_at"])
    record(Event.NOTICE_CLAIMED, by=by, subject=row, notice=row.notice)
    return row


def has_left(row: OutboxRow) -> bool:
    """Whether the person was told as a member of an organisation in which they have no role any more, of something
    other than their own account."""
    if row.organisation_id is None or NOTICES[Notice(row.notice)].to_leavers:
        return False
    return not wiring.still_belongs(row.person_id, row.organisation_id)


def attempt(row: OutboxRow) -> tuple[Verdict, str]:
    """Hand the message to the mail server and say what is known afterwards. Writes nothing."""
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        return Verdict.REFUSED, type(error).__name__
    try:
        connection.send_messages([message_of(row)])
    except REFUSED_WITH_CERTAINTY as error:
        return Verdict.REFUSED, type(error).__name__
    except (OSError, smtplib.SMTPException) as error:
        return Verdict.UNKNOWN, type(error).__name__
    finally:
        _close(connection)
    return Verdict.SENT, ""


def message_of(row: OutboxRow) -> EmailMessage:
    """The email of a row. Its Message-ID is the row's, so that a mail log can settle an `unknown` one."""
    spec = NOTICES[Notice(row.notice)]
    words = {"reference": row.reference, "address": row.address}
    return EmailMessage(
        subject=spec.subject.format(**words),
        body=spec.email.format(**words) + "\n",
        to=[row.person.email],
        headers={"Message-ID": f"<outbox-{row.pk}@nrm-casework>"},
    )


@action
def settle(*, row_id: int, verdict: Verdict, error: str, by: SystemActor) -> OutboxRow:
    """Write down what an attempt led to. A certain refusal waits twice as long each time, and fails after the fifth;
    what was queued for somebody who has left fails at once.

    Refuses a row that nobody claimed.
    """
    row: OutboxRow = OutboxRow.objects.select_for_update().get(pk=row_id)
    if row.state not in {"sending", "unknown"}:
        raise NotClaimed(f"outbox row {row_id} is {row.state}")
    row.error = error
    if verdict is Verdict.SENT:
        row.state, row.sent_at = "sent", clock.now()
        record(Event.NOTICE_SENT, by=by, subject=row, notice=row.notice)
    elif verdict is Verdict.UNKNOWN:
        row.state = "unknown"
        record(Event.NOTICE_UNKNOWN, by=by, subject=row, notice=row.notice)
    else:
        is_over = verdict is Verdict.LEFT or row.attempts >= MAX_ATTEMPTS
        row.state = "failed" if is_over else "queued"
        row.not_before = clock.now() + FIRST_WAIT * 2 ** (row.attempts - 1)
        record(Event.NOTICE_FAILED, by=by, subject=row, notice=row.notice, error=error)
    if row.state != "queued":
        row.address = ""  # it may hold a link that sets a password
    row.save(update_fields=["state", "sent_at", "not_before", "error", "address"])
    return row


def mark_lost(*, by: SystemActor) -> int:
    """Mark rows that were claimed and never settled as `unknown`; returns how many."""
    before = clock.now() - dt.timedelta(seconds=settings.OUTBOX_UNKNOWN_AFTER_SECONDS)
    lost = OutboxRow.objects.filter(state="sending", claimed_at__lt=before).values_list("pk", flat=True)
    for row_id in list(lost):
        settle(row_id=row_id, verdict=Verdict.UNKNOWN, error="no answer was recorded", by=by)
    return len(lost)


def _close(connection: Any) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        return
