"""The second caseworker reads the whole minute and approves it or returns it."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.contrib import messages

from decisions.actions.checking import approve_reasonable_grounds, return_reasonable_grounds
from decisions.forms import APPROVE, CheckForm
from decisions.views.decision_page import DecisionPage
from nrm.access.permissions import Permission


class CheckReasonableGrounds(DecisionPage):
    permission: ClassVar[Permission] = Permission.CHECK_REASONABLE_GROUNDS
    template = "decisions/check_reasonable_grounds.html"
    title = "Check the reasonable grounds decision"
    form_class: ClassVar[type[forms.Form]] = CheckForm

    def act(self, form: forms.Form) -> str:
        data = form.cleaned_data
        if data["verdict"] == APPROVE:
            decision = approve_reasonable_grounds(case_id=self.thing.pk, version=data["version"], by=self.actor)
            done = f"You approved the decision. {decision.author.person.name} is told and may issue it."
        else:
            decision = return_reasonable_grounds(
                case_id=self.thing.pk, comments=data["comments"], version=data["version"], by=self.actor
            )
            done = f"You returned the decision to {decision.author.person.name}, who is told."
        messages.success(self.request, done)
        return self.case_address()
