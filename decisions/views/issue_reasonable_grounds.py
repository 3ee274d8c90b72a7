"""The caseworker confirms that the decision goes out, knowing what that does."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages

from decisions.actions.issuing import issue_reasonable_grounds
from decisions.enums import DecisionOutcome
from decisions.forms import VersionedForm
from decisions.presenters import OUTCOME_WORDS, effects_of_issuing
from decisions.selectors import referrers_told
from decisions.views.decision_page import DecisionPage
from nrm import clock
from nrm.access.permissions import Permission


class IssueReasonableGrounds(DecisionPage):
    permission: ClassVar[Permission] = Permission.ISSUE_REASONABLE_GROUNDS
    template = "decisions/issue_reasonable_grounds.html"
    title = "Issue the reasonable grounds decision"
    form_class: ClassVar[type[forms.Form]] = VersionedForm

    def context(self) -> dict[str, Any]:
        decision, told = self.decision, referrers_told(self.thing)
        effects = []
        if decision is not None:
            outcome = DecisionOutcome(decision.outcome)
            effects = effects_of_issuing(self.thing, outcome, self.standard, told, clock.today())
        return {**super().context(), "effects": effects}

    def act(self, form: forms.Form) -> str:
        decision = issue_reasonable_grounds(case_id=self.thing.pk, version=form.cleaned_data["version"], by=self.actor)
        outcome = OUTCOME_WORDS[DecisionOutcome(decision.outcome)].lower()
        messages.success(self.request, f"The {outcome} reasonable grounds decision was issued.")
        return self.case_address()
