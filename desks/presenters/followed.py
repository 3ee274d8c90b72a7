"""The case as its referrer follows it: the stage, what happens next, the outcome; never the minute or its author."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cases.domain.states import STATUS_WORDS
from cases.enums import CaseStatus, Nation
from cases.models import Case
from deadlines.domain.compute import deadline
from deadlines.domain.explain import in_words
from deadlines.domain.policies import NoPolicyInForce
from deadlines.domain.rules import RECONSIDERATION_LIMIT
from decisions.enums import DecisionKind
from decisions.models import Decision
from referrals.domain.path import HELPLINE

_TEST = "whether there are reasonable grounds to believe that the person is a victim of modern slavery."
_CONCLUSIVE_TEST = "whether the person is, on the balance of probabilities, a victim of modern slavery."
_WHILE_CONSIDERED = (
    f"The competent authority considers {_TEST}",
    "You are told in your inbox and by email when the decision is made.",
)
_HELP = f"The person can still get help. Tell them about the Modern Slavery Helpline, {HELPLINE}."
_AFTER_NEGATIVE = (
    "The case goes no further unless the decision is reconsidered.",
    "Ask the competent authority to reconsider it, for new evidence or because guidance was not followed.",
    "Write to the competent authority that decided, with the case’s reference: this service has no page for that.",
    _HELP,
)
NEXT_STEPS = MappingProxyType(
    {
        CaseStatus.SUBMITTED: (
            "The competent authority has received the referral and sends it to a caseworker.",
            *_WHILE_CONSIDERED,
        ),
        CaseStatus.ROUTED: ("The competent authority is choosing a caseworker.", *_WHILE_CONSIDERED),
        CaseStatus.RG_IN_PROGRESS: _WHILE_CONSIDERED,
        CaseStatus.RG_POSITIVE: (
            "The person has a recovery period. An adult who agreed to it is offered support.",
            "The competent authority gathers information for the conclusive grounds decision.",
        ),
        CaseStatus.RG_NEGATIVE: _AFTER_NEGATIVE,
        CaseStatus.RG_SUSPENDED: ("The reasonable grounds decision is suspended. You are told when it goes on.",),
        CaseStatus.CG_IN_PROGRESS: (
            f"The competent authority considers {_CONCLUSIVE_TEST}",
            "You are told in your inbox and by email when the decision is made.",
        ),
        CaseStatus.CG_POSITIVE: (
            "The competent authority has concluded that the person is a victim of modern slavery.",
            "Move-on support follows for a person who is in support: their support provider tells them about it.",
        ),
        CaseStatus.CG_NEGATIVE: _AFTER_NEGATIVE,
        CaseStatus.CG_SUSPENDED: ("The conclusive grounds decision is suspended. You are told when it goes on.",),
        CaseStatus.CLOSED: ("The case is closed.",),
    }
)
_NEGATIVE_OF = MappingProxyType(
    {
        CaseStatus.RG_NEGATIVE: DecisionKind.REASONABLE_GROUNDS,
        CaseStatus.CG_NEGATIVE: DecisionKind.CONCLUSIVE_GROUNDS,
    }
)


@dataclass(frozen=True)
class Stage:
    """The stage in the referrer's words, with the colour of its tag."""

    text: str
    colour: str


def followed_stage(case: Case) -> Stage:
    """Where the case stands, as the referrer is told it."""
    words = STATUS_WORDS[CaseStatus(case.status)]
    return Stage(words.referrer, words.colour)


def next_steps(case: Case, decisions: Mapping[DecisionKind, Decision]) -> tuple[str, ...]:
    """What happens next, in sentences; after a negative also until when reconsideration can be asked."""
    steps = NEXT_STEPS[CaseStatus(case.status)]
    kind = _NEGATIVE_OF.get(CaseStatus(case.status))
    decision = decisions.get(kind) if kind is not None else None
    if decision is None or decision.issued_on is None:
        return steps
    return (steps[0], *_until(decision.issued_on, Nation(case.nation)), *steps[1:])


def _until(issued_on: dt.date, nation: Nation) -> tuple[str, ...]:
    """The limit in force on the day of the decision, with how it is counted; nothing where there was none."""
    try:
        limit = deadline(RECONSIDERATION_LIMIT, issued_on, nation)
    except NoPolicyInForce:
        return ()
    if limit is None:
        return ()
    return (f"Reconsideration can be asked for until {in_words(limit.due_on)}, counted as {limit.explanation}",)
