"""Codes of support in the words people read. Colours are the design system's; every colour comes with its words."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from deadlines.domain.rules import MOVE_ON_AFTER_NEGATIVE, MOVE_ON_AFTER_POSITIVE, RECOVERY_PERIOD_END
from support.enums import (
    NeedArea,
    NeedLevel,
    OfferStatus,
    PackageStatus,
    PlacementKind,
    PlanItemOwner,
    PlanItemStatus,
)


@dataclass(frozen=True)
class Words:
    """What a code is called, and the colour of its tag."""

    text: str
    colour: str


AREA_WORDS = MappingProxyType(
    {
        NeedArea.ACCOMMODATION: "Somewhere safe to live",
        NeedArea.SUBSISTENCE: "Money, food and clothes",
        NeedArea.HEALTH: "Physical health",
        NeedArea.MENTAL_HEALTH: "Mental health",
        NeedArea.LEGAL: "Legal advice",
        NeedArea.IMMIGRATION: "Immigration status",
        NeedArea.TRANSLATION: "Interpreting and translation",
        NeedArea.EDUCATION_AND_WORK: "Education and work",
        NeedArea.FAMILY: "Family and children",
        NeedArea.SAFETY: "Safety from exploiters",
        NeedArea.CRIMINAL_JUSTICE: "Police and courts",
        NeedArea.SPIRITUAL: "Faith and culture",
        NeedArea.PRACTICAL: "Everyday matters",
    }
)
AREA_HINTS = MappingProxyType(
    {
        NeedArea.ACCOMMODATION: "Where they live, for how long, whether they are safe and settled there",
        NeedArea.SUBSISTENCE: "Weekly money, debts, food, clothes, toiletries, a phone",
        NeedArea.HEALTH: "A GP, injuries, medicines, pregnancy, disability, dentist, sexual health",
        NeedArea.MENTAL_HEALTH: "Sleep, fear, trauma, self-harm, alcohol or drugs, counselling",
        NeedArea.LEGAL: "A solicitor, compensation, housing or family law",
        NeedArea.IMMIGRATION: "Leave to remain, asylum, documents that were taken away",
        NeedArea.TRANSLATION: "Language and dialect, sign language, reading and writing, who must not interpret",
        NeedArea.EDUCATION_AND_WORK: "English classes, training, the right to work, looking for work",
        NeedArea.FAMILY: "Children with them, family to find or to keep away from, childcare and school",
        NeedArea.SAFETY: "Places and people to avoid, threats here or at home, phones and social media",
        NeedArea.CRIMINAL_JUSTICE: "Being a witness, charges against them, contact with the police",
        NeedArea.SPIRITUAL: "A place of worship, food and customs, a community",
        NeedArea.PRACTICAL: "Travel, a bank account, appointments, forms and letters",
    }
)
LEVEL_WORDS = MappingProxyType(
    {
        NeedLevel.RED: Words("Needs help now", "red"),
        NeedLevel.AMBER: Words("Needs help soon", "yellow"),
        NeedLevel.GREEN: Words("No need now", "green"),
    }
)
PACKAGE_WORDS = MappingProxyType(
    {
        PackageStatus.TO_ALLOCATE: Words("To be offered", "blue"),
        PackageStatus.OFFERED: Words("Offered", "purple"),
        PackageStatus.IN_SUPPORT: Words("In support", "green"),
        PackageStatus.ENDED: Words("Support ended", "grey"),
    }
)
OFFER_WORDS = MappingProxyType(
    {
        OfferStatus.OPEN: Words("Waits for an answer", "purple"),
        OfferStatus.ACCEPTED: Words("Accepted", "green"),
        OfferStatus.REFUSED: Words("Refused", "red"),
        OfferStatus.WITHDRAWN: Words("Withdrawn", "grey"),
    }
)
PLAN_STATUS_WORDS = MappingProxyType(
    {
        PlanItemStatus.TO_DO: Words("To do", "blue"),
        PlanItemStatus.UNDER_WAY: Words("Under way", "yellow"),
        PlanItemStatus.DONE: Words("Done", "green"),
        PlanItemStatus.STOPPED: Words("Stopped", "grey"),
    }
)
OWNER_WORDS = MappingProxyType(
    {
        PlanItemOwner.PERSON: "The person themselves",
        PlanItemOwner.SUPPORT_WORKER: "The support worker",
        PlanItemOwner.SOMEBODY_ELSE: "Somebody else",
    }
)
PLACEMENT_WORDS = MappingProxyType(
    {
        PlacementKind.SAFEHOUSE: "Safehouse",
        PlacementKind.OUTREACH: "Outreach",
    }
)
PLACEMENT_HINTS = MappingProxyType(
    {
        PlacementKind.SAFEHOUSE: "Accommodation of your organisation, its address kept secret",
        PlacementKind.OUTREACH: "They live elsewhere, for instance in asylum or council housing, and you visit",
    }
)

# Until when support lasts by each rule, as a sentence says it before the date.
LASTS_WORDS = MappingProxyType(
    {
        RECOVERY_PERIOD_END: "the recovery period lasts at least until",
        MOVE_ON_AFTER_POSITIVE: "the move-on support lasts at least until",
        MOVE_ON_AFTER_NEGATIVE: "the move-on support lasts until",
    }
)

# The statuses in which somebody still has something to do.
PLAN_IS_OPEN = frozenset({PlanItemStatus.TO_DO, PlanItemStatus.UNDER_WAY})


def money(pence: int) -> str:
    """`£71.14`, of pence."""
    return f"£{pence // 100:,}.{pence % 100:02}"
