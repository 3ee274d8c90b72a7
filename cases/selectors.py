"""Reads of cases. Every list, count, search, suggestion and notice goes through `cases_visible_to`."""

from __future__ import annotations

from django.db.models import QuerySet

from cases.models import Case, CaseParty
from nrm.access.actors import Actor
from nrm.access.exceptions import NotVisible


def parties_visible_to(actor: Actor) -> QuerySet[CaseParty]:
    """The active party rows through which the actor sees cases. Lists start here: the sort keys are on the row."""
    return CaseParty.objects.filter(
        organisation_id__in=actor.reach,
        capacity__in=[capacity.value for capacity in actor.capacities],
        party_status="active",
    )


def cases_visible_to(actor: Actor) -> QuerySet[Case]:
    """The cases within the actor's reach: through a party row, or named, for a part of the system."""
    if actor.case_ids is not None:
        return Case.objects.filter(pk__in=actor.case_ids)
    return Case.objects.filter(pk__in=parties_visible_to(actor).values("case_id"))


def case_by_reference(actor: Actor, reference: str) -> Case:
    """The visible case with that reference, with identity and facts; else `NotVisible`."""
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
