"""Who somebody is leaves the answers at submission and stands only in Identity; for display it is put back.

split(question_set, answers) -> SplitAnswers(identity, remaining)
rejoin(remaining, identity) -> dict[str, Answer]
"""

from __future__ import annotations

from typing import NamedTuple

from referrals.domain.answers import Answer, Answers
from referrals.domain.question_set import QuestionSet


class SplitAnswers(NamedTuple):
    """`identity` holds the answers that say who somebody is, `remaining` all others."""

    identity: dict[str, Answer]
    remaining: dict[str, Answer]


def split(question_set: QuestionSet, answers: Answers) -> SplitAnswers:
    """Take the answers apart. What the question set does not know is treated as identity, to be safe."""
    open_keys = question_set.by_key.keys() - question_set.identity_keys
    identity = {key: answer for key, answer in answers.items() if key not in open_keys}
    return SplitAnswers(identity, {key: answer for key, answer in answers.items() if key in open_keys})


def rejoin(remaining: Answers, identity: Answers) -> dict[str, Answer]:
    """All answers together again, for a page or a letter. Refuses a key that stands in both."""
    doubled = remaining.keys() & identity.keys()
    if doubled:
        raise ValueError(f"in the answers and in identity at once: {sorted(doubled)}")
    return {**remaining, **identity}
