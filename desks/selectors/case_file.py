"""Everything the page of one case shows, from every room, for a case already found visible."""

from __future__ import annotations

from dataclasses import dataclass

from cases.models import Case, CaseStatusRow, Routing
from deadlines.models import Deadline
from deadlines.selectors import deadlines_of
from decisions.models import Decision
from decisions.selectors import RG, decisions_of, issued_reasonable_grounds
from nrm.access.actors import PersonActor
from nrm.audit.events import Event
from nrm.audit.models import AuditEvent
from nrm.audit.selectors import imported_at, timeline_of
from referrals.domain.answers import Answers
from referrals.domain.identity import rejoin
from referrals.selectors import latest_answers

TIMELINE_LENGTH = 50


@dataclass(frozen=True)
class CaseFile:
    """The file as the deciding authority reads it."""

    case: Case
    answers: Answers
    deadlines: list[Deadline]
    decision: Decision | None
    routing: Routing | None
    events: list[AuditEvent]
    history: list[CaseStatusRow]


@dataclass(frozen=True)
class FollowedCase:
    """The case as its referrer follows it: the outcome, never the minute."""

    case: Case
    deadlines: list[Deadline]
    decision: Decision | None
    events: list[AuditEvent]
    history: list[CaseStatusRow]


def case_file(actor: PersonActor, case: Case) -> CaseFile:
    """The whole file."""
    events = _timeline(actor, case)
    decisions = [decision for decision in decisions_of(case) if decision.kind == RG]
    return CaseFile(
        case=case,
        answers=answers_of(case),
        deadlines=deadlines_of(case),
        decision=decisions[0] if decisions else None,
        routing=Routing.objects.filter(case=case).select_related("organisation").order_by("-routed_at", "-pk").first(),
        events=events,
        history=_history(case, events),
    )


def followed_case(actor: PersonActor, case: Case) -> FollowedCase:
    """What the referrer follows."""
    events = _timeline(actor, case)
    return FollowedCase(
        case, deadlines_of(case), issued_reasonable_grounds(case), events, history=_history(case, events)
    )


def answers_of(case: Case) -> Answers:
    """The referral's answers with those that identify; nothing for a case without a referral."""
    referral = getattr(case, "referral", None)
    identity = case.identity.values if case.identity else {}
    return rejoin(latest_answers(referral).answers, identity) if referral is not None else identity


def _history(case: Case, events: list[AuditEvent]) -> list[CaseStatusRow]:
    """The statuses of a case that came from elsewhere, newest first: what was done to it there is not in our record."""
    if any(event.event == Event.REFERRAL_SUBMITTED.value for event in events):
        return []
    rows = CaseStatusRow.objects.filter(case=case)
    brought_in_at = imported_at(case.pk)
    if brought_in_at is not None:
        rows = rows.filter(since__lte=brought_in_at)
    return list(rows.order_by("-since", "-pk"))


def _timeline(actor: PersonActor, case: Case) -> list[AuditEvent]:
    return timeline_of(case.pk, [capacity.value for capacity in actor.capacities], TIMELINE_LENGTH)
