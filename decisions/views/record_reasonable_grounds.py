"""The caseworker writes the reasonable grounds decision."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.urls import reverse

from decisions.actions.drafting import draft_reasonable_grounds, send_to_second_caseworker
from decisions.enums import DecisionOutcome
from decisions.forms import ISSUE, SEND, RecordForm
from decisions.selectors import text_of, unanswered_return
from decisions.views.decision_page import DecisionPage
from nrm.access.check import refusal
from nrm.access.permissions import Permission


class RecordReasonableGrounds(DecisionPage):
    permission: ClassVar[Permission] = Permission.DRAFT_REASONABLE_GROUNDS
    template = "decisions/record_reasonable_grounds.html"
    title = "Reasonable grounds decision"
    form_class: ClassVar[type[forms.Form]] = RecordForm

    def form_kwargs(self) -> dict[str, Any]:
        decision = self.decision
        if decision is None:
            return {"initial": {"version": 0}}
        text = text_of(decision)
        return {"initial": {"version": decision.version, "outcome": text.outcome, "reasons": text.reasons}}

    def context(self) -> dict[str, Any]:
        decision = self.decision
        returned = unanswered_return(decision) if decision else None
        return {**super().context(), "returned": returned}

    def act(self, form: forms.Form) -> str:
        data = form.cleaned_data
        decision = draft_reasonable_grounds(
            case_id=self.thing.pk,
            outcome=DecisionOutcome(data["outcome"]),
            reasons=data["reasons"],
            version=data["version"],
            by=self.actor,
        )
        if data["step"] == SEND:
            send_to_second_caseworker(case_id=self.thing.pk, version=decision.version, by=self.actor)
            messages.success(
                self.request, "The decision was sent to the second caseworkers. You are told of the check."
            )
            return self.case_address()
        if data["step"] == ISSUE:
            return self._towards_issuing()
        messages.success(self.request, f"Saved as a draft, version {decision.version}. Nobody is told.")
        return self._address("decisions:record-reasonable-grounds")

    def _towards_issuing(self) -> str:
        """The page that confirms issuing; where the saved decision may not go out yet, back here with the reason."""
        sentence = refusal(self.actor, Permission.ISSUE_REASONABLE_GROUNDS, self.thing)
        if not sentence:
            return self._address("decisions:issue-reasonable-grounds")
        messages.warning(self.request, f"Saved as a draft. {sentence}")
        return self._address("decisions:record-reasonable-grounds")

    def _address(self, name: str) -> str:
        return reverse(name, kwargs={"reference": self.thing.reference})
