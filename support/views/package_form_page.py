"""What the forms of a package share: the package by its case's reference, who it is about, the way back."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nrm.access.check import check
from nrm.access.permissions import Permission
from nrm.audit.events import Event
from nrm.web.thing_form import ThingFormPage
from support.models import SupportPackage
from support.policies import check_transition
from support.presenters.headline import headline
from support.selectors import package_by_reference


class PackageFormPage(ThingFormPage):
    """A form about one package. Showing it shows whom it is about, so it is recorded as a look at the package.

    `transition` is what the form does to the package, where its permission covers more than that: then the form opens
    only in a status from which that can be done.
    """

    transition: ClassVar[str] = ""
    permission: ClassVar[Permission] = Permission.RECORD_SUPPORT
    audit_read: ClassVar[Event] = Event.SUPPORT_PACKAGE_VIEWED

    def find(self) -> SupportPackage:
        return package_by_reference(self.actor, self.kwargs["reference"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.transition:
            check(self.actor, self.permission, self.thing)
            check_transition(self.thing, self.transition)
        return super().get(request, *args, **kwargs)

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"version": self.version_now()}}

    def package_address(self) -> str:
        return reverse("desks:support-package", args=[self.kwargs["reference"]])

    def addresses_shown(self) -> list[int]:
        """The numbers of the placements whose address stands on this page."""
        return []

    def context(self) -> dict[str, Any]:
        package: SupportPackage = self.thing
        self.record_read(case=package.case, subject=package, addresses=self.addresses_shown())
        return {
            "package": package,
            "headline": headline(package),
            "back_href": self.package_address(),
            "back_text": "Back to their support",
        }
