"""What the pages of a decision share: the case, its decision in progress, who it is about, the way back."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.urls import reverse

from cases.models import Case
from cases.selectors import case_by_reference, headline_of
from decisions.domain.kinds import KINDS, KindRules
from decisions.domain.standards import Standard, standard_in_force
from decisions.enums import DecisionKind
from decisions.models import Decision
from decisions.presenters import hands, minute, referral_read
from decisions.selectors import decision_in_progress, steps_of, text_of
from nrm import clock
from nrm.audit.events import Event
from nrm.audit.record import record
from nrm.web.thing_form import ThingFormPage


class DecisionPage(ThingFormPage):
    """A form on one kind of decision of a case; every showing is recorded as a look at the decision."""

    audit_read: ClassVar[Event] = Event.DECISION_VIEWED
    kind: ClassVar[DecisionKind]

    def find(self) -> Case:
        return case_by_reference(self.actor, self.kwargs["reference"])

    @property
    def decision(self) -> Decision | None:
        """The decision in progress as it is now."""
        return decision_in_progress(self.thing, self.kind)

    @property
    def rules(self) -> KindRules:
        """What this kind of decision differs in."""
        return KINDS[self.kind]

    @cached_property
    def standard(self) -> Standard:
        return standard_in_force(self.kind, clock.today())

    def version_now(self) -> int:
        decision = self.decision
        return decision.version if decision else 0

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"version": self.version_now()}}

    def case_address(self) -> str:
        return reverse("desks:case", kwargs={"reference": self.thing.reference})

    def address(self, verb: str) -> str:
        """The page of this decision that records, checks or issues it."""
        name = f"decisions:{verb}-{self.kind.value.replace('_', '-')}"
        return reverse(name, kwargs={"reference": self.thing.reference})

    def context(self) -> dict[str, Any]:
        decision = self.decision
        self.record_read(case=self.thing, subject=decision)
        record(Event.CASE_VIEWED, by=self.actor, case=self.thing)  # what was referred stands beside the form
        return {
            "case": self.thing,
            "headline": headline_of(self.thing),
            "words": self.rules.words,
            "record_href": self.address("record"),
            "issue_href": self.address("issue"),
            "minute": minute(decision, text_of(decision)) if decision else None,
            "history": hands(steps_of(decision)) if decision else [],
            "standard": self.standard,
            "referral_sections": referral_read(self.thing),
            "back_href": self.case_address(),
            "back_text": "Back to the case",
        }
