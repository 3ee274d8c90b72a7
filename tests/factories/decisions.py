"""Decisions of either kind in every state, made by the real actions."""

from __future__ import annotations

from cases.models import Case
from decisions.actions.checking import approve_decision, return_decision
from decisions.actions.drafting import draft_decision, send_to_second_caseworker
from decisions.enums import DecisionKind, DecisionOutcome
from decisions.models import Decision
from tests.factories.cases import CG, NEGATIVE, POSITIVE, REASONS, RG, actor, case_at, decide, recover

COMMENTS = "Say why the account is not believed.\nQuote it."
_WRITTEN_AT = {RG: "rg_in_progress", CG: "rg_positive"}


def decision_at(
    state: str,
    outcome: DecisionOutcome = NEGATIVE,
    *,
    reasons: str = REASONS,
    case: Case | None = None,
    kind: DecisionKind = RG,
) -> Decision:
    """A decision of the SCA's caseworker, version 1: `draft`, `with_second_caseworker`, `returned` or `approved`. A
    conclusive one may be issued on the day it is made."""
    if case is None:
        case = case_at(_WRITTEN_AT[kind])
        if kind is CG:
            recover(case)
    author, second = actor("sca-caseworker"), actor("sca-second-caseworker")
    draft_decision(kind=kind, case_id=case.pk, outcome=outcome, reasons=reasons, version=0, by=author)
    if state != "draft":
        send_to_second_caseworker(kind=kind, case_id=case.pk, version=1, by=author)
    if state == "returned":
        return_decision(kind=kind, case_id=case.pk, comments=COMMENTS, version=1, by=second)
    if state == "approved":
        approve_decision(kind=kind, case_id=case.pk, version=1, by=second)
    return Decision.objects.select_related("case").get(case=case, kind=kind.value)


def issued_positive_cg(case: Case, *, authority: str = "sca") -> Case:
    """The case, which has a positive reasonable grounds decision, with a positive conclusive one issued today."""
    return _concluded(case, POSITIVE, authority)


def issued_negative_cg(case: Case, *, authority: str = "sca") -> Case:
    """The case, which has a positive reasonable grounds decision, with a negative conclusive one issued today."""
    return _concluded(case, NEGATIVE, authority)


def _concluded(case: Case, outcome: DecisionOutcome, authority: str) -> Case:
    decide(recover(case), CG, outcome, authority=authority)
    case.refresh_from_db()
    return case
