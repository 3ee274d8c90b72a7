"""Many drafts, reports, people and events at once, for the lists that show no case; inserted in bulk."""

from __future__ import annotations

import datetime as dt

from cases.domain.references import make_reference
from cases.enums import ReferenceKind
from cases.models import Case
from nrm import clock
from nrm.access.actors import PersonActor
from nrm.accounts.models import Membership, Person
from nrm.audit.events import Event
from nrm.audit.frame import unguarded
from nrm.audit.models import AuditEvent
from referrals.models import Draft, DutyToNotify
from tests.factories.answers import adult_answers

FIRST_SERIAL = 700_000


def many_drafts(number: int, *, by: PersonActor) -> None:
    """Complete drafts of the actor's organisation, changed a minute apart."""
    now = clock.now()
    with unguarded():
        Draft.objects.bulk_create(
            Draft(
                organisation_id=by.organisation_id,
                started_by_id=by.membership_id,
                changed_by_label=by.label,
                question_set="2026-11",
                answers=adult_answers(),
                own_reference=f"OWN/{serial}",
                started_at=now,
                changed_at=now - dt.timedelta(minutes=serial),
            )
            for serial in range(number)
        )


def many_reports(number: int, *, by: PersonActor) -> None:
    """Duty-to-notify reports of the actor's organisation."""
    today = clock.today()
    with unguarded():
        DutyToNotify.objects.bulk_create(
            DutyToNotify(
                reference=make_reference(ReferenceKind.DUTY_TO_NOTIFY, today.year % 100, serial),
                organisation_id=by.organisation_id,
                submitted_by_id=by.membership_id,
                submitted_on=today,
                question_set="2026-11",
                nation="england",
                nationalities=["VN"],
                exploitation_types=["labour"],
            )
            for serial in range(FIRST_SERIAL, FIRST_SERIAL + number)
        )


def many_members(number: int, *, organisation_id: int) -> None:
    """People with access to the organisation as referrers."""
    with unguarded():
        people = Person.objects.bulk_create(
            Person(email=f"many-{serial}@police.example", name=f"Member {serial:05}") for serial in range(number)
        )
        Membership.objects.bulk_create(
            Membership(person=person, organisation_id=organisation_id, role="referrer", since=clock.now())
            for person in people
        )


def many_looks(number: int, *, at: Case, by: PersonActor) -> None:
    """Events of the record: the actor looked at the file of the case."""
    now = clock.now()
    AuditEvent.objects.bulk_create(
        AuditEvent(
            occurred_at=now - dt.timedelta(seconds=serial),
            event=Event.CASE_VIEWED.value,
            is_read=True,
            actor_kind=by.kind,
            actor_id=by.person_id,
            actor_label=by.label,
            actor_role=by.role,
            organisation_id=by.organisation_id,
            organisation_label=by.organisation_label,
            case_id=at.pk,
            case_reference=at.reference,
        )
        for serial in range(number)
    )
