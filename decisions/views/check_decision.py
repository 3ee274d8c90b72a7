"""The second caseworker reads the whole minute and approves it or returns it."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.contrib import messages

from decisions.actions.checking import approve_decision, return_decision
from decisions.enums import DecisionKind
from decisions.forms import APPROVE, CheckForm
from decisions.views.decision_page import DecisionPage
from nrm.access.permissions import Permission


class CheckDecision(DecisionPage):
    """The check of either kind of decision."""

    template = "decisions/check_decision.html"
    form_class: ClassVar[type[forms.Form]] = CheckForm

    def act(self, form: forms.Form) -> str:
        data = form.cleaned_data
        what = {"case_id": self.thing.pk, "kind": self.kind, "version": data["version"], "by": self.actor}
        if data["verdict"] == APPROVE:
            decision = approve_decision(**what)
            done = f"You approved the decision. {decision.author.person.name} is told and may issue it."
        else:
            decision = return_decision(comments=data["comments"], **what)
            done = f"You returned the decision to {decision.author.person.name}, who is told."
        messages.success(self.request, done)
        return self.case_address()


class CheckReasonableGrounds(CheckDecision):
    permission: ClassVar[Permission] = Permission.CHECK_REASONABLE_GROUNDS
    kind = DecisionKind.REASONABLE_GROUNDS
    title = "Check the reasonable grounds decision"


class CheckConclusiveGrounds(CheckDecision):
    permission: ClassVar[Permission] = Permission.CHECK_CONCLUSIVE_GROUNDS
    kind = DecisionKind.CONCLUSIVE_GROUNDS
    title = "Check the conclusive grounds decision"
