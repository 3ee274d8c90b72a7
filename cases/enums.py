"""The words a case is described in. Values are stored and sent, so they are never renamed or reused."""

from __future__ import annotations

from enum import StrEnum


class Nation(StrEnum):
    """Where the person was encountered; decides the working calendar and the law on duty to notify."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern_ireland"


class CaseStatus(StrEnum):
    """Where a case stands. Awaiting information is a flag that follows from open requests, never a status."""

    SUBMITTED = "submitted"
    ROUTED = "routed"
    RG_IN_PROGRESS = "rg_in_progress"
    RG_POSITIVE = "rg_positive"
    RG_NEGATIVE = "rg_negative"
    RG_SUSPENDED = "rg_suspended"
    CG_IN_PROGRESS = "cg_in_progress"
    CG_POSITIVE = "cg_positive"
    CG_NEGATIVE = "cg_negative"
    CG_SUSPENDED = "cg_suspended"
    CLOSED = "closed"


class NextStep(StrEnum):
    """Who owns the next step of a case in a given status."""

    INTAKE = "intake"
    CASEWORKER = "caseworker"
    NOBODY = "nobody"


class DecisionMaker(StrEnum):
    """The bodies that may decide a case."""

    SCA = "sca"
    IECA = "ieca"
    PANEL = "panel"


class AgeGroup(StrEnum):
    """What the referrer answered about age. `unsure` is treated as a child (Modern Slavery Act 2015, s51)."""

    ADULT = "adult"
    CHILD = "child"
    UNSURE = "unsure"


class IecaCriterion(StrEnum):
    """The circumstances that send an adult to the Immigration Enforcement Competent Authority."""

    FOREIGN_OFFENDER_DETAINED = "foreign_offender_detained"
    FOREIGN_OFFENDER_DEPORTATION_BEGUN = "foreign_offender_deportation_begun"
    DETAINED_FOR_IMMIGRATION = "detained_for_immigration"
    ASYLUM_CLAIM_INADMISSIBLE = "asylum_claim_inadmissible"


class PartyStatus(StrEnum):
    """Whether an organisation takes part in a case. Only an active party sees it."""

    ACTIVE = "active"
    OFFERED = "offered"
    REFUSED = "refused"
    ENDED = "ended"


class ReferenceKind(StrEnum):
    """The two numbered things: a referral's case and a duty-to-notify record."""

    CASE = "NRM"
    DUTY_TO_NOTIFY = "DTN"
