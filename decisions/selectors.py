"""Reads of decisions, and of who is told of them."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from cases.models import Case
from decisions.domain.kinds import KINDS
from decisions.enums import DecisionKind, DecisionOutcome, DecisionStatus
from decisions.models import Decision, DecisionStep, DecisionVersion
from nrm import wiring
from nrm.access.actors import Actor
from nrm.access.roles import Role
from nrm.accounts.models import Membership
from nrm.accounts.selectors import colleagues_in_role
from referrals.models import Referral

LEADS = frozenset({Role.LEAD})
SECOND_CASEWORKERS = frozenset({Role.SECOND_CASEWORKER})


def decision_in_progress(case: Case, kind: DecisionKind) -> Decision | None:
    """The decision of that kind being made on a case already found visible; None when there is none."""
    return (
        Decision.objects.filter(case=case, kind=kind.value)
        .exclude(status=DecisionStatus.ISSUED.value)
        .select_related("author__person", "approved_by_person")
        .first()
    )


def decisions_of(case: Case) -> list[Decision]:
    """Every decision on a case already found visible, the newest first, with `shown_versions` and `shown_steps`: only
    for those who may read the file; three queries."""
    versions = Prefetch("versions", DecisionVersion.objects.order_by("version"), to_attr="shown_versions")
    steps = Prefetch("steps", DecisionStep.objects.select_related("taken_by__person"), to_attr="shown_steps")
    return list(
        Decision.objects.filter(case=case)
        .select_related("author__person", "approved_by_person", "issued_by__person")
        .prefetch_related(versions, steps)
        .order_by("-pk")
    )


def issued_decisions_of(case: Case) -> dict[DecisionKind, Decision]:
    """The issued decision of each kind of a case already found visible, the newest where there are several; every
    party may be shown outcome and date. One statement."""
    issued = Decision.objects.filter(case=case, status=DecisionStatus.ISSUED.value).order_by("pk")
    return {DecisionKind(decision.kind): decision for decision in issued}


def awaiting_check_by(actor: Actor) -> QuerySet[Decision]:
    """The decisions, on any case, that this person may approve or return if they see the case: for use only inside a
    query that starts from what they see, so that visibility is asked once."""
    kinds = [kind.value for kind, rules in KINDS.items() if rules.check in actor.permissions]
    if not kinds:
        return Decision.objects.none()
    waiting = Decision.objects.filter(
        kind__in=kinds, status=DecisionStatus.WITH_SECOND_CASEWORKER.value, approved_by_person=None
    )
    return waiting.exclude(
        pk__in=DecisionVersion.objects.filter(written_by__person=actor.person_id or 0).values("decision_id")
    )


def text_of(decision: Decision) -> DecisionVersion:
    """The decision's present text."""
    return decision.versions.get(version=decision.version)


def writers_of(decision: Decision) -> frozenset[int]:
    """Everybody, by person id, who wrote a text of the decision."""
    return frozenset(decision.versions.values_list("written_by__person_id", flat=True))


def steps_of(decision: Decision) -> list[DecisionStep]:
    """Every hand the decision went through, the first one first; one query."""
    return list(decision.steps.select_related("taken_by__person"))


def unanswered_return(decision: Decision) -> DecisionStep | None:
    """The hand that returned the decision, with its comments, until the decision is sent again; None otherwise."""
    hands = decision.steps.exclude(step="drafted").select_related("taken_by__person")
    last = hands.order_by("-taken_at", "-pk").first()
    return last if last is not None and last.step == "returned" else None


def second_caseworkers_for(decision: Decision, organisation_id: int) -> list[Membership]:
    """The second caseworkers of the authority who wrote nothing of the decision."""
    writers = writers_of(decision)
    return [each for each in colleagues_in_role(organisation_id, SECOND_CASEWORKERS) if each.person_id not in writers]


def everybody_told(decision: Decision, case: Case) -> list[Membership]:
    """Who is told when the decision is issued now: those who referred, and whoever `nrm/wiring.py` names."""
    also = wiring.also_told(case.pk, DecisionKind(decision.kind), DecisionOutcome(decision.outcome))
    return [*referrers_told(case), *also]


def referrers_told(case: Case) -> list[Membership]:
    """Who of those who referred is told of an issued decision: whoever submitted the referral, while they hold that
    role, and the leads of their organisation; each person once."""
    referral = Referral.objects.select_related("submitted_by").get(case=case)
    everybody = frozenset(Role)
    submitter = colleagues_in_role(referral.organisation_id, everybody).filter(pk=referral.submitted_by_id)
    leads = colleagues_in_role(referral.organisation_id, LEADS)
    return list({each.person_id: each for each in [*leads, *submitter]}.values())
