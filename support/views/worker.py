"""Who of the provider supports the person."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages

from support.actions.workers import assign_support_worker
from support.forms.offers import WorkerForm
from support.presenters.offers import worker_choices
from support.selectors import support_workers_of
from support.views.package_form_page import PackageFormPage


class AssignSupportWorker(PackageFormPage):
    template = "support/assign_support_worker.html"
    title = "Change the support worker"
    form_class: ClassVar[type[forms.Form]] = WorkerForm

    def form_kwargs(self) -> dict[str, Any]:
        workers = support_workers_of(self.thing.provider_id)
        return {**super().form_kwargs(), "workers": worker_choices(workers, self.actor.membership_id)}

    def act(self, form: forms.Form) -> str:
        package = assign_support_worker(
            package_id=self.thing.pk,
            membership_id=int(form.cleaned_data["worker"]),
            version=form.cleaned_data["version"],
            by=self.actor,
        )
        name = package.worker.person.name if package.worker else ""
        messages.success(self.request, f"{name} is the support worker now.")
        return self.package_address()
