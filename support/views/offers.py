"""The contract manager offers a person to a provider, or takes the offer back."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages

from nrm.access.permissions import Permission
from nrm.web.versioned_form import VersionedForm
from support.actions.offers import offer_to_provider, withdraw_offer
from support.enums import OfferStatus
from support.forms.offers import OfferForm
from support.presenters.offers import offer_history
from support.selectors import offers_of, providers_to_offer, providers_without_worker
from support.views.package_form_page import PackageFormPage


class OfferToProvider(PackageFormPage):
    permission: ClassVar[Permission] = Permission.ALLOCATE_PROVIDER
    template = "support/offer_to_provider.html"
    title = "Offer to a provider"
    transition: ClassVar[str] = "offer"
    form_class: ClassVar[type[forms.Form]] = OfferForm

    def form_kwargs(self) -> dict[str, Any]:
        providers = providers_to_offer(self.thing)
        return {**super().form_kwargs(), "providers": providers, "cannot_answer": providers_without_worker()}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "offers": offer_history(offers_of(self.thing))}

    def act(self, form: forms.Form) -> str:
        data = form.cleaned_data
        offer = offer_to_provider(
            package_id=self.thing.pk,
            provider_id=int(data["provider"]),
            version=data["version"],
            note=data["note"],
            again=data.get("again", False),
            by=self.actor,
        )
        messages.success(self.request, f"Offered to {offer.provider.name}. Its support workers are told.")
        return self.package_address()


class WithdrawOffer(PackageFormPage):
    permission: ClassVar[Permission] = Permission.ALLOCATE_PROVIDER
    template = "support/withdraw_offer.html"
    title = "Withdraw the offer"
    transition: ClassVar[str] = "withdraw"
    form_class: ClassVar[type[forms.Form]] = VersionedForm

    def context(self) -> dict[str, Any]:
        offers = [each for each in offers_of(self.thing) if each.status == OfferStatus.OPEN.value]
        return {**super().context(), "offer": offers[0] if offers else None}

    def act(self, form: forms.Form) -> str:
        withdraw_offer(package_id=self.thing.pk, version=form.cleaned_data["version"], by=self.actor)
        messages.success(self.request, "The offer was withdrawn. The provider is told.")
        return self.package_address()
