"""What stands in a draft now, beside what somebody else typed in the meantime."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from referrals.domain.question_set import load
from referrals.models import Draft
from referrals.presenters.words import shown


@dataclass(frozen=True)
class StoredRow:
    """One answer as it is stored now, as `components/summary_list.html` takes it."""

    key: str
    value: str | list[str]
    state: str
    verbatim: bool


@dataclass(frozen=True)
class StoredNow:
    """The answers two people changed, as stored, and who stored them."""

    rows: tuple[StoredRow, ...]
    by: str


def stored_now(draft: Draft, keys: Sequence[str]) -> StoredNow:
    """The stored answers to these questions."""
    question_set = load(draft.question_set)
    rows = []
    for key in keys:
        question = question_set.question(key)
        words = shown(question, draft.answers)
        rows.append(StoredRow(question.label, words.value, words.state, words.verbatim))
    return StoredNow(tuple(rows), draft.changed_by_label)
