"""The intake officer routes a case to its decision-maker."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.urls import reverse

from cases.actions.routing import route_case
from cases.domain.routing import may_be_child, suggest_route
from cases.enums import DecisionMaker, IecaCriterion
from cases.forms import RouteForm
from cases.presenters import DECISION_MAKER_NAMES, suggestion_shown
from cases.selectors import cases_visible_to, routing_facts
from cases.views.case_form_page import CaseFormPage
from nrm.access.permissions import Permission


class RouteCase(CaseFormPage):
    permission: ClassVar[Permission] = Permission.ROUTE_CASE
    template = "cases/route_case.html"
    title = "Route the case"
    form_class: ClassVar[type[forms.Form]] = RouteForm

    @property
    def is_adult(self) -> bool:
        """Only somebody who is certainly an adult may go to the other authority."""
        return not may_be_child(routing_facts(self.thing))

    def form_kwargs(self) -> dict[str, Any]:
        return {"is_adult": self.is_adult, "initial": {"version": self.version_now()}}

    def context(self) -> dict[str, Any]:
        as_referred = suggest_route(routing_facts(self.thing))
        with_criterion = suggest_route(routing_facts(self.thing, set(IecaCriterion)))
        differs = self.is_adult and with_criterion.rule != as_referred.rule
        return {
            **super().context(),
            "suggestion": suggestion_shown(as_referred),
            "otherwise": suggestion_shown(with_criterion) if differs else None,
        }

    def act(self, form: forms.Form) -> str:
        data = form.cleaned_data
        case = route_case(
            case_id=self.thing.pk,
            decision_maker=DecisionMaker(data["decision_maker"]),
            ieca_criteria=[IecaCriterion(value) for value in data.get("ieca_criteria", [])],
            reason=data["reason"],
            version=data["version"],
            by=self.actor,
        )
        to = DECISION_MAKER_NAMES[DecisionMaker(case.decision_maker)]
        messages.success(self.request, f"{case.reference} was routed to the {to}.")
        if cases_visible_to(self.actor).filter(pk=case.pk).exists():
            return reverse("desks:case", kwargs={"reference": case.reference})
        return reverse("desks:queue")
