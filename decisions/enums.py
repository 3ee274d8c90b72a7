"""The words a decision is described in. Values are stored and sent, so they are never renamed or reused."""

from __future__ import annotations

from enum import StrEnum


class DecisionKind(StrEnum):
    """The two stages at which a competent authority decides."""

    REASONABLE_GROUNDS = "reasonable_grounds"
    CONCLUSIVE_GROUNDS = "conclusive_grounds"


class DecisionStatus(StrEnum):
    """How far a decision has come. Only an issued one changes the case."""

    DRAFT = "draft"
    WITH_SECOND_CASEWORKER = "with_second_caseworker"
    RETURNED = "returned"
    ISSUED = "issued"


class DecisionOutcome(StrEnum):
    """What was decided."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
