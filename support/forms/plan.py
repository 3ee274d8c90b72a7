"""What an item of the plan asks: the goal, what is done about it, by whom, until when, and how far it is."""

from __future__ import annotations

from typing import Any

from django import forms

from nrm.web.fields import ChoiceField, PlainTextField, Presentation
from nrm.web.versioned_form import VersionedForm
from support.domain.words import AREA_WORDS, OWNER_WORDS, PLAN_STATUS_WORDS
from support.enums import NeedArea, PlanItemOwner, PlanItemStatus
from support.forms.fields import DayField

LONGEST_NAME = 150


class PlanItemForm(VersionedForm):
    """A new item. `version` is the package's."""

    area = ChoiceField(
        label="Which need is it about?",
        choices=[("", "Choose one"), *((area.value, AREA_WORDS[area]) for area in NeedArea)],
        widget=forms.Select,
        subject="which need it is about",
    )
    goal = PlainTextField(
        label="What do they want to reach?",
        help_text="In their words, as far as you can.",
        subject="what they want to reach",
        long=True,
        presentation=Presentation(rows=2),
    )
    action = PlainTextField(
        label="What will be done?", subject="what will be done", long=True, presentation=Presentation(rows=2)
    )
    owner = ChoiceField(
        label="Who does it?",
        choices=[(owner.value, OWNER_WORDS[owner]) for owner in PlanItemOwner],
        conditional={PlanItemOwner.SOMEBODY_ELSE.value: ["owner_name"]},
        subject="who does it",
    )
    owner_name = PlainTextField(
        label="Who is it?",
        help_text="A service or a person, for instance their solicitor.",
        subject="who it is",
        required=False,
        max_length=LONGEST_NAME,
        presentation=Presentation(width=20),
    )
    due_on = DayField(
        label="By when? (optional)",
        help_text="For example, 27 3 2027.",
        subject="the day it is to be done by",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Somebody else needs a name; anybody named otherwise is left out."""
        given = super().clean() or {}
        is_somebody_else = given.get("owner") == PlanItemOwner.SOMEBODY_ELSE.value
        if is_somebody_else and "owner_name" in given and not given["owner_name"].strip():
            self.add_error("owner_name", "Enter who it is")
        if not is_somebody_else:
            given["owner_name"] = ""
        return given


class ChangePlanItemForm(PlanItemForm):
    """An item as it stands, with how far it is. `version` is the item's."""

    status = ChoiceField(
        label="How far is it?",
        choices=[(status.value, PLAN_STATUS_WORDS[status].text) for status in PlanItemStatus],
        subject="how far it is",
    )
    progress = PlainTextField(
        label="What happened since? (optional)",
        help_text="Kept exactly as you write it, with this version of the item.",
        subject="what happened since",
        long=True,
        required=False,
        presentation=Presentation(rows=3),
    )
    field_order = ("version", "status", "progress", "area", "goal", "action", "owner", "owner_name", "due_on")
