"""How a case moved: its statuses, routing, allocation, and the referrer and authority that take part."""

from __future__ import annotations

import random
from collections.abc import Iterator

from django.db.models import Model

from cases.domain.routing import suggest_route
from cases.enums import CaseStatus, DecisionMaker, IecaCriterion
from cases.models import Allocation, CaseParty, CaseStatusRow, Routing
from cases.selectors import routing_facts
from demonstration.case_file import CaseFile, statuses_of
from demonstration.deadline_rows import rg_target
from demonstration.shares import pick
from nrm.access.roles import Capacity

KEPT_REASON = "The person is in hospital and will not be moved. Agreed by telephone with the other authority."


def history_rows(file: CaseFile, source: random.Random) -> Iterator[Model]:
    """Everything that follows from the steps the case has taken."""
    yield from _statuses(file)
    yield from _routing(file, source)
    yield from _allocation(file)
    yield from _parties(file)


def _statuses(file: CaseFile) -> Iterator[Model]:
    by = {"submit": file.referrer, "route": file.cast.intake, "allocate": file.cast.allocator(file.life.decision_maker)}
    for status, transition, since in statuses_of(file.life):
        membership = by.get(transition, file.author)
        yield CaseStatusRow(
            case=file.case,
            status=status.value,
            since=since,
            by_label=membership.person.name,
            by_person=membership.person,
        )


def _routing(file: CaseFile, source: random.Random) -> Iterator[Model]:
    routed_at = file.life.moment_of("route")
    if routed_at is None:
        return
    chosen = DecisionMaker(file.life.decision_maker)
    criteria = _criteria(file, source, chosen)
    suggestion = suggest_route(routing_facts(file.case, criteria))
    followed = chosen is suggestion.decision_maker
    yield Routing(
        pk=file.pk,
        case=file.case,
        organisation=file.author.organisation,
        suggested_rule=suggestion.rule,
        ieca_criteria=sorted(criterion.value for criterion in criteria),
        followed_suggestion=followed,
        reason="" if followed or suggestion.decision_maker is DecisionMaker.PANEL else KEPT_REASON,
        routed_at=routed_at,
        routed_by=file.cast.intake,
    )


def _criteria(file: CaseFile, source: random.Random, chosen: DecisionMaker) -> list[IecaCriterion]:
    """What the intake officer ticked; a few cases were kept though a criterion was met."""
    is_kept = not file.life.is_child and file.life.nationality != "GB" and pick(source, ((True, 4), (False, 96)))
    if chosen is DecisionMaker.IECA or is_kept:
        return source.sample(list(IecaCriterion), pick(source, ((1, 85), (2, 15))))
    return []


def _allocation(file: CaseFile) -> Iterator[Model]:
    allocated_at = file.life.moment_of("allocate")
    if allocated_at is not None:
        yield Allocation(
            pk=file.pk,
            case=file.case,
            caseworker=file.author,
            allocated_at=allocated_at,
            allocated_by=file.cast.allocator(file.life.decision_maker),
        )


def _parties(file: CaseFile) -> Iterator[Model]:
    """The referrer and the deciding authority; where the case went to the other one, the first one's ended part."""
    sca, received_at = file.cast.intake.organisation, file.life.received_at
    yield _party(file, organisation=file.referrer.organisation, capacity=Capacity.REFERRER, since=received_at)
    authority = Capacity.COMPETENT_AUTHORITY
    handed_over_at = file.life.moment_of("route") if file.life.decision_maker != "sca" else None
    if handed_over_at is None:
        yield _party(file, organisation=sca, capacity=authority, since=received_at, caseworker=file.case.allocated_to)
        return
    yield _party(
        file,
        organisation=sca,
        capacity=authority,
        since=received_at,
        until=handed_over_at,
        party_status="ended",
        case_status=CaseStatus.ROUTED.value,
        due_on=rg_target(file).due_on,
    )
    yield _party(
        file,
        organisation=file.author.organisation,
        capacity=authority,
        since=handed_over_at,
        caseworker=file.case.allocated_to,
    )


def _party(file: CaseFile, *, capacity: Capacity, **columns: object) -> CaseParty:
    copies = {
        "case_status": file.case.status,
        "received_on": file.case.received_on,
        "due_on": None if file.life.moment_of("issue") else rg_target(file).due_on,
    }
    return CaseParty(case=file.case, capacity=capacity.value, **copies | columns)
