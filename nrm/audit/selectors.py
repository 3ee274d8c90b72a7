"""Reads of the record. They look at nothing else: no case, no identity, so that a reader of the record learns no name.

Who may read it is asked by the pages above: the auditor all of it, a party of a case its timeline.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from nrm.audit.events import PAYLOADS, Event, Payload
from nrm.audit.models import AuditEvent

READS, WRITES = "reads", "writes"


@dataclass(frozen=True)
class KnownCase:
    """A case as the record knows it."""

    pk: int
    reference: str


def timeline_of(
    case_id: int, capacities: Collection[str], limit: int, *, organisation_ids: Collection[int] | None = None
) -> list[AuditEvent]:
    """What a party of a case may see of it, newest first; one statement.

    `capacities` are those the party holds: the competent authority sees every event that belongs on a timeline, unless
    it is kept from it. `organisation_ids` are those whose own doing it is narrowed to; None for everybody's.
    """
    shown = [event.value for event, payload in PAYLOADS.items() if _is_shown(payload, capacities)]
    events = AuditEvent.objects.filter(case_id=case_id, event__in=shown)
    if organisation_ids is not None:
        events = events.filter(organisation_id__in=organisation_ids)
    return list(events.order_by("-occurred_at", "-id")[:limit])


def imported_at(case_id: int) -> dt.datetime | None:
    """When the case was brought in from elsewhere (UTC); None for one that began here. One statement."""
    found = AuditEvent.objects.filter(case_id=case_id, event=Event.IMPORTED.value)
    return found.order_by("occurred_at").values_list("occurred_at", flat=True).first()


def case_known_as(reference: str) -> KnownCase | None:
    """The case the record has under that reference, exactly; one statement."""
    # Without an order: the index on the reference gives any one row, and all of them name the same case.
    found = AuditEvent.objects.filter(case_reference=reference, case_id__isnull=False).exclude(case_reference="")
    case_id = next(iter(found.values_list("case_id", flat=True)[:1]), None)
    return None if case_id is None else KnownCase(case_id, reference)


def events_about(case: KnownCase) -> QuerySet[AuditEvent]:
    """Everything done to the case, every opening of it, every list that showed it, and everybody who asked for it by
    its reference and was refused, newest first."""
    # A refusal names the reference alone: nobody looked up whether it is a case's.
    touched = Q(case_id=case.pk) | Q(shown_case_ids__contains=[case.pk]) | Q(case_reference=case.reference)
    return AuditEvent.objects.filter(touched).order_by("-occurred_at", "-id")


def events_by_person(person_id: int) -> QuerySet[AuditEvent]:
    """Everything a person did or looked at, newest first."""
    return AuditEvent.objects.filter(actor_id=person_id).order_by("-occurred_at", "-id")


def only(events: QuerySet[AuditEvent], kind: str) -> QuerySet[AuditEvent]:
    """Only `reads` or only `writes`; everything for another kind."""
    return events.filter(is_read=kind == READS) if kind in {READS, WRITES} else events


def _is_shown(payload: Payload, capacities: Collection[str]) -> bool:
    if payload.timeline is None:
        return False
    authority_sees = "competent_authority" in capacities and not payload.is_kept_from_authority
    return authority_sees or not payload.timeline.isdisjoint(capacities)
