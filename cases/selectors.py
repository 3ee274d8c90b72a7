"""Reads of cases. Every list, count, search, suggestion and notice goes through `cases_visible_to`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Count, QuerySet

from cases.domain.ages import GUESS_MAY_BE_OFF_BY, PartialDate
from cases.domain.headline import Headline, born_in_words, headline
from cases.domain.references import is_reference
from cases.domain.routing import RoutingFacts
from cases.domain.states import open_statuses, reallocatable_statuses
from cases.enums import AgeGroup, CaseStatus, IecaCriterion, PartyStatus
from cases.models import Case, CaseParty, CaseStatusRow, Identity
from nrm.access.actors import Actor
from nrm.access.exceptions import NotVisible
from nrm.access.roles import Capacity, Role
from nrm.accounts.models import Membership
from nrm.accounts.selectors import OpenWork, colleagues_in_role

OPEN_WORK_SHOWN = 10
ACTIVE = PartyStatus.ACTIVE.value
AUTHORITY = Capacity.COMPETENT_AUTHORITY.value
DECIDING_ROLES = frozenset({Role.CASEWORKER, Role.SECOND_CASEWORKER, Role.LEADER})


def parties_visible_to(actor: Actor) -> QuerySet[CaseParty]:
    """The active party rows through which the actor sees cases. Lists start here: the sort keys are on the row."""
    return CaseParty.objects.filter(
        organisation_id__in=actor.reach,
        capacity__in=[capacity.value for capacity in actor.capacities],
        party_status=ACTIVE,
    )


def cases_visible_to(actor: Actor) -> QuerySet[Case]:
    """The cases within the actor's reach: through a party row, or named, for a part of the system."""
    if actor.case_ids is not None:
        return Case.objects.filter(pk__in=actor.case_ids)
    return Case.objects.filter(pk__in=parties_visible_to(actor).values("case_id"))


def case_by_reference(actor: Actor, reference: str) -> Case:
    """The visible case with that reference, with identity and facts; else `NotVisible`."""
    if not is_reference(reference):
        raise NotVisible
    case = (
        cases_visible_to(actor)
        .select_related("identity", "facts", "allocated_to__person", "referral__organisation")
        .filter(reference=reference)
        .first()
    )
    if case is None:
        raise NotVisible
    return case


def lock(actor: Actor, case_id: int) -> Case:
    """The visible case, its row locked until the transaction ends; else `NotVisible`."""
    case = cases_visible_to(actor).select_for_update(of=("self",)).filter(pk=case_id).first()
    if case is None:
        raise NotVisible
    return case


def headline_of(case: Case) -> Headline:
    """Who a case already found visible is about, for the bar at the top of its pages."""
    identity = case.identity
    return headline(
        name=identity.full_name if identity else "",
        reference=case.reference,
        status=CaseStatus(case.status),
        born=born_in_words(identity.born_on, identity.born_precision) if identity else "",
        received_on=case.received_on,
        caseworker=case.allocated_to.person.name if case.allocated_to else "",
    )


def routing_facts(case: Case, ieca_criteria: Collection[IecaCriterion] = ()) -> RoutingFacts:
    """What the routing rules look at, from the case's facts and identity and the criteria somebody ticked."""
    facts = case.facts
    return RoutingFacts(
        received_on=case.received_on,
        age_group=AgeGroup(facts.age_group),
        latest_birth=None if case.identity is None else latest_birth_of(case.identity),
        local_authority=facts.local_authority,
        ieca_criteria=frozenset(ieca_criteria),
    )


def latest_birth_of(identity: Identity) -> dt.date | None:
    """The last day the person may be born on, as far as the date is known; None where it is not.

    A guess counts as up to a year off, towards the younger age: in doubt somebody is protected as a child.
    """
    born = identity.born_on
    if born is None:
        return None
    month = born.month if identity.born_precision in {"day", "month"} else None
    day = born.day if identity.born_precision == "day" else None
    year = born.year + GUESS_MAY_BE_OFF_BY if identity.born_precision == "about" else born.year
    return PartialDate(year, month, day).latest


def deciding_organisation_id(case: Case) -> int:
    """The organisation whose people decide the case now."""
    party = CaseParty.objects.get(case=case, capacity=AUTHORITY, party_status=ACTIVE)
    return party.organisation_id


def submitted_by(case: Case) -> QuerySet[CaseStatusRow, int]:
    """The id of the person who submitted the referral, as one row; none for a case that was imported without one."""
    # Without those of nobody: `not in` a list that holds a null is never true in SQL.
    rows = CaseStatusRow.objects.filter(case=case, status=CaseStatus.SUBMITTED.value, by_person__isnull=False)
    return rows.values_list("by_person_id", flat=True)


def has_active_party(case: Case, capacity: Capacity) -> bool:
    """Whether an organisation takes part in a case already found visible in that capacity now."""
    return CaseParty.objects.filter(case=case, capacity=capacity.value, party_status=ACTIVE).exists()


def possible_caseworkers(case: Case) -> QuerySet[Membership]:
    """Everybody of the deciding organisation to whom the case may be given, by name: not whoever referred it."""
    colleagues = colleagues_in_role(deciding_organisation_id(case), DECIDING_ROLES).select_related("team")
    return colleagues.exclude(person_id__in=submitted_by(case))


def open_cases_by_caseworker(organisation_id: int) -> dict[int, int]:
    """How many open cases of the organisation each caseworker has, by membership id; one query."""
    parties = CaseParty.objects.filter(
        organisation_id=organisation_id,
        capacity=AUTHORITY,
        party_status=ACTIVE,
        case_status__in=[status.value for status in open_statuses()],
        caseworker__isnull=False,
    )
    return dict(parties.values_list("caseworker_id").annotate(Count("pk")))


def open_work_of_member(membership_id: int, actor: Actor) -> OpenWork:
    """The cases with a member that can be given to somebody else: how many, and the oldest that the actor sees."""
    statuses = [status.value for status in reallocatable_statuses()]
    theirs = Case.objects.filter(allocated_to_id=membership_id, status__in=statuses)
    seen = cases_visible_to(actor).filter(pk__in=theirs.values("pk")).order_by("received_at", "pk")
    return OpenWork(theirs.count(), tuple(seen.values_list("pk", "reference")[:OPEN_WORK_SHOWN]))
