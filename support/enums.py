"""The words support is described in. Values are stored and sent, so they are never renamed or reused."""

from __future__ import annotations

from enum import StrEnum


class PackageStatus(StrEnum):
    """How far the support of a person has come."""

    TO_ALLOCATE = "to_allocate"
    OFFERED = "offered"
    IN_SUPPORT = "in_support"
    ENDED = "ended"


class OfferStatus(StrEnum):
    """What became of an offer to one provider."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class NeedArea(StrEnum):
    """The areas a needs-based assessment looks at."""

    ACCOMMODATION = "accommodation"
    SUBSISTENCE = "subsistence"
    HEALTH = "health"
    MENTAL_HEALTH = "mental_health"
    LEGAL = "legal"
    IMMIGRATION = "immigration"
    TRANSLATION = "translation"
    EDUCATION_AND_WORK = "education_and_work"
    FAMILY = "family"
    SAFETY = "safety"
    CRIMINAL_JUSTICE = "criminal_justice"
    SPIRITUAL = "spiritual"
    PRACTICAL = "practical"


class NeedLevel(StrEnum):
    """How pressing a need is: red at once, amber soon, green none now."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


class PlanItemStatus(StrEnum):
    """How far an item of the plan has come."""

    TO_DO = "to_do"
    UNDER_WAY = "under_way"
    DONE = "done"
    STOPPED = "stopped"


class PlanItemOwner(StrEnum):
    """Who does what the item says."""

    PERSON = "person"
    SUPPORT_WORKER = "support_worker"
    SOMEBODY_ELSE = "somebody_else"


class PlacementKind(StrEnum):
    """Where somebody in support lives. A place of safety is none of these: it is for the days before a referral."""

    SAFEHOUSE = "safehouse"
    OUTREACH = "outreach"
