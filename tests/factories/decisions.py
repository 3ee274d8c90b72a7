"""Reasonable grounds decisions in every state, made by the real actions."""

from __future__ import annotations

from cases.models import Case
from decisions.actions.checking import approve_reasonable_grounds, return_reasonable_grounds
from decisions.actions.drafting import draft_reasonable_grounds, send_to_second_caseworker
from decisions.enums import DecisionOutcome
from decisions.models import Decision
from tests.factories.cases import REASONS, actor, case_at

COMMENTS = "Say why the account is not believed.\nQuote it."


def decision_at(
    state: str, outcome: DecisionOutcome = DecisionOutcome.NEGATIVE, *, reasons: str = REASONS, case: Case | None = None
) -> Decision:
    """A decision of the SCA's caseworker, version 1: `draft`, `with_second_caseworker`, `returned` or `approved`."""
    case = case or case_at("rg_in_progress")
    author, second = actor("sca-caseworker"), actor("sca-second-caseworker")
    draft_reasonable_grounds(case_id=case.pk, outcome=outcome, reasons=reasons, version=0, by=author)
    if state != "draft":
        send_to_second_caseworker(case_id=case.pk, version=1, by=author)
    if state == "returned":
        return_reasonable_grounds(case_id=case.pk, comments=COMMENTS, version=1, by=second)
    if state == "approved":
        approve_reasonable_grounds(case_id=case.pk, version=1, by=second)
    return Decision.objects.select_related("case").get(case=case)
