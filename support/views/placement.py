"""The support worker records where the person lives, from when until when."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages

from nrm import clock
from nrm.access.check import allows
from nrm.access.permissions import Permission
from support.actions.placement import correct_address, end_placement, record_placement
from support.enums import PlacementKind
from support.forms.placement import AddressForm, EndPlacementForm, PlaceForm
from support.models import Placement, SupportPackage
from support.presenters.placement import placement_words
from support.selectors import address_of, placement_numbered, placements_of
from support.views.package_form_page import PackageFormPage


class RecordPlacement(PackageFormPage):
    template = "support/record_placement.html"
    title = "Record a placement"
    form_class: ClassVar[type[forms.Form]] = PlaceForm

    def form_kwargs(self) -> dict[str, Any]:
        return {**super().form_kwargs(), "today": clock.today()}

    def context(self) -> dict[str, Any]:
        now = next((each for each in placements_of(self.thing) if each.until is None), None)
        return {**super().context(), "now": placement_words(now) if now else ""}

    def act(self, form: forms.Form) -> str:
        data = form.cleaned_data
        record_placement(
            package_id=self.thing.pk,
            kind=PlacementKind(data["kind"]),
            since=data["since"],
            address=data["address"],
            version=data["version"],
            by=self.actor,
        )
        messages.success(self.request, "The placement was recorded.")
        return f"{self.package_address()}#placement"


class PlacementFormPage(PackageFormPage):
    """A form about one placement of a package."""

    placement: Placement

    def find(self) -> SupportPackage:
        package = super().find()
        self.placement = placement_numbered(package, self.kwargs["number"])
        return package

    def context(self) -> dict[str, Any]:
        return {**super().context(), "placement": placement_words(self.placement)}


class EndPlacement(PlacementFormPage):
    template = "support/end_placement.html"
    title = "End the placement"
    form_class: ClassVar[type[forms.Form]] = EndPlacementForm

    def form_kwargs(self) -> dict[str, Any]:
        return {**super().form_kwargs(), "today": clock.today()}

    def act(self, form: forms.Form) -> str:
        data = form.cleaned_data
        end_placement(
            package_id=self.thing.pk,
            number=self.kwargs["number"],
            ended_on=data["until"],
            reason=data["reason"],
            version=data["version"],
            by=self.actor,
        )
        messages.success(self.request, "The end of the placement was recorded.")
        return f"{self.package_address()}#placement"


class CorrectAddress(PlacementFormPage):
    template = "support/correct_address.html"
    title = "Correct the address"
    form_class: ClassVar[type[forms.Form]] = AddressForm

    def form_kwargs(self) -> dict[str, Any]:
        initial = {"version": self.version_now(), "address": self._address()}
        return {"initial": initial}

    def addresses_shown(self) -> list[int]:
        return [self.placement.number] if self._address() else []

    def act(self, form: forms.Form) -> str:
        correct_address(
            package_id=self.thing.pk,
            number=self.kwargs["number"],
            address=form.cleaned_data["address"],
            version=form.cleaned_data["version"],
            by=self.actor,
        )
        messages.success(self.request, "The address was corrected.")
        return f"{self.package_address()}#placement"

    def _address(self) -> str:
        """The address, for its readers: a later provider corrects nothing of an earlier one's."""
        _ = self.thing
        may_see = allows(self.actor, Permission.SEE_PLACEMENT_ADDRESS, self.placement)
        return address_of(self.actor, self.placement) if may_see else ""
