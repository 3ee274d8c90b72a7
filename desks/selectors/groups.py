"""The groups of visible cases that somebody has something to do with: lists, figures and the bar count the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from cases.domain.states import awaiting_reasonable_grounds
from cases.enums import CaseStatus
from cases.models import CaseParty
from cases.selectors import parties_visible_to
from deadlines.domain.compute import bounds_of_band
from deadlines.domain.rules import CG_EARLIEST
from deadlines.enums import DueBand
from deadlines.models import Deadline
from decisions.enums import DecisionKind, DecisionStatus
from decisions.models import Decision
from decisions.selectors import awaiting_check_by
from desks.filters import AWAITING_CONCLUSIVE_GROUNDS, OPEN
from nrm.access.actors import PersonActor

NEW_FOR = dt.timedelta(days=28)


def in_statuses(actor: PersonActor, statuses: Iterable[CaseStatus]) -> QuerySet[CaseParty]:
    """Visible cases that stand at one of these."""
    return parties_visible_to(actor).filter(case_status__in=[status.value for status in statuses])


def allocated_to(actor: PersonActor) -> QuerySet[CaseParty]:
    """Visible cases with the actor in which a decision is still to be taken, reasonable or conclusive grounds: what
    `cases.selectors.open_cases_by_caseworker` counts of them."""
    return mine(in_statuses(actor, OPEN), actor)


def waiting_for_check(actor: PersonActor) -> QuerySet[CaseParty]:
    """Visible cases whose decision this person may check as a second caseworker."""
    return parties_visible_to(actor).filter(case_id__in=to_check(actor))


def due(actor: PersonActor, band: DueBand, today: dt.date) -> QuerySet[CaseParty]:
    """Visible cases whose target falls in the group."""
    return parties_visible_to(actor).filter(due_on__range=bounds_of_band(band, today))


def due_later(actor: PersonActor, today: dt.date) -> QuerySet[CaseParty]:
    """Visible cases whose target comes after today."""
    return parties_visible_to(actor).filter(due_on__gt=today)


def undecided(actor: PersonActor) -> QuerySet[CaseParty]:
    """Visible cases that await a reasonable grounds decision."""
    return in_statuses(actor, awaiting_reasonable_grounds())


def unallocated(actor: PersonActor) -> QuerySet[CaseParty]:
    """Visible open cases that are with nobody yet."""
    return in_statuses(actor, OPEN).filter(caseworker=None)


def decided(actor: PersonActor) -> QuerySet[CaseParty]:
    """Visible cases in which a decision was issued."""
    return parties_visible_to(actor).exclude(case_status__in=[status.value for status in awaiting_reasonable_grounds()])


def newly_decided(actor: PersonActor, today: dt.date) -> QuerySet[CaseParty]:
    """Visible cases in which a decision was issued in the last four weeks."""
    lately = Decision.objects.filter(case_id=OuterRef("case_id"), issued_on__gt=today - NEW_FOR, issued_on__lte=today)
    return decided(actor).filter(Exists(lately))


def mine(rows: QuerySet[CaseParty], actor: PersonActor) -> QuerySet[CaseParty]:
    """Those of the cases that are with the actor."""
    return rows.filter(caseworker_id=actor.membership_id)


def returned_to(actor: PersonActor) -> QuerySet[CaseParty]:
    """Visible cases with the actor whose decision came back from the second caseworker."""
    return mine(parties_visible_to(actor), actor).filter(case_id__in=returned())


def decidable(actor: PersonActor, today: dt.date) -> QuerySet[CaseParty]:
    """Visible cases whose conclusive grounds decision may be made now, as in `may_be_decided`."""
    return may_be_decided(in_statuses(actor, AWAITING_CONCLUSIVE_GROUNDS), today)


def may_be_decided(rows: QuerySet[CaseParty], today: dt.date) -> QuerySet[CaseParty]:
    """Of these, the cases whose earliest day for a conclusive grounds decision has come, and whose decision does not
    lie with the second caseworker."""
    reached = Deadline.objects.filter(case_id=OuterRef("case_id"), rule=CG_EARLIEST, met_at=None, due_on__lte=today)
    awaiting = rows.filter(Exists(reached), case_status__in=[status.value for status in AWAITING_CONCLUSIVE_GROUNDS])
    return awaiting.filter(~Exists(_being_checked().filter(case_id=OuterRef("case_id"))))


def _being_checked() -> QuerySet[Decision]:
    return Decision.objects.filter(
        kind=DecisionKind.CONCLUSIVE_GROUNDS.value,
        status=DecisionStatus.WITH_SECOND_CASEWORKER.value,
        approved_by_person=None,
    )


def to_check(actor: PersonActor) -> QuerySet[Any, Any]:
    """The ids of cases with a decision for this person to check, to filter by."""
    return awaiting_check_by(actor).values("case_id")


def returned() -> QuerySet[Any, Any]:
    """The ids of cases with a decision that its author must change, to filter by."""
    return Decision.objects.filter(status=DecisionStatus.RETURNED.value).values("case_id")
