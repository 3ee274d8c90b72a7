"""Two people, or two tabs, on one page of a draft: saves of different questions are put together, others are refused.

A page carries a mark of each answer it was drawn with (`marks`). When the draft has changed since, a question counts as
changed here if what is sent differs from its mark, and as changed elsewhere if what is stored does.

    marks(answers, keys) -> dict[str, str]
    merge(stored, clean, seen) -> Merged(clean, overlaps)
    marks_after(stored, clean, seen, overlaps) -> dict[str, str]
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import NamedTuple

from referrals.domain.answers import Answer, Answers

NO_MARK = ""
_LENGTH = 16


class Merged(NamedTuple):
    """`clean` is what may be written; `overlaps` the keys changed in both places, to different answers."""

    clean: dict[str, Answer | None]
    overlaps: tuple[str, ...]


def marks(answers: Answers, keys: Collection[str]) -> dict[str, str]:
    """A mark of each answer as it stands, by key; empty where there is none."""
    return {key: _mark(answers.get(key)) for key in keys}


def merge(stored: Answers, clean: Mapping[str, Answer | None], seen: Mapping[str, str]) -> Merged:
    """Put what was read from a page together with what was stored since the page was drawn.

    A question without a mark in `seen` counts as changed in both places.
    """
    merged: dict[str, Answer | None] = {}
    overlaps = []
    for key, mine in clean.items():
        theirs = stored.get(key)
        if _mark(theirs) == seen.get(key):
            merged[key] = mine
        elif _mark(mine) in {seen.get(key), _mark(theirs)}:
            merged[key] = theirs
        else:
            overlaps.append(key)
    return Merged(merged, tuple(overlaps))


def marks_after(
    stored: Answers, clean: Mapping[str, Answer | None], seen: Mapping[str, str], overlaps: Collection[str] = ()
) -> dict[str, str]:
    """The marks of a page that is shown again with what was typed on it, drawn from what is `stored` now.

    An answer shown as it is stored, or beside what is stored, has a fresh mark: changing it again is a decision. Any
    other keeps its old one: what somebody else saved there in the meantime is not on the page and stays as it is.
    """
    return {
        key: _mark(stored.get(key))
        if key in overlaps or (key in clean and _mark(clean[key]) == _mark(stored.get(key)))
        else mark
        for key, mark in seen.items()
    }


def _mark(answer: Answer | None) -> str:
    if answer is None:
        return NO_MARK
    # A browser sends every line break as two characters: the same text is the same answer.
    text = json.dumps(answer, sort_keys=True).replace("\\r\\n", "\\n")
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]
