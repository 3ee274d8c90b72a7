"""The case as its referrer follows it: the stage, what happens next, the outcome; never the minute or its author."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from types import MappingProxyType

from cases.domain.states import STATUS_WORDS
from cases.enums import CaseStatus
from cases.models import Case
from decisions.models import Decision
from referrals.domain.path import HELPLINE

_TEST = "whether there are reasonable grounds to believe that the person is a victim of modern slavery."
# Home Office, statistics annex of 8 May 2025: 30 calendar days from a negative decision; "one month" from 12 February
# 2024. It does not say whether the day of the decision counts: leaving it out is our reading, and the page says so.
RECONSIDERATION_DAYS = 30
_WHILE_CONSIDERED = (
    f"The competent authority considers {_TEST}",
    "You are told in your inbox and by email when the decision is made.",
)
_AFTER_CONCLUSIVE = ("The conclusive grounds decision has been made.",)
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
        CaseStatus.RG_NEGATIVE: (
            "The case goes no further unless the decision is reconsidered.",
            "Ask the competent authority to reconsider it, for new evidence or because guidance was not followed.",
            "The page for that request comes with a later version of this service.",
            f"The person can still get help. Tell them about the Modern Slavery Helpline, {HELPLINE}.",
        ),
        CaseStatus.RG_SUSPENDED: ("The reasonable grounds decision is suspended. You are told when it goes on.",),
        CaseStatus.CG_IN_PROGRESS: ("The competent authority considers the conclusive grounds decision.",),
        CaseStatus.CG_POSITIVE: _AFTER_CONCLUSIVE,
        CaseStatus.CG_NEGATIVE: _AFTER_CONCLUSIVE,
        CaseStatus.CG_SUSPENDED: ("The conclusive grounds decision is suspended. You are told when it goes on.",),
        CaseStatus.CLOSED: ("The case is closed.",),
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


def next_steps(case: Case, decision: Decision | None) -> tuple[str, ...]:
    """What happens next, in sentences; after a negative also until when reconsideration can be asked."""
    status = CaseStatus(case.status)
    if status is CaseStatus.RG_NEGATIVE and decision is not None and decision.issued_on:
        first, *others = NEXT_STEPS[status]
        return (first, _until(decision.issued_on), *others)
    return NEXT_STEPS[status]


def _until(issued_on: dt.date) -> str:
    last = issued_on + dt.timedelta(days=RECONSIDERATION_DAYS)
    return (
        f"Reconsideration can be asked for within {RECONSIDERATION_DAYS} calendar days of the decision: as we count "
        f"them, the day after the decision being the first, until {last.day} {last:%B %Y}."
    )
