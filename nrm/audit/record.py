"""Writes the record. Called by actions for writes and by the view bases for reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models

from nrm import clock
from nrm.audit import request_id
from nrm.audit.actor import RecordedActor
from nrm.audit.events import PAYLOADS, Event
from nrm.audit.frame import current_frame
from nrm.audit.models import AuditEvent


class PayloadRefused(TypeError):
    """The payload does not fit the event's typed shape."""


def record(
    event: Event,
    *,
    by: RecordedActor,
    case: Any = None,
    subject: models.Model | None = None,
    shown_case_ids: Sequence[int] | None = None,
    **payload: Any,
) -> AuditEvent:
    """Insert one event in the running transaction. `occurred_at` is UTC; refuses a payload of another shape.

    `case` has `pk` and `reference`; `subject` is any saved row that the event is about.
    """
    row = AuditEvent(
        occurred_at=clock.now(),
        event=event.value,
        is_read=PAYLOADS[event].is_read,
        actor_kind=by.kind,
        actor_id=by.person_id,
        actor_label=by.label,
        actor_role=by.role,
        organisation_id=by.organisation_id,
        organisation_label=by.organisation_label,
        case_id=case.pk if case is not None else None,
        case_reference=case.reference if case is not None else "",
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        shown_case_ids=list(shown_case_ids) if shown_case_ids is not None else None,
        payload=checked_payload(event, payload),
        request_id=request_id.current(),
    )
    row.save(force_insert=True)
    frame = current_frame()
    if frame is not None:
        frame.recorded.append(event.value)
    return row


def checked_payload(event: Event, payload: dict[str, Any]) -> dict[str, Any]:
    """The payload, if it has exactly the fields and types the event declares; else `PayloadRefused`."""
    shape = PAYLOADS[event].fields
    if set(payload) != set(shape):
        raise PayloadRefused(f"{event}: expected {sorted(shape)}, got {sorted(payload)}")
    for name, kind in shape.items():
        if not isinstance(payload[name], kind):
            raise PayloadRefused(f"{event}.{name}: expected {kind}, got {type(payload[name])}")
    return payload
