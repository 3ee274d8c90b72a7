"""The areas of a needs assessment in the order they are asked, and when an assessment is complete.

The areas are the services of the victim care contract (safe accommodation, financial support, interpreting, health and
counselling, legal advice, education), with safety, family and the practical things a person begins with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from support.domain.words import AREA_WORDS
from support.enums import NeedArea, NeedLevel

AREAS: tuple[NeedArea, ...] = tuple(AREA_WORDS)


@dataclass(frozen=True)
class AssessedArea:
    """What was found in one area: how pressing, and what was said, character for character."""

    area: NeedArea
    level: NeedLevel
    notes: str = ""


def missing_areas(assessed: Sequence[AssessedArea]) -> tuple[NeedArea, ...]:
    """The areas nobody has looked at, in the order they are asked."""
    seen = {each.area for each in assessed}
    return tuple(area for area in AREAS if area not in seen)


def assessment_refusal(assessed: Sequence[AssessedArea]) -> str | None:
    """Why this is no complete assessment, as a sentence, or None: every area once, each with a level."""
    missing = missing_areas(assessed)
    if missing:
        return f"Choose a level for every area. Still to do: {', '.join(AREA_WORDS[area] for area in missing)}."
    if len(assessed) > len(AREAS):
        return "Each area is assessed once."
    return None
