"""What a case's next decision waits for, each with where it is dealt with."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse

from cases.domain.states import STATUS_WORDS, awaiting_reasonable_grounds
from cases.enums import CaseStatus, DecisionMaker
from cases.presenters import DECISION_MAKER_NAMES
from deadlines.presenters import with_weekday
from decisions.domain.kinds import KINDS
from decisions.domain.states import STATUS_WORDS as DECISION_STATUS_WORDS
from decisions.enums import DecisionKind, DecisionStatus
from decisions.models import Decision
from desks.presenters.care import has_safe_contact
from desks.selectors.case_file import CaseFile
from nrm.access.actors import PersonActor
from nrm.access.check import allows
from nrm.access.permissions import Permission

RG, CG = DecisionKind.REASONABLE_GROUNDS, DecisionKind.CONCLUSIVE_GROUNDS


def kind_awaited(file: CaseFile) -> DecisionKind | None:
    """The kind of decision the case waits for; None when it waits for none."""
    status = CaseStatus(file.case.status)
    if status in awaiting_reasonable_grounds():
        return RG
    return CG if STATUS_WORDS[status].is_open else None


def before_title(file: CaseFile) -> str:
    """The heading over what the awaited decision waits for."""
    kind = kind_awaited(file)
    return f"Before a {KINDS[kind].words} decision" if kind is not None else ""


def before_the_decision(file: CaseFile, actor: PersonActor, today: dt.date) -> list[dict[str, Any]]:
    """What the awaited decision waits for, each with where it is dealt with; empty once every decision is issued."""
    kind = kind_awaited(file)
    if kind is None:
        return []
    decision = file.decisions.get(kind)
    first = [_routed(file, actor), _allocated(file, actor)] if kind is RG else [_allocated(file, actor)]
    rows = [*first, *_earliest(file, KINDS[kind].not_before, today), _safe_contact(file), _drafted(decision)]
    return [*rows, _checked(decision)] if decision is not None and decision.outcome == "negative" else rows


def _routed(file: CaseFile, actor: PersonActor) -> dict[str, Any]:
    if file.routing is not None or file.case.decision_maker:
        name = (
            file.routing.organisation.name
            if file.routing
            else DECISION_MAKER_NAMES[DecisionMaker(file.case.decision_maker)]
        )
        return {"text": "Routed to a decision-maker", "hint": name, "status": "done"}
    return _task("Route to a decision-maker", "cases:route", Permission.ROUTE_CASE, file, actor)


def _allocated(file: CaseFile, actor: PersonActor) -> dict[str, Any]:
    holder = file.case.allocated_to
    if holder is not None:
        return {"text": "Allocated to a caseworker", "hint": holder.person.name, "status": "done"}
    return _task("Allocate to a caseworker", "cases:allocate", Permission.ALLOCATE_CASE, file, actor)


def _task(text: str, route: str, permission: Permission, file: CaseFile, actor: PersonActor) -> dict[str, Any]:
    if permission in actor.permissions and allows(actor, permission, file.case):
        return {"text": text, "href": reverse(route, args=[file.case.reference]), "status": "not_started"}
    return {"text": text, "status": "waiting", "hint": "By the intake officer or a team leader"}


def _safe_contact(file: CaseFile) -> dict[str, Any]:
    if has_safe_contact(file.answers):
        return {"text": "Safe way to reach the person", "status": "done"}
    missing = {"text": "Missing", "colour": "yellow"}
    return {"text": "Safe way to reach the person", "status": missing, "hint": "Ask the first responder"}


def _earliest(file: CaseFile, rule: str, today: dt.date) -> list[dict[str, Any]]:
    """The first day on which the decision may be issued, where the case has one stored."""
    row = next((row for row in file.deadlines if rule and row.rule == rule), None)
    if row is None:
        return []
    task = {"text": "Earliest day to issue it", "hint": with_weekday(row.due_on)}
    return [{**task, "status": "done" if row.due_on <= today else "waiting"}]


def _drafted(decision: Decision | None) -> dict[str, Any]:
    if decision is None:
        return {"text": "Decision and its reasons", "status": "not_started"}
    words = DECISION_STATUS_WORDS[DecisionStatus(decision.status)]
    return {
        "text": "Decision and its reasons",
        "hint": f"Proposed: {decision.outcome}, by {decision.author.person.name}",
        "status": {"text": words, "colour": "yellow" if decision.status == "returned" else "blue"},
    }


def _checked(decision: Decision) -> dict[str, Any]:
    if decision.approved_by_person is not None and decision.approved_version == decision.version:
        return {"text": "Second caseworker", "hint": decision.approved_by_person.name, "status": "done"}
    waiting = decision.status == DecisionStatus.WITH_SECOND_CASEWORKER.value
    return {
        "text": "Second caseworker",
        "hint": "A negative decision is approved by another person before it is issued",
        "status": "waiting" if waiting else "cannot_start",
    }
