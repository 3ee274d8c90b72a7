"""The check page: every answer that will be sent, each with a link to change it, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass

from referrals.domain.steps import SectionOnPath, is_asked, set_aside
from referrals.presenters.journey import Journey
from referrals.presenters.words import shown


@dataclass(frozen=True)
class CheckRow:
    """One question and its answer as `components/summary_list.html` takes it."""

    key: str
    value: str | list[str]
    state: str
    verbatim: bool
    change_href: str
    change_text: str
    error: str = ""


@dataclass(frozen=True)
class CheckSection:
    """One section with its rows."""

    title: str
    rows: tuple[CheckRow, ...]


def sections_to_check(journey: Journey) -> list[CheckSection]:
    """The sections of the path with every question asked now."""
    obstacles = {each.key: each.sentence for each in journey.obstacles}
    found = [CheckSection(section.title, _rows(journey, section, obstacles)) for section in journey.sections]
    return [section for section in found if section.rows]


def names_set_aside(journey: Journey) -> list[str]:
    """What was answered and will not be sent on this path, by name, never by answer."""
    kept = set_aside(journey.question_set, journey.answers, journey.path)
    return [question.name for question in journey.question_set.questions if question.key in kept]


def _rows(journey: Journey, section: SectionOnPath, obstacles: dict[str, str]) -> tuple[CheckRow, ...]:
    rows = []
    for key in section.keys:
        if not is_asked(journey.question_set, key, journey.answers, journey.path):
            continue
        question = journey.question_set.question(key)
        words = shown(question, journey.answers)
        rows.append(
            CheckRow(
                key=question.label,
                value=words.value,
                state=words.state,
                verbatim=words.verbatim,
                change_href=journey.question_address(key, back="check"),
                change_text=question.name,
                error=obstacles.get(key, ""),
            )
        )
    return tuple(rows)
