"""The end of support."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages

from deadlines.selectors import lasting_period
from nrm import clock
from nrm.access.permissions import Permission
from support.actions.ending import end_support
from support.forms.ending import EndForm
from support.presenters.placement import lasts_words, what_ending_does
from support.views.package_form_page import PackageFormPage


class EndSupport(PackageFormPage):
    permission: ClassVar[Permission] = Permission.END_SUPPORT
    template = "support/end_support.html"
    title = "End the support"
    form_class: ClassVar[type[forms.Form]] = EndForm

    def form_kwargs(self) -> dict[str, Any]:
        lasting = None if self.thing.has_ended else lasting_period(self.thing.case)
        lasts_until = lasting.due_on if lasting else None
        return {
            **super().form_kwargs(),
            "today": clock.today(),
            "lasts_until": lasts_until,
            "lasts": lasts_words(lasting) if lasting else "",
        }

    def context(self) -> dict[str, Any]:
        return {**super().context(), "effects": what_ending_does(self.thing)}

    def act(self, form: forms.Form) -> str:
        data = form.cleaned_data
        end_support(
            package_id=self.thing.pk,
            reason=data["reason"],
            ended_on=data["ended_on"],
            version=data["version"],
            early=data.get("early", False),
            by=self.actor,
        )
        messages.success(self.request, "The support has ended. You can still read the package.")
        return self.package_address()
