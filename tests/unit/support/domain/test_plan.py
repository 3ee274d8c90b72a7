"""What an item of the plan must say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from support.domain.placements import address_refusal
from support.domain.plan import ItemText, item_refusal
from support.enums import NeedArea, PlacementKind, PlanItemOwner

TODAY = date(2026, 11, 24)
ITEM = ItemText(NeedArea.LEGAL, "I want to be heard.", "Find a solicitor.", PlanItemOwner.PERSON)


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"goal": " \u200b"}, "goal", "Enter the goal, in the person's own words."),
        ({"action": "\r\n"}, "action", "Enter what will be done."),
        ({"owner": PlanItemOwner.SOMEBODY_ELSE}, "owner_name", "Enter who will do it."),
        ({"owner": PlanItemOwner.SOMEBODY_ELSE, "owner_name": "\u00a0"}, "owner_name", "Enter who will do it."),
        ({"due_on": date(2026, 11, 23)}, "due_on", "The date must be today or in the future."),
    ],
)
def test_item_that_says_too_little_is_refused_at_its_field(changed, field, sentence):
    refusal = item_refusal(replace(ITEM, **changed), today=TODAY)

    assert (refusal.field, refusal.sentence) == (field, sentence)


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"due_on": TODAY},
        {"owner": PlanItemOwner.SOMEBODY_ELSE, "owner_name": "The GP"},
        {"owner": PlanItemOwner.SUPPORT_WORKER},
    ],
)
def test_item_that_says_enough_is_accepted(changed):
    assert item_refusal(replace(ITEM, **changed), today=TODAY) is None


def test_date_that_has_passed_may_stay_but_no_other_past_date_is_set():
    late = replace(ITEM, due_on=date(2026, 11, 1))

    assert item_refusal(late, today=TODAY, due_before=date(2026, 11, 1)) is None
    assert item_refusal(late, today=TODAY, due_before=date(2026, 11, 2)).field == "due_on"


@pytest.mark.parametrize(
    ("kind", "address", "sentence"),
    [
        (PlacementKind.SAFEHOUSE, "14 Larch Row", None),
        (PlacementKind.SAFEHOUSE, " \u200b", "Enter the address."),
        (PlacementKind.OUTREACH, "", None),
        (PlacementKind.OUTREACH, "2 Elm Court", None),
    ],
)
def test_accommodation_of_the_contract_has_an_address(kind, address, sentence):
    assert address_refusal(kind, address) == sentence
