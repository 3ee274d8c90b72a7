"""Routing: to which competent authority a new case goes."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

from cases.actions.standing import add_party, end_party, follow_transition
from cases.domain.routing import RoutingAnswer, choice_refusal, decision_maker_refusal, suggest_route
from cases.enums import DecisionMaker, IecaCriterion
from cases.models import Case, Routing
from cases.policies import check_not_stale
from cases.selectors import deciding_organisation_id, lock, routing_facts
from nrm import clock
from nrm.access.actors import Actor
from nrm.access.check import check
from nrm.access.permissions import Permission
from nrm.access.roles import Capacity
from nrm.accounts.models import Organisation
from nrm.accounts.selectors import competent_authority
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from nrm.exceptions import DomainError


@action
def route_case(
    *,
    case_id: int,
    decision_maker: DecisionMaker,
    ieca_criteria: Collection[IecaCriterion],
    reason: str,
    version: int,
    by: Actor,
) -> Case:
    """Send a new case to its decision-maker; the authority that received it keeps it or sees it no more.

    Refuses a stale `version`, a case that was routed before, a panel, the authority for adults where the person may be
    a child, and a choice against the suggestion without a reason.
    """
    case = lock(by, case_id)
    check_not_stale(case, version)
    check(by, Permission.ROUTE_CASE, case)
    suggestion = suggest_route(routing_facts(case, ieca_criteria))
    _refuse(suggestion, decision_maker, reason)
    organisation = competent_authority(decision_maker.value)
    _add_row(case, organisation, suggestion, decision_maker, ieca_criteria, reason, by)
    case.decision_maker = decision_maker.value
    case.save(update_fields=["decision_maker"])
    follow_transition(case, "route", by=by)
    _hand_over(case, organisation)
    record(Event.CASE_ROUTED, by=by, case=case, organisation=organisation.name, rule=suggestion.rule)
    return case


def _refuse(suggestion: RoutingAnswer, chosen: DecisionMaker, reason: str) -> None:
    refusal = choice_refusal(suggestion, chosen, reason)
    if refusal is not None:
        raise DomainError(refusal, field="decision_maker" if decision_maker_refusal(suggestion, chosen) else "reason")


def _add_row(
    case: Case,
    organisation: Organisation,
    suggestion: RoutingAnswer,
    chosen: DecisionMaker,
    ieca_criteria: Collection[IecaCriterion],
    reason: str,
    by: Actor,
) -> None:
    Routing.objects.create(
        case=case,
        organisation=organisation,
        suggested_rule=suggestion.rule,
        followed_suggestion=chosen is suggestion.decision_maker,
        ieca_criteria=sorted(criterion.value for criterion in ieca_criteria),
        reason=reason,
        routed_at=clock.now(),
        routed_by_id=cast("int", by.membership_id),  # a part of the system was refused
    )


def _hand_over(case: Case, organisation: Organisation) -> None:
    """Confirm the authority that has the case, or end its part and make the other one a party."""
    if deciding_organisation_id(case) == organisation.pk:
        return
    end_party(case, Capacity.COMPETENT_AUTHORITY.value)
    add_party(case, organisation, Capacity.COMPETENT_AUTHORITY.value)
