"""The case as its referrer follows it: the stage, what happens next, the outcome; never the minute or its author."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from cases.domain.states import STATUS_WORDS
from cases.enums import CaseStatus
from cases.models import Case

_TEST = "whether there are reasonable grounds to believe that the person is a victim of modern slavery."
_WHILE_CONSIDERED = (
    f"The competent authority considers {_TEST}",
    "You are told in your inbox and by e-mail when the decision is made.",
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
            "If you think it should be, ask the competent authority to reconsider it.",
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


def next_steps(case: Case) -> tuple[str, ...]:
    """What happens next, in sentences."""
    return NEXT_STEPS[CaseStatus(case.status)]
