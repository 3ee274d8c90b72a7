"""The task list of a draft: its sections in groups, how far each is and what is missing in it."""

from __future__ import annotations

from dataclasses import dataclass

from referrals.domain.completeness import REQUIRED, section_status, sections_ready
from referrals.domain.steps import SectionOnPath
from referrals.enums import Path, SectionStatus
from referrals.presenters.journey import Journey

OPENING_TITLE = "Where you met, age and consent"
# Title → sections of the question set, in the order they are shown; one that no group names comes last, by itself.
GROUPS = (
    ("Who it is about", ("opening", "person", "safety", "support")),
    ("The exploitation", ("what-happened", "where", "exploiters", "indicators")),
    ("The referral", ("references", "referrer")),
)
DTN_GROUPS = (("The report", ("opening", "duty-to-notify")),)


@dataclass(frozen=True)
class Task:
    """One section as `components/task_list.html` takes it."""

    text: str
    href: str
    status: str
    hint: str = ""


@dataclass(frozen=True)
class Group:
    """A heading with its tasks."""

    title: str
    tasks: tuple[Task, ...]


def groups(journey: Journey) -> list[Group]:
    """Every section of the draft's path in its group."""
    wanted = DTN_GROUPS if journey.path is Path.DTN else GROUPS
    by_key = {section.key: section for section in journey.sections}
    found = [
        Group(title, tuple(_task(journey, by_key.pop(key)) for key in keys if key in by_key)) for title, keys in wanted
    ]
    others = tuple(_task(journey, section) for section in by_key.values())
    return [group for group in (*found, Group("More", others)) if group.tasks]


def progress(journey: Journey) -> str:
    """How many sections hold what is needed, in words."""
    ready, number = sections_ready(journey.question_set, journey.answers, journey.path)
    if ready < number:
        return f"{ready} of {number} sections have what is needed to submit."
    if journey.obstacles:
        return "All sections have what is needed, but some answers cannot be right or are missing before you start."
    return "Every section has what is needed. Check the answers, then submit."


def _task(journey: Journey, section: SectionOnPath) -> Task:
    status = section_status(
        journey.question_set, section.key, journey.answers, journey.path, tuple(journey.contradictions)
    )
    lacking = [each for each in journey.missing if each.key in section.keys]
    wrong = [sentence for key, sentence in journey.contradictions.items() if key in section.keys]
    is_optional = status is SectionStatus.NOT_STARTED and not _asks_something_needed(journey, section)
    first = journey.page_of(lacking[0].key) if lacking else None
    return Task(
        text=OPENING_TITLE if section.opening else section.title,
        href=journey.page_address((first or section.pages[0]).key),
        status="optional" if is_optional else status.value,
        hint=". ".join([*wrong, *(each.sentence for each in lacking)]) if status is SectionStatus.IN_PROGRESS else "",
    )


def _asks_something_needed(journey: Journey, section: SectionOnPath) -> bool:
    return any(not set(required.keys).isdisjoint(section.keys) for required in REQUIRED[journey.path])
