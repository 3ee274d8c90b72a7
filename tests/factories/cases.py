"""Cases in every status, made by the real actions, each done by the persona who may."""

from __future__ import annotations

import datetime as dt

from django.db.models import F

from cases.actions.allocation import allocate_case
from cases.actions.routing import route_case
from cases.enums import DecisionMaker
from cases.models import Case
from deadlines.models import Deadline
from decisions.actions.checking import approve_decision
from decisions.actions.drafting import draft_decision, send_to_second_caseworker
from decisions.actions.issuing import issue_decision
from decisions.enums import DecisionKind, DecisionOutcome
from nrm.access.actors import PersonActor
from nrm.accounts.models import Membership
from nrm.accounts.selectors import actor_for
from nrm.audit.frame import unguarded
from referrals.actions.drafts import start_draft
from referrals.actions.submission import submit_referral
from referrals.domain.answers import Answer
from tests.factories.answers import adult_answers

RG, CG = DecisionKind
POSITIVE, NEGATIVE = DecisionOutcome
REASONS = "The account is consistent with what is known of the route.\n\nIndicators: debt bondage, threats."
RECOVERY_CLOCKS = ("recovery_period_end", "cg_earliest")
# What was done, in order, to a case that stands there.
_STEPS_TO = {
    "submitted": (),
    "routed": ("route",),
    "rg_in_progress": ("route", "allocate"),
    "rg_positive": ("route", "allocate", (RG, POSITIVE)),
    "rg_negative": ("route", "allocate", (RG, NEGATIVE)),
    "cg_in_progress": ("route", "allocate", (RG, POSITIVE), "recover", "draft_cg"),
    "cg_positive": ("route", "allocate", (RG, POSITIVE), "recover", (CG, POSITIVE)),
    "cg_negative": ("route", "allocate", (RG, POSITIVE), "recover", (CG, NEGATIVE)),
}
STATUSES = tuple(_STEPS_TO)


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
    """A case in that status, decided by `sca` or `ieca`, its caseworker the authority's persona. In a conclusive
    grounds status the positive reasonable grounds decision is `recover`ed from."""
    case = submitted_case(referrer, **answers)
    for step in _STEPS_TO[status]:
        if isinstance(step, tuple):
            decide(case, *step, authority=authority)
        else:
            _STEPS[step](case, authority)
    case.refresh_from_db()
    return case


def decide(
    case: Case, kind: DecisionKind, outcome: DecisionOutcome, *, authority: str = "sca", reasons: str = REASONS
) -> None:
    """Write, have checked where it is a negative, and issue the decision on a case at its stage."""
    author = actor(f"{authority}-caseworker")
    draft_decision(kind=kind, case_id=case.pk, outcome=outcome, reasons=reasons, version=0, by=author)
    if outcome is NEGATIVE:
        send_to_second_caseworker(kind=kind, case_id=case.pk, version=1, by=author)
        approve_decision(kind=kind, case_id=case.pk, version=1, by=actor(f"{authority}-second-caseworker"))
    issue_decision(kind=kind, case_id=case.pk, version=1, by=author)


def recover(case: Case, days: int = 31) -> Case:
    """Put the positive reasonable grounds decision that many days back, so that the conclusive grounds decision may be
    made; the personas have not been there so long, so the clock itself cannot be put back."""
    back = dt.timedelta(days=days)
    with unguarded():
        case.decisions.filter(kind=RG.value).update(issued_at=F("issued_at") - back, issued_on=F("issued_on") - back)
        Deadline.objects.filter(case=case, rule__in=RECOVERY_CLOCKS).update(
            started_on=F("started_on") - back, due_on=F("due_on") - back
        )
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


def _draft_conclusive(case: Case, authority: str) -> None:
    author = actor(f"{authority}-caseworker")
    draft_decision(kind=CG, case_id=case.pk, outcome=POSITIVE, reasons=REASONS, version=0, by=author)


_STEPS = {
    "route": _route,
    "allocate": _allocate,
    "recover": lambda case, authority: recover(case),
    "draft_cg": _draft_conclusive,
}
