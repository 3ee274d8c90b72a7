"""An intake officer or a team leader gives a case to a caseworker, or a leader takes it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.urls import reverse

from cases.actions.allocation import allocate_case
from cases.forms import AllocateForm
from cases.presenters import caseworker_choices, caseworker_hints
from cases.selectors import deciding_organisation_id, headline_of, open_cases_by_caseworker, possible_caseworkers
from cases.views.case_form_page import CaseFormPage
from nrm.access.permissions import Permission


class AllocateCase(CaseFormPage):
    permission: ClassVar[Permission] = Permission.ALLOCATE_CASE
    template = "cases/allocate_case.html"
    title = "Allocate the case"
    form_class: ClassVar[type[forms.Form]] = AllocateForm

    def form_kwargs(self) -> dict[str, Any]:
        caseworkers = list(possible_caseworkers(self.thing))
        open_cases = open_cases_by_caseworker(deciding_organisation_id(self.thing))
        return {
            "caseworkers": caseworker_choices(caseworkers, self.actor.membership_id),
            "hints": caseworker_hints(caseworkers, open_cases),
            "initial": {"version": self.version_now()},
        }

    def act(self, form: forms.Form) -> str:
        case = allocate_case(
            case_id=self.thing.pk,
            membership_id=int(form.cleaned_data["caseworker"]),
            version=form.cleaned_data["version"],
            by=self.actor,
        )
        messages.success(self.request, f"{case.reference} was allocated to {headline_of(case).caseworker}.")
        return reverse("desks:case", kwargs={"reference": case.reference})
