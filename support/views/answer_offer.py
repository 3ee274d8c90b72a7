"""A support worker accepts or refuses a person offered to their organisation, before being told who it is."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nrm import clock
from nrm.access.exceptions import NotVisible
from nrm.access.permissions import Permission
from nrm.audit.events import Event
from nrm.web.thing_form import ThingFormPage
from support.actions.offers import accept_offer, refuse_offer
from support.forms.offers import ACCEPT, AnswerForm
from support.models import SupportOffer
from support.presenters.headline import offered_dangers, offered_rows
from support.presenters.offers import closed_words, worker_choices
from support.selectors import closed_offer_by_reference, offer_by_reference, offered_person, support_workers_of


class AnswerOffer(ThingFormPage):
    permission: ClassVar[Permission] = Permission.ANSWER_OFFER
    template = "support/answer_offer.html"
    title = "Answer an offer of support"
    form_class: ClassVar[type[forms.Form]] = AnswerForm
    audit_read: ClassVar[Event] = Event.SUPPORT_OFFER_VIEWED

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The offer to answer; to a provider whose offer is closed not who it was about, but why nothing is here."""
        try:
            return super().get(request, *args, **kwargs)
        except NotVisible:
            closed = closed_offer_by_reference(self.actor, self.kwargs["reference"])
            if closed is None:
                raise
            context = {"title": "Not offered to you any more", "sentence": closed_words(closed)}
            return render(request, "support/closed_offer.html", context, status=404)

    def find(self) -> SupportOffer:
        return offer_by_reference(self.actor, self.kwargs["reference"])

    def version_now(self) -> int:
        """The package's version: the offer changes with it."""
        version: int = self.thing.package.version
        return version

    def form_kwargs(self) -> dict[str, Any]:
        workers = support_workers_of(self.thing.provider_id)
        return {
            "workers": worker_choices(workers, self.actor.membership_id),
            "initial": {"version": self.version_now(), "worker": str(self.actor.membership_id)},
        }

    def context(self) -> dict[str, Any]:
        offer: SupportOffer = self.thing
        self.record_read(case=offer.package.case, subject=offer)
        person = offered_person(offer)
        return {
            "offer": offer,
            "person": person,
            "rows": offered_rows(person),
            "dangers": offered_dangers(person, clock.today()),
            "back_href": reverse("desks:support"),
            "back_text": "People in support",
        }

    def act(self, form: forms.Form) -> str:
        data, package_id = form.cleaned_data, self.thing.package_id
        if data["answer"] == ACCEPT:
            package = accept_offer(
                package_id=package_id, version=data["version"], support_worker_id=int(data["worker"]), by=self.actor
            )
            messages.success(self.request, "You accepted. The contract managers are told.")
            return reverse("desks:support-package", args=[package.case.reference])
        refuse_offer(package_id=package_id, version=data["version"], reason=data["reason"], by=self.actor)
        messages.success(self.request, "You refused. The contract managers are told why.")
        return reverse("desks:support")
