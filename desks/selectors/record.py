"""The record as its auditor searches it. Looks at the record and at who signs in; at no case and no identity."""

from __future__ import annotations

from nrm.access.actors import PersonActor
from nrm.access.exceptions import NotVisible
from nrm.access.permissions import Permission
from nrm.accounts.models import Person
from nrm.audit.models import AuditEvent
from nrm.audit.selectors import KnownCase, case_known_as, events_about, events_by_person, only
from nrm.web.pagination import ListPage, page_of


def case_in_record(actor: PersonActor, reference: str) -> KnownCase | None:
    """The case the record has under that reference; only for those who read the record."""
    _require_reader(actor)
    return case_known_as(reference)


def person_in_record(actor: PersonActor, email: str) -> Person | None:
    """The person who signs in with that email address; only for those who read the record."""
    _require_reader(actor)
    return Person.objects.filter(email__iexact=email).first() if email else None


def record_of_case(case: KnownCase, kind: str, number: object) -> ListPage[AuditEvent]:
    """The page of what was done to a case, who opened it and which lists showed it."""
    return page_of(only(events_about(case), kind), number)


def record_of_person(person: Person, kind: str, number: object) -> ListPage[AuditEvent]:
    """The page of what a person did and looked at."""
    return page_of(only(events_by_person(person.pk), kind), number)


def _require_reader(actor: PersonActor) -> None:
    if Permission.READ_RECORD not in actor.permissions:
        raise NotVisible
