"""The parts of other actions that move a case: its status, the copies on its party rows, its due date.

Not actions themselves: they record nothing and are called inside one, on a locked case.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from cases.domain.states import next_status
from cases.enums import PartyStatus
from cases.models import Case, CaseParty, CaseStatusRow
from nrm import clock
from nrm.access.actors import Actor
from nrm.access.roles import Capacity
from nrm.accounts.models import Membership, Organisation

ACTIVE = PartyStatus.ACTIVE.value
AUTHORITY = Capacity.COMPETENT_AUTHORITY.value


def follow_transition(case: Case, transition: str, *, by: Actor) -> None:
    """Move the case along one row of the transition table, with its history row and the copies lists read.

    Refuses with the table's sentence when the case is not where the transition begins. A transition that leaves the
    status alone adds no history row.
    """
    before = case.status
    after = next_status(before, transition)
    case.version += 1
    case.status = after.value
    case.save(update_fields=["status", "version"])
    if after.value != before:
        add_status_row(case, by=by)
        CaseParty.objects.filter(case=case, party_status=ACTIVE).update(case_status=case.status)


def add_status_row(case: Case, *, by: Actor) -> None:
    """Write the case's present status into its history."""
    CaseStatusRow.objects.create(
        case=case, status=case.status, since=clock.now(), by_label=by.label, by_person_id=by.person_id
    )


def add_party(case: Case, organisation: Organisation, capacity: str) -> CaseParty:
    """Make the organisation an active party, with the copies its lists read."""
    return CaseParty.objects.create(
        case=case,
        organisation=organisation,
        capacity=capacity,
        since=clock.now(),
        case_status=case.status,
        received_on=case.received_on,
        due_on=earliest_running_due_on(case),
        caseworker=case.allocated_to if capacity == AUTHORITY else None,
    )


def offer_party(case: Case, organisation_id: int, capacity: str) -> CaseParty:
    """Note that the organisation is asked to take part; it sees nothing of the case through this row."""
    return CaseParty.objects.create(
        case=case,
        organisation_id=organisation_id,
        capacity=capacity,
        party_status=PartyStatus.OFFERED.value,
        since=clock.now(),
        case_status=case.status,
        received_on=case.received_on,
    )


def activate_party(case: Case, organisation_id: int, capacity: str) -> None:
    """Make the organisation that was asked an active party, with the copies its lists read as they are now."""
    _offered(case, organisation_id, capacity).update(
        party_status=ACTIVE, since=clock.now(), case_status=case.status, due_on=earliest_running_due_on(case)
    )


def refuse_party(case: Case, organisation_id: int, capacity: str) -> None:
    """Note that the organisation that was asked does not take part."""
    _offered(case, organisation_id, capacity).update(party_status=PartyStatus.REFUSED.value)


def end_offered_party(case: Case, organisation_id: int, capacity: str) -> None:
    """Note that the organisation is asked no longer."""
    _offered(case, organisation_id, capacity).update(party_status=PartyStatus.ENDED.value, until=clock.now())


def end_party(case: Case, capacity: str) -> None:
    """End the active party of that capacity; it sees the case no longer."""
    CaseParty.objects.filter(case=case, capacity=capacity, party_status=ACTIVE).update(
        party_status=PartyStatus.ENDED.value, until=clock.now()
    )


def copy_due_on(case: Case, due_on: dt.date | None) -> None:
    """Put the case's next due date (London) on its active party rows; called by whatever sets or meets a deadline."""
    CaseParty.objects.filter(case=case, party_status=ACTIVE).update(due_on=due_on)


def copy_caseworker(case: Case, caseworker: Membership | None) -> None:
    """Put the allocated caseworker on the competent authority's party row."""
    CaseParty.objects.filter(case=case, party_status=ACTIVE, capacity=AUTHORITY).update(caseworker=caseworker)


def earliest_running_due_on(case: Case) -> dt.date | None:
    """The due date the case's other active parties show; None when nothing runs."""
    return CaseParty.objects.filter(case=case, party_status=ACTIVE).values_list("due_on", flat=True).first()


def _offered(case: Case, organisation_id: int, capacity: str) -> QuerySet[CaseParty]:
    return CaseParty.objects.filter(
        case=case, organisation_id=organisation_id, capacity=capacity, party_status=PartyStatus.OFFERED.value
    )
