"""Cases in every status, made by the real actions, each done by the persona who may."""

from __future__ import annotations

from cases.actions.allocation import allocate_case
from cases.actions.routing import route_case
from cases.enums import DecisionMaker
from cases.models import Case
from decisions.actions.checking import approve_reasonable_grounds
from decisions.actions.drafting import draft_reasonable_grounds, send_to_second_caseworker
from decisions.actions.issuing import issue_reasonable_grounds
from decisions.enums import DecisionOutcome
from nrm.access.actors import PersonActor
from nrm.accounts.models import Membership
from nrm.accounts.selectors import actor_for
from referrals.actions.drafts import start_draft
from referrals.actions.submission import submit_referral
from referrals.domain.answers import Answer
from tests.factories.answers import adult_answers

STATUSES = ("submitted", "routed", "rg_in_progress", "rg_positive", "rg_negative")
REASONS = "The account is consistent with what is known of the route.\n\nIndicators: debt bondage, threats."


def actor(slug: str) -> PersonActor:
    """The demonstration's person of that slug, acting in their only membership."""
    membership = Membership.objects.select_related("person", "organisation").get(person__email=f"{slug}@demo.example")
    return actor_for(membership)


def submitted_case(referrer: str = "police-referrer", **answers: Answer) -> Case:
    """A referral of a consenting adult, submitted now; `answers` change single answers."""
    by = actor(referrer)
    draft = start_draft(answers=adult_answers(**answers), by=by)
    return submit_referral(draft_id=draft.pk, version=draft.version, by=by)


def case_at(status: str, *, referrer: str = "police-referrer", authority: str = "sca", **answers: Answer) -> Case:
    """A case in that status, decided by `sca` or `ieca`, its caseworker the authority's persona."""
    case = submitted_case(referrer, **answers)
    for each in STATUSES[1 : STATUSES.index(status) + 1]:
        if each not in {"rg_positive", "rg_negative"}:
            _ADVANCE[each](case, authority)
    if status in {"rg_positive", "rg_negative"}:
        _decide(case, authority, DecisionOutcome(status.removeprefix("rg_")))
    case.refresh_from_db()
    return case


def _route(case: Case, authority: str) -> None:
    reason = "" if authority == "sca" else "Detained for immigration purposes since yesterday."
    route_case(
        case_id=case.pk,
        decision_maker=DecisionMaker(authority),
        ieca_criteria=[],
        reason=reason,
        version=case.version,
        by=actor("sca-intake"),
    )


def _allocate(case: Case, authority: str) -> None:
    case.refresh_from_db()
    allocate_case(
        case_id=case.pk,
        membership_id=actor(f"{authority}-caseworker").membership_id,
        version=case.version,
        by=actor(f"{authority}-leader"),
    )


def _decide(case: Case, authority: str, outcome: DecisionOutcome) -> None:
    author = actor(f"{authority}-caseworker")
    draft_reasonable_grounds(case_id=case.pk, outcome=outcome, reasons=REASONS, version=0, by=author)
    if outcome is DecisionOutcome.NEGATIVE:
        send_to_second_caseworker(case_id=case.pk, version=1, by=author)
        approve_reasonable_grounds(case_id=case.pk, version=1, by=actor(f"{authority}-second-caseworker"))
    issue_reasonable_grounds(case_id=case.pk, version=1, by=author)


_ADVANCE = {"routed": _route, "rg_in_progress": _allocate}
