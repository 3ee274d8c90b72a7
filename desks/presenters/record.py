"""Rows of the auditor's page."""

from __future__ import annotations

from typing import Any

from desks.presenters.timeline import actor_words, event_words
from nrm.access.roles import ROLES
from nrm.audit.events import Event
from nrm.audit.models import AuditEvent
from nrm.audit.selectors import READS, WRITES, KnownCase
from nrm.jinja import datetime_short

CASE_COLUMNS = ["When", "Who", "What", "Kind"]
PERSON_COLUMNS = ["When", "What", "Acting for", "Case", "Kind"]
ROLE_TITLES = {role.value: spec.title for role, spec in ROLES.items()}
REFUSALS = frozenset({Event.ACCESS_REFUSED.value, Event.REFUSALS_NOT_WRITTEN.value})
KIND_WORDS = {"": "Everything", WRITES: "Changes", READS: "Looking"}


def row_about(event: AuditEvent, case: KnownCase) -> dict[str, Any]:
    """One event in the record of a case: who did it, for whom, and whether a list showed the case among others."""
    return {"cells": [_when(event), _who(event), _what(event, case), _kind(event)]}


def row_by(event: AuditEvent) -> dict[str, Any]:
    """One event in the record of a person."""
    about = event.case_reference or _shown(event)
    return {"cells": [_when(event), {"text": event_words(event)}, _acting(event), {"text": about}, _kind(event)]}


def kind_group(kind: str) -> list[dict[str, Any]]:
    """The filter between changes and reads."""
    options = [{"value": value, "text": text, "chosen": value == kind} for value, text in KIND_WORDS.items()]
    return [{"legend": "Show", "name": "kind", "kind": "radios", "options": options}]


def _when(event: AuditEvent) -> dict[str, Any]:
    return {"text": datetime_short(event.occurred_at)}


def _who(event: AuditEvent) -> dict[str, Any]:
    return {"text": actor_words(event), "detail": _acting(event)["text"]}


def _acting(event: AuditEvent) -> dict[str, Any]:
    role = ROLE_TITLES.get(event.actor_role, "")
    return {"text": " · ".join(part for part in (event.organisation_label, role) if part) or "NRM casework"}


def _what(event: AuditEvent, case: KnownCase) -> dict[str, Any]:
    in_a_list = event.case_id != case.pk and case.pk in (event.shown_case_ids or [])
    return {"text": event_words(event), "detail": "A list that showed this case" if in_a_list else ""}


def _shown(event: AuditEvent) -> str:
    count = len(event.shown_case_ids or [])
    return f"{count} case{'' if count == 1 else 's'} shown" if count else ""


def _kind(event: AuditEvent) -> dict[str, Any]:
    if event.event in REFUSALS:
        return {"text": "Refused"}
    return {"text": "Looked" if event.is_read else "Changed"}
