"""Answers about the night of the referral: for how long “tonight” is still about tonight."""

from __future__ import annotations

from datetime import date

from deadlines.domain.explain import in_words

# Ours, no rule: what is referred on a Friday is read on the Monday after; later the answer is about a night long past.
TONIGHT_DAYS = 3


def is_still_tonight(said_on: date, today: date) -> bool:
    """Whether an answer about tonight, given on a London date, may still be acted on as it stands."""
    return (today - said_on).days <= TONIGHT_DAYS


def night_words(said_on: date) -> str:
    """`on the night of 20 October 2026`: which night an answer about tonight was about."""
    return f"on the night of {in_words(said_on)}"
