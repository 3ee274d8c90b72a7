"""Who somebody is leaves the answers at submission and stands only in Identity; for display it is put back.

split(question_set, answers) -> SplitAnswers(identity, remaining)
rejoin(remaining, identity) -> dict[str, Answer]
columns(split_answers) -> dict[str, Any]    the columns of cases.Identity
"""

from __future__ import annotations

from typing import Any, NamedTuple

from referrals.domain.answers import Answer, Answers, codes_of, date_of, text_of
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


def columns(answers: SplitAnswers) -> dict[str, Any]:
    """What Identity holds of a referral, by column; `born_on` is the first day a date known in part may be."""
    identity = answers.identity
    born = date_of(identity, "date_of_birth")
    return {
        "given_name": text_of(identity, "given_name"),
        "family_name": text_of(identity, "family_name"),
        "other_names": text_of(identity, "other_names"),
        "born_on": born.earliest if born else None,
        "born_precision": (identity["date_of_birth"]["precision"] or "") if born else "",
        "nationalities": list(codes_of(answers.remaining, "nationalities")),
        "values": dict(identity),
    }
