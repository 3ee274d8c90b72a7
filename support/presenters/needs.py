"""The needs assessment before this one, beside the form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from deadlines.domain.explain import in_words
from support.domain.words import LEVEL_WORDS
from support.enums import NeedLevel
from support.models import NeedsAssessment


@dataclass(frozen=True)
class LastTime:
    """The newest assessment: when, by whom, and area → how pressing and what was said."""

    about: str
    areas: dict[str, dict[str, Any]]


def last_time(assessments: Sequence[NeedsAssessment]) -> LastTime | None:
    """The newest assessment as the form shows it; None before the first one."""
    if not assessments:
        return None
    newest = assessments[0]
    needs = newest.shown_needs  # type: ignore[attr-defined]  # prefetched by the selector
    return LastTime(
        f"{in_words(newest.assessed_on)}, by {newest.made_by.person.name}",
        {
            need.area: {
                "words": LEVEL_WORDS[NeedLevel(need.level)].text,
                "colour": LEVEL_WORDS[NeedLevel(need.level)].colour,
                "notes": need.notes,
            }
            for need in needs
        },
    )
