"""Tells people: an inbox item at once and an email through the outbox, in the transaction that makes it due."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from nrm import clock
from nrm.access.actors import Actor
from nrm.audit.events import Event
from nrm.audit.record import record
from nrm.celery import app
from nrm.notices.kinds import NOTICES, Notice
from nrm.notices.models import InboxItem, OutboxRow


class Recipient(Protocol):
    """Somebody to tell, in the organisation they are told for: a membership."""

    person_id: int
    organisation_id: int


def tell(
    notice: Notice, to: Iterable[Recipient], *, by: Actor, occasion: str, case: Any = None, address: str = ""
) -> int:
    """Queue the notice for each recipient once per `occasion` (a stable text such as `decision 12 version 3`).

    Part of an action: rows commit with it or not at all. A repeat of the same occasion adds nothing. `address` is the
    link of a notice without a case. Returns how many were new.
    """
    now = clock.now()
    link = address or _case_address(notice, case)
    rows = [
        {
            "key": f"{notice.value}/{occasion}/{recipient.person_id}",
            "notice": notice.value,
            "person_id": recipient.person_id,
            "organisation_id": recipient.organisation_id,
            "case_id": case.pk if case is not None else None,
            "reference": case.reference if case is not None else "",
        }
        for recipient in to
    ]
    known = set(OutboxRow.objects.filter(key__in=[row["key"] for row in rows]).values_list("key", flat=True))
    fresh = [row for row in rows if row["key"] not in known]
    OutboxRow.objects.bulk_create(
        [OutboxRow(**row, address=link, queued_at=now, not_before=now) for row in fresh], ignore_conflicts=True
    )
    InboxItem.objects.bulk_create([InboxItem(**row, made_at=now) for row in fresh], ignore_conflicts=True)
    record(Event.NOTICE_QUEUED, by=by, case=case, notice=notice.value, recipients=len(fresh))
    if fresh:
        transaction.on_commit(wake_sender, robust=True)
    return len(fresh)


def wake_sender() -> None:
    """Ask a worker to look at the outbox now. A lost message costs seconds: beat sweeps what nobody was woken for."""
    app.send_task("nrm.notices.tasks.sweep_outbox", ignore_result=True, retry=False)


def _case_address(notice: Notice, case: Any) -> str:
    route = NOTICES[notice].route
    if not route or case is None:
        return settings.PUBLIC_ADDRESS
    return settings.PUBLIC_ADDRESS + reverse(route, kwargs={"reference": case.reference})
