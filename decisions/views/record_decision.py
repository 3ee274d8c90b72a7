"""The caseworker writes the decision."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages

from decisions.actions.drafting import draft_decision, send_to_second_caseworker
from decisions.enums import DecisionKind, DecisionOutcome, DecisionStatus
from decisions.forms import CONTINUE, SEND, ConclusiveGroundsForm, ReasonableGroundsForm
from decisions.models import Decision
from decisions.presenters import not_before_words
from decisions.selectors import text_of, unanswered_return
from decisions.views.decision_page import DecisionPage
from nrm import clock
from nrm.access.check import refusal
from nrm.access.permissions import Permission

_SENT = "The decision was sent to the second caseworkers. You are told of the check."
_SENT_BEFORE = "The decision is with the second caseworkers already. You are told of the check."


class RecordDecision(DecisionPage):
    """The page on which either kind of decision is written."""

    template = "decisions/record_decision.html"

    def form_kwargs(self) -> dict[str, Any]:
        decision = self.decision
        if decision is None:
            return {"initial": {"version": 0}}
        text = text_of(decision)
        return {"initial": {"version": decision.version, "outcome": text.outcome, "reasons": text.reasons}}

    def context(self) -> dict[str, Any]:
        decision = self.decision
        returned = unanswered_return(decision) if decision else None
        why_not_yet = refusal(self.actor, self.rules.issue, self.thing) if decision else ""
        return {
            **super().context(),
            "returned": returned,
            "may_be_issued": decision is not None and not why_not_yet,
            "not_before": not_before_words(self.thing, self.kind, clock.today()),
        }

    def act(self, form: forms.Form) -> str:
        data = form.cleaned_data
        decision = draft_decision(
            case_id=self.thing.pk,
            kind=self.kind,
            outcome=DecisionOutcome(data["outcome"]),
            reasons=data["reasons"],
            version=data["version"],
            by=self.actor,
        )
        del self.thing  # it may stand elsewhere now
        if data["step"] == SEND:
            return self._send(decision)
        if data["step"] == CONTINUE:
            return self._go_on(decision)
        messages.success(self.request, f"Saved as a draft, version {decision.version}. Nobody is told.")
        return self.address("record")

    def _go_on(self, decision: Decision) -> str:
        """Where the outcome leads: to issuing where that may be done now, a negative to the second caseworker, and
        otherwise back here with the reason."""
        sentence = refusal(self.actor, self.rules.issue, self.thing)
        if not sentence:
            return self.address("issue")
        if self._waits_for_the_day(decision) or decision.outcome == DecisionOutcome.POSITIVE.value:
            messages.warning(self.request, f"Saved as a draft. {sentence}")
            return self.address("record")
        if decision.status == DecisionStatus.WITH_SECOND_CASEWORKER.value:
            messages.success(self.request, _SENT_BEFORE)
            return self.case_address()
        return self._send(decision)

    def _send(self, decision: Decision) -> str:
        send_to_second_caseworker(case_id=self.thing.pk, kind=self.kind, version=decision.version, by=self.actor)
        messages.success(self.request, _SENT)
        return self.case_address()

    def _waits_for_the_day(self, decision: Decision) -> bool:
        """Whether the second caseworker is done with it, so that only its earliest day is waited for."""
        return decision.approved_version == decision.version


class RecordReasonableGrounds(RecordDecision):
    permission: ClassVar[Permission] = Permission.DRAFT_REASONABLE_GROUNDS
    kind = DecisionKind.REASONABLE_GROUNDS
    title = "Reasonable grounds decision"
    form_class: ClassVar[type[forms.Form]] = ReasonableGroundsForm


class RecordConclusiveGrounds(RecordDecision):
    permission: ClassVar[Permission] = Permission.DRAFT_CONCLUSIVE_GROUNDS
    kind = DecisionKind.CONCLUSIVE_GROUNDS
    title = "Conclusive grounds decision"
    form_class: ClassVar[type[forms.Form]] = ConclusiveGroundsForm
