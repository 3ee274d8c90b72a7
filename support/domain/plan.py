"""What an item of the plan must say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cases.domain.texts import is_visible
from support.enums import NeedArea, PlanItemOwner


@dataclass(frozen=True)
class ItemText:
    """What an item of the plan says. `goal` is in the person's words; texts are kept character for character."""

    area: NeedArea
    goal: str
    action: str
    owner: PlanItemOwner
    owner_name: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class Refusal:
    """Why an item does not do, as a sentence, and the field it is about."""

    sentence: str
    field: str


def item_refusal(item: ItemText, *, today: date, due_before: date | None = None) -> Refusal | None:
    """Why this item does not do, or None: a goal and an action that can be seen, a name for somebody else, and no due
    date in the past, unless it is the one the item had (`due_before`)."""
    if not is_visible(item.goal):
        return Refusal("Enter the goal, in the person's own words.", "goal")
    if not is_visible(item.action):
        return Refusal("Enter what will be done.", "action")
    if item.owner is PlanItemOwner.SOMEBODY_ELSE and not is_visible(item.owner_name):
        return Refusal("Enter who will do it.", "owner_name")
    if item.due_on is not None and item.due_on < today and item.due_on != due_before:
        return Refusal("The date must be today or in the future.", "due_on")
    return None
