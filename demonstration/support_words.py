"""What invented support workers wrote: needs, plans, addresses. Pure."""

from __future__ import annotations

import random
from dataclasses import dataclass

from demonstration.shares import pick
from support.domain.needs import AREAS, AssessedArea
from support.enums import NeedArea, NeedLevel, PlacementKind, PlanItemOwner

OFFER_NOTE = "Speaks to a worker of any gender. Please say today whether you have a place."
REFUSAL = "We have no place in the area until next month."
END_OF_SUPPORT = "The move-on period is over. They have a tenancy and know whom to call."
SUMMARY = "They sleep badly and worry about money. They want to learn English and to work."
PROGRESS = "Done together on the last visit. They are pleased."
# The last published weekly rate; the present one is not published (support/data/rates.yaml).
WEEKLY_PENCE = 7114
BASIS = "The last published rate, of 1 March 2023. The present rate is not published; confirm it with the contractor."
PLACEMENTS = ((PlacementKind.OUTREACH, 70), (PlacementKind.SAFEHOUSE, 30))
LEVELS = ((NeedLevel.GREEN, 60), (NeedLevel.AMBER, 30), (NeedLevel.RED, 10))
NOTES = {
    NeedLevel.RED: "Needs this now; see the plan.",
    NeedLevel.AMBER: "Would like help with this in the coming weeks.",
    NeedLevel.GREEN: "",
}
STREETS = ("Example Road", "Invented Lane", "Sample Street", "Nowhere Close", "Placeholder Avenue")
TOWNS = ("Testford", "Mockton", "Fictionbridge", "Samplewick")


@dataclass(frozen=True)
class PlannedItem:
    """One item of a plan as it is first written."""

    area: NeedArea
    goal: str
    action: str
    owner: PlanItemOwner
    owner_name: str = ""


ITEMS = (
    PlannedItem(
        NeedArea.HEALTH, "I want a doctor who knows me.", "Register with a GP nearby.", PlanItemOwner.SUPPORT_WORKER
    ),
    PlannedItem(
        NeedArea.MENTAL_HEALTH, "I want to sleep.", "Ask the GP for a talking therapy.", PlanItemOwner.SUPPORT_WORKER
    ),
    PlannedItem(
        NeedArea.EDUCATION_AND_WORK,
        "I want to speak English with the people next door.",
        "Enrol in the English class at the library.",
        PlanItemOwner.PERSON,
    ),
    PlannedItem(
        NeedArea.LEGAL,
        "I want to know what happens to my claim.",
        "See the solicitor about compensation.",
        PlanItemOwner.SOMEBODY_ELSE,
        "Law centre",
    ),
    PlannedItem(
        NeedArea.PRACTICAL, "I want my own bank account.", "Go to the bank with the letter.", PlanItemOwner.PERSON
    ),
    PlannedItem(
        NeedArea.FAMILY, "I want to call my mother.", "Find out how to call safely.", PlanItemOwner.SUPPORT_WORKER
    ),
)


def assessed(source: random.Random) -> list[AssessedArea]:
    """Every area once, in the order they are asked."""
    levels = [pick(source, LEVELS) for _ in AREAS]
    return [AssessedArea(area, level, NOTES[level]) for area, level in zip(AREAS, levels, strict=True)]


def address(source: random.Random, kind: PlacementKind) -> str:
    """An invented address with a postcode that is never given out; none for somebody on outreach."""
    if kind is PlacementKind.OUTREACH:
        return ""
    house, street, town = source.randrange(1, 90), source.choice(STREETS), source.choice(TOWNS)
    return f"{house} {street}\n{town}\nZZ{source.randrange(1, 99)} {source.randrange(1, 9)}ZZ"
