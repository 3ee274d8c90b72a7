"""Events of the record as entries of a case's timeline and as rows of the auditor's page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from cases.domain.states import STATUS_WORDS
from cases.enums import CaseStatus
from cases.models import CaseStatusRow
from nrm.audit.events import sentence
from nrm.audit.models import AuditEvent
from nrm.web.fields import upper_first


def file_timeline(events: Iterable[AuditEvent], history: Iterable[CaseStatusRow]) -> list[dict[str, Any]]:
    """For the deciding authority, newest first: who did it, with their organisation."""
    earlier = [_stage(row, STATUS_WORDS[CaseStatus(row.status)].caseworker, row.by_label) for row in history]
    return _newest_first([_entry(event, _by(event)) for event in events] + earlier)


def followed_timeline(
    events: Iterable[AuditEvent], history: Iterable[CaseStatusRow], organisation_id: int | None
) -> list[dict[str, Any]]:
    """For the referrer, newest first: their own people by name, everybody else only by organisation."""
    earlier: list[dict[str, Any]] = []
    for row in sorted(history, key=lambda each: each.since):
        words = STATUS_WORDS[CaseStatus(row.status)].referrer
        if not earlier or earlier[-1]["title"] != words:
            earlier.append(_stage(row, words, ""))
    own = [_entry(event, _by(event) if event.organisation_id == organisation_id else _side(event)) for event in events]
    return _newest_first(own + earlier)


def event_words(event: AuditEvent) -> str:
    """The event's sentence, with dates and codes in words."""
    return upper_first(sentence(event.event, {name: _in_words(value) for name, value in event.payload.items()}))


def _entry(event: AuditEvent, by: str) -> dict[str, Any]:
    return {"title": event_words(event), "at": event.occurred_at, "by": by}


def _stage(row: CaseStatusRow, title: str, by: str) -> dict[str, Any]:
    return {"title": title, "at": row.since, "by": by}


def _newest_first(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(entries, key=lambda entry: entry["at"], reverse=True)


def _by(event: AuditEvent) -> str:
    if event.actor_kind == "system":
        return "NRM casework"
    return f"{event.actor_label}, {event.organisation_label}" if event.organisation_label else event.actor_label


def _side(event: AuditEvent) -> str:
    return event.organisation_label or "NRM casework"


def _in_words(value: Any) -> Any:
    """`2026-11-30` and `reasonable_grounds` as people write them; anything else as it is."""
    if not isinstance(value, str):
        return value
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        is_code = value.isascii() and value.islower() and value.replace("_", "").isalpha()
        return value.replace("_", " ") if is_code else value
    return f"{day.day} {day:%B %Y}"
