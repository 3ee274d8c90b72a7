"""Events of the record as entries of a case's timeline and as rows of the auditor's page."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from cases.domain.states import STATUS_WORDS
from cases.enums import CaseStatus
from cases.models import CaseStatusRow
from nrm.audit.events import sentence
from nrm.audit.models import AuditEvent
from nrm.notices.kinds import NOTICES
from nrm.web.fields import upper_first

# The codes of payloads that have words of their own, by the payload's field.
_CODES: MappingProxyType[str, Mapping[Any, str]] = MappingProxyType(
    {
        "notice": {kind.value: spec.inbox.removesuffix(": {reference}") for kind, spec in NOTICES.items()},
        "source": {"load_demo": "the demonstration’s data"},
        "page": {
            "start": "on the start page",
            "queue": "in the queue",
            "cases": "in the list of cases referred",
            "suggestions": "suggested while a reference was typed",
        },
    }
)
_CODE_BEFORE_BY = re.compile(r"^[a-z_]+(?= by )")


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
    payload = {name: _in_words(_words_of(name, value)) for name, value in event.payload.items()}
    return upper_first(sentence(event.event, payload))


def actor_words(event: AuditEvent) -> str:
    """Who did it: a person by name, a part of the system by what it does and after what."""
    label = event.actor_label
    if event.actor_kind != "system":
        return label
    part, _, cause = label.removeprefix("system: ").partition(", after ")
    return f"NRM casework: {part}" + (f", after {_CODE_BEFORE_BY.sub(_without_underscores, cause)}" if cause else "")


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


def _words_of(name: str, value: Any) -> Any:
    """The words of a code that has some; anything else as it is."""
    return _CODES.get(name, {}).get(value, value) if isinstance(value, str) else value


def _without_underscores(code: re.Match[str]) -> str:
    return code.group().replace("_", " ")


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
