"""What can happen to a case, as one literal table, and the words for where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from cases.domain.transitions import Transition, TransitionNotAllowed, follow
from cases.enums import CaseStatus, NextStep

__all__ = [
    "STATUS_WORDS",
    "TRANSITIONS",
    "StatusWords",
    "Transition",
    "TransitionNotAllowed",
    "awaiting_reasonable_grounds",
    "next_status",
    "open_statuses",
    "reallocatable_statuses",
]


@dataclass(frozen=True)
class StatusWords:
    """How a status is shown. A referrer sees the outcome but not how the work is shared out inside.

    `colour` is the name of a design-system tag colour. `is_open` says that a competent authority still
    has a decision to take; `next_step` says who takes it.
    """

    caseworker: str
    referrer: str
    colour: str
    is_open: bool
    next_step: NextStep


STATUS_WORDS = MappingProxyType(
    {
        CaseStatus.SUBMITTED: StatusWords("Submitted", "Received", "blue", True, NextStep.INTAKE),
        CaseStatus.ROUTED: StatusWords("Routed, to be allocated", "Received", "blue", True, NextStep.INTAKE),
        CaseStatus.RG_IN_PROGRESS: StatusWords(
            "Reasonable grounds in progress",
            "Reasonable grounds being considered",
            "yellow",
            True,
            NextStep.CASEWORKER,
        ),
        CaseStatus.RG_POSITIVE: StatusWords(
            "Positive reasonable grounds",
            "Positive reasonable grounds decision",
            "green",
            True,
            NextStep.CASEWORKER,
        ),
        CaseStatus.RG_NEGATIVE: StatusWords(
            "Negative reasonable grounds",
            "Negative reasonable grounds decision",
            "red",
            False,
            NextStep.NOBODY,
        ),
        CaseStatus.RG_SUSPENDED: StatusWords(
            "Reasonable grounds suspended",
            "Reasonable grounds decision suspended",
            "orange",
            True,
            NextStep.CASEWORKER,
        ),
        CaseStatus.CG_IN_PROGRESS: StatusWords(
            "Conclusive grounds in progress",
            "Conclusive grounds being considered",
            "yellow",
            True,
            NextStep.CASEWORKER,
        ),
        CaseStatus.CG_POSITIVE: StatusWords(
            "Positive conclusive grounds",
            "Positive conclusive grounds decision",
            "green",
            False,
            NextStep.NOBODY,
        ),
        CaseStatus.CG_NEGATIVE: StatusWords(
            "Negative conclusive grounds",
            "Negative conclusive grounds decision",
            "red",
            False,
            NextStep.NOBODY,
        ),
        CaseStatus.CG_SUSPENDED: StatusWords(
            "Conclusive grounds suspended",
            "Conclusive grounds decision suspended",
            "orange",
            True,
            NextStep.CASEWORKER,
        ),
        CaseStatus.CLOSED: StatusWords("Closed", "Closed", "grey", False, NextStep.NOBODY),
    }
)

TRANSITIONS: tuple[Transition[CaseStatus], ...] = (
    Transition("submit", frozenset({None}), CaseStatus.SUBMITTED, "referrals.submit", "REFERRAL_SUBMITTED"),
    Transition("route", frozenset({CaseStatus.SUBMITTED}), CaseStatus.ROUTED, "cases.route", "CASE_ROUTED"),
    # The first allocation starts the work; a later one changes who does it and leaves the status.
    Transition(
        "allocate", frozenset({CaseStatus.ROUTED}), CaseStatus.RG_IN_PROGRESS, "cases.allocate", "CASE_ALLOCATED"
    ),
    Transition(
        "allocate",
        frozenset({CaseStatus.RG_IN_PROGRESS, CaseStatus.RG_POSITIVE, CaseStatus.CG_IN_PROGRESS}),
        None,
        "cases.allocate",
        "CASE_ALLOCATED",
    ),
    Transition(
        "issue_rg_positive",
        frozenset({CaseStatus.RG_IN_PROGRESS}),
        CaseStatus.RG_POSITIVE,
        "decisions.issue_rg",
        "REASONABLE_GROUNDS_ISSUED",
    ),
    Transition(
        "issue_rg_negative",
        frozenset({CaseStatus.RG_IN_PROGRESS}),
        CaseStatus.RG_NEGATIVE,
        "decisions.issue_rg",
        "REASONABLE_GROUNDS_ISSUED",
    ),
    # The first text of the conclusive grounds decision begins it, on whatever day of the recovery period.
    Transition(
        "begin_cg",
        frozenset({CaseStatus.RG_POSITIVE}),
        CaseStatus.CG_IN_PROGRESS,
        "decisions.draft_cg",
        "DECISION_DRAFTED",
    ),
    Transition(
        "issue_cg_positive",
        frozenset({CaseStatus.CG_IN_PROGRESS}),
        CaseStatus.CG_POSITIVE,
        "decisions.issue_cg",
        "CONCLUSIVE_GROUNDS_ISSUED",
    ),
    Transition(
        "issue_cg_negative",
        frozenset({CaseStatus.CG_IN_PROGRESS}),
        CaseStatus.CG_NEGATIVE,
        "decisions.issue_cg",
        "CONCLUSIVE_GROUNDS_ISSUED",
    ),
)

_REFUSALS = MappingProxyType(
    {
        "submit": "This referral cannot be submitted",
        "route": "This case cannot be routed",
        "allocate": "This case cannot be allocated",
        "issue_rg_positive": "A reasonable grounds decision cannot be issued on this case",
        "issue_rg_negative": "A reasonable grounds decision cannot be issued on this case",
        "begin_cg": "A conclusive grounds decision cannot be begun on this case",
        "issue_cg_positive": "A conclusive grounds decision cannot be issued on this case",
        "issue_cg_negative": "A conclusive grounds decision cannot be issued on this case",
    }
)


def next_status(current: str | None, transition: str) -> CaseStatus:
    """The status of a case after a transition; `current` is its value, None where there is no case yet.

    Raises `TransitionNotAllowed` with a sentence that says where the case stands.
    """
    status = None if current is None else CaseStatus(current)
    stands = f"its status is “{STATUS_WORDS[status].caseworker}”" if status else "it has not been submitted"
    done = _REFUSALS.get(transition, "This cannot be done")
    return follow(TRANSITIONS, status, transition, done=done, stands=stands)


def open_statuses() -> frozenset[CaseStatus]:
    """The statuses in which a competent authority still has a decision to take."""
    return frozenset(status for status, words in STATUS_WORDS.items() if words.is_open)


def awaiting_reasonable_grounds() -> frozenset[CaseStatus]:
    """The statuses in which the reasonable grounds decision is still to be taken, suspended or not."""
    return frozenset(
        {CaseStatus.SUBMITTED, CaseStatus.ROUTED, CaseStatus.RG_IN_PROGRESS, CaseStatus.RG_SUSPENDED} & open_statuses()
    )


def reallocatable_statuses() -> frozenset[CaseStatus]:
    """The statuses in which somebody works on a case and it may be given to somebody else."""
    again = (row.from_statuses for row in TRANSITIONS if row.name == "allocate" and row.to is None)
    return frozenset(status for statuses in again for status in statuses if status is not None)
