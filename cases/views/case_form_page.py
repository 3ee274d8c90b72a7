"""What the forms of a case share: the case by its reference, its headline, the way back to its file."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse

from cases.models import Case
from cases.selectors import case_by_reference, headline_of
from nrm.audit.events import Event
from nrm.web.thing_form import ThingFormPage


class CaseFormPage(ThingFormPage):
    """A form about one case. Showing it shows whom the case is about, so it is recorded as a look at the file."""

    audit_read: ClassVar[Event] = Event.CASE_VIEWED

    def find(self) -> Case:
        return case_by_reference(self.actor, self.kwargs["reference"])

    def context(self) -> dict[str, Any]:
        self.record_read(case=self.thing)
        return {
            "case": self.thing,
            "version": self.version_now(),
            "headline": headline_of(self.thing),
            "back_href": reverse("desks:case", kwargs={"reference": self.thing.reference}),
            "back_text": "Back to the case",
        }
