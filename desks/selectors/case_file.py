"""Everything the page of one case shows, from every room, for a case already found visible."""

from __future__ import annotations

from dataclasses import dataclass

from cases.models import Case, CaseStatusRow, Routing
from deadlines.domain.rules import OF_SUPPORT
from deadlines.models import Deadline
from deadlines.selectors import deadlines_of, deadlines_told_to_referrer
from decisions.enums import DecisionKind
from decisions.models import Decision
from decisions.selectors import decisions_of, issued_decisions_of
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
    """The file as the deciding authority reads it; of each kind of decision the newest."""

    case: Case
    answers: Answers
    deadlines: list[Deadline]
    decisions: dict[DecisionKind, Decision]
    routing: Routing | None
    events: list[AuditEvent]
    history: list[CaseStatusRow]


@dataclass(frozen=True)
class FollowedCase:
    """The case as its referrer follows it: the outcomes, never a minute, and no date of people in support."""

    case: Case
    deadlines: list[Deadline]
    decisions: dict[DecisionKind, Decision]
    events: list[AuditEvent]
    history: list[CaseStatusRow]


def case_file(actor: PersonActor, case: Case) -> CaseFile:
    """The whole file."""
    events = _timeline(actor, case)
    return CaseFile(
        case=case,
        answers=answers_of(case),
        deadlines=deadlines_of(case),
        decisions={DecisionKind(decision.kind): decision for decision in reversed(decisions_of(case))},
        routing=Routing.objects.filter(case=case).select_related("organisation").order_by("-routed_at", "-pk").first(),
        events=events,
        history=_history(case, events),
    )


def followed_case(actor: PersonActor, case: Case) -> FollowedCase:
    """What the referrer follows."""
    events = [event for event in _timeline(actor, case) if event.payload.get("rule") not in OF_SUPPORT]
    return FollowedCase(
        case=case,
        deadlines=deadlines_told_to_referrer(case),
        decisions=issued_decisions_of(case),
        events=events,
        history=_history(case, events),
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
