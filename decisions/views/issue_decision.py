"""The caseworker confirms that the decision goes out, knowing what that does."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages

from decisions.actions.issuing import issue_decision
from decisions.enums import DecisionKind, DecisionOutcome
from decisions.models import Decision
from decisions.presenters import OUTCOME_WORDS, Effect, effects_of_issuing
from decisions.selectors import everybody_told
from decisions.views.decision_page import DecisionPage
from nrm import clock
from nrm.access.permissions import Permission
from nrm.web.versioned_form import VersionedForm


class IssueDecision(DecisionPage):
    """The last page before either kind of decision goes out."""

    template = "decisions/issue_decision.html"
    form_class: ClassVar[type[forms.Form]] = VersionedForm

    def context(self) -> dict[str, Any]:
        decision = self.decision
        return {**super().context(), "effects": self._effects(decision) if decision else []}

    def _effects(self, decision: Decision) -> list[Effect]:
        told = everybody_told(decision, self.thing)
        return effects_of_issuing(self.thing, decision, self.standard, told, clock.today())

    def act(self, form: forms.Form) -> str:
        decision = issue_decision(
            case_id=self.thing.pk, kind=self.kind, version=form.cleaned_data["version"], by=self.actor
        )
        outcome = OUTCOME_WORDS[DecisionOutcome(decision.outcome)].lower()
        messages.success(self.request, f"The {outcome} {self.rules.words} decision was issued.")
        return self.case_address()


class IssueReasonableGrounds(IssueDecision):
    permission: ClassVar[Permission] = Permission.ISSUE_REASONABLE_GROUNDS
    kind = DecisionKind.REASONABLE_GROUNDS
    title = "Issue the reasonable grounds decision"


class IssueConclusiveGrounds(IssueDecision):
    permission: ClassVar[Permission] = Permission.ISSUE_CONCLUSIVE_GROUNDS
    kind = DecisionKind.CONCLUSIVE_GROUNDS
    title = "Issue the conclusive grounds decision"
