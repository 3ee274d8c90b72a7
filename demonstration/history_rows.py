"""How a case moved: its statuses, routing, allocation, the organisations that take part, and its dates."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from django.db.models import Model

from cases.domain.routing import suggest_route
from cases.enums import CaseStatus, DecisionMaker, IecaCriterion, Nation
from cases.models import Allocation, CaseParty, CaseStatusRow, Routing
from cases.selectors import routing_facts
from deadlines.domain.compute import Computed, deadline
from deadlines.domain.rules import CG_EARLIEST, RECOVERY_PERIOD_END, RG_TARGET
from deadlines.models import Deadline
from demonstration.case_file import CaseFile, statuses_of
from demonstration.shares import pick
from nrm.access.roles import Capacity
from nrm.london import london_date

KEPT_REASON = "The person is in hospital and will not be moved. Agreed by telephone with the other authority."


def history_rows(file: CaseFile, source: random.Random) -> Iterator[Model]:
    """Everything that follows from the steps the case has taken."""
    yield from _statuses(file)
    yield from _routing(file, source)
    yield from _allocation(file)
    yield from _parties(file)
    yield from _deadlines(file)


def _statuses(file: CaseFile) -> Iterator[Model]:
    by = {
        "submit": file.referrer,
        "route": file.cast.intake,
        "allocate": file.cast.allocator(file.life.decision_maker),
        "issue": file.author,
    }
    for status, step in statuses_of(file.life):
        yield CaseStatusRow(
            case=file.case,
            status=status.value,
            since=file.life.moment_of(step) or file.life.received_at,
            by_label=by[step].person.name,
            by_person=by[step].person,
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
        due_on=_target(file).due_on,
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
        "due_on": None if file.life.moment_of("issue") else _target(file).due_on,
    }
    return CaseParty(case=file.case, capacity=capacity.value, **copies | columns)


def _deadlines(file: CaseFile) -> Iterator[Model]:
    issued_at = file.life.moment_of("issue")
    yield _deadline_row(file, _target(file), file.life.received_at, met_at=issued_at)
    if issued_at is not None and file.case.status == CaseStatus.RG_POSITIVE.value:
        for rule in (RECOVERY_PERIOD_END, CG_EARLIEST):
            yield _deadline_row(file, _computed(file, rule, london_date(issued_at)), issued_at)


def _deadline_row(
    file: CaseFile, computed: Computed, set_at: dt.datetime, met_at: dt.datetime | None = None
) -> Deadline:
    return Deadline(case=file.case, set_at=set_at, met_at=met_at, **Deadline.columns_of(computed))


def _target(file: CaseFile) -> Computed:
    return _computed(file, RG_TARGET, file.life.received_on)


def _computed(file: CaseFile, rule: str, started_on: dt.date) -> Computed:
    computed = deadline(rule, started_on, Nation(file.case.nation), DecisionMaker(file.life.decision_maker))
    if computed is None:
        raise LookupError(f"{rule} sets no date for {file.life.decision_maker}")
    return computed
