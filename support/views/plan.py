"""The support worker adds to the plan and says how far each item is."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages

from support.actions.plan import add_plan_item, change_plan_item
from support.enums import NeedArea, PlanItemOwner, PlanItemStatus
from support.forms.plan import ChangePlanItemForm, PlanItemForm
from support.models import PlanItem, SupportPackage
from support.presenters.plan import item_history
from support.selectors import plan_item_numbered
from support.views.package_form_page import PackageFormPage


class AddPlanItem(PackageFormPage):
    template = "support/add_plan_item.html"
    title = "Add to the plan"
    form_class: ClassVar[type[forms.Form]] = PlanItemForm

    def act(self, form: forms.Form) -> str:
        item = add_plan_item(package_id=self.thing.pk, by=self.actor, **item_text(form.cleaned_data))
        messages.success(self.request, f"Item {item.number} was added to the plan.")
        return f"{self.package_address()}#plan"


class ChangePlanItem(PackageFormPage):
    """`version` is the item's: two people may work on two items of a plan."""

    template = "support/change_plan_item.html"
    title = "Change an item of the plan"
    form_class: ClassVar[type[forms.Form]] = ChangePlanItemForm
    item: PlanItem

    def find(self) -> SupportPackage:
        package = super().find()
        self.item = plan_item_numbered(package, self.kwargs["number"])
        return package

    def version_now(self) -> int:
        _ = self.thing
        return self.item.version

    def form_kwargs(self) -> dict[str, Any]:
        version, item = self.version_now(), self.item
        return {
            "initial": {
                "version": version,
                "status": item.status,
                "area": item.area,
                "goal": item.goal,
                "action": item.action,
                "owner": item.owner,
                "owner_name": item.owner_name,
                "due_on": item.due_on.isoformat() if item.due_on else None,
            }
        }

    def context(self) -> dict[str, Any]:
        return {**super().context(), "item": self.item, "history": item_history(self.item)}

    def act(self, form: forms.Form) -> str:
        data = form.cleaned_data
        item = change_plan_item(
            package_id=self.thing.pk,
            number=self.item.number,
            status=PlanItemStatus(data["status"]),
            progress=data["progress"],
            by=self.actor,
            **item_text(data),
        )
        messages.success(self.request, f"Item {item.number} of the plan was changed.")
        return f"{self.package_address()}#plan"


def item_text(data: dict[str, Any]) -> dict[str, Any]:
    """What both actions take of an item's text."""
    return {
        "area": NeedArea(data["area"]),
        "goal": data["goal"],
        "action_text": data["action"],
        "owner": PlanItemOwner(data["owner"]),
        "owner_name": data["owner_name"],
        "due_on": data["due_on"],
        "version": data["version"],
    }
