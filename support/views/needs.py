"""The support worker assesses what the person needs, area by area."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages

from nrm import clock
from support.actions.needs import assess_needs
from support.domain.needs import AssessedArea
from support.forms.needs import NeedsForm
from support.presenters.needs import last_time
from support.selectors import assessments_of
from support.views.package_form_page import PackageFormPage


class AssessNeeds(PackageFormPage):
    template = "support/assess_needs.html"
    title = "Needs assessment"
    form_class: ClassVar[type[forms.Form]] = NeedsForm

    def form_kwargs(self) -> dict[str, Any]:
        return {**super().form_kwargs(), "today": clock.today()}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "before": last_time(assessments_of(self.thing))}

    def act(self, form: forms.Form) -> str:
        data = form.cleaned_data
        assessment = assess_needs(
            package_id=self.thing.pk,
            assessed_on=data["assessed_on"],
            needs=[AssessedArea(area, level, notes) for area, level, notes in form.assessed()],  # type: ignore[attr-defined]
            summary=data["summary"],
            version=data["version"],
            by=self.actor,
        )
        messages.success(self.request, f"The needs assessment was saved, version {assessment.version}.")
        return f"{self.package_address()}#needs"
