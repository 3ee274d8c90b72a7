"""What somebody typed on a page of a draft that is gone: shown again, so that it can be copied."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from nrm.web.text import without_unstorable
from referrals.domain.question_set import load


@dataclass(frozen=True)
class Typed:
    """One field as it was typed, as `components/summary_list.html` takes it."""

    key: str
    value: str
    verbatim: bool = True


def typed_again(data: QueryDict) -> list[Typed]:
    """What was typed in the fields of questions; choices and reasons for no answer are left out."""
    by_key = load().by_key
    found = []
    for name in data:
        question = by_key.get(name)
        text = without_unstorable(", ".join(data.getlist(name)))
        if question is not None and question.is_text and text.strip():
            found.append(Typed(question.label, text))
    return found
