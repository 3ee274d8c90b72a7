"""The task list of a draft: its sections in groups, how far each is and what is missing in it."""

from __future__ import annotations

from dataclasses import dataclass

from referrals.domain.completeness import section_status
from referrals.domain.steps import SectionOnPath
from referrals.enums import Path, SectionStatus
from referrals.presenters.journey import Journey

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
    """How many of the sections on the page are done and how many still need something, in words."""
    statuses = [_status(journey, section) for section in journey.sections]
    done, number = statuses.count(SectionStatus.DONE), len(statuses)
    needing = sum(status.needs_something for status in statuses)
    begins = f"{done} of {number} sections done"
    if needing:
        return f"{begins}; {needing} still {'needs' if needing == 1 else 'need'} something before you can submit."
    if done < number:
        return f"{begins}; nothing more is needed to submit. Check the answers, then submit."
    return "Every section is done. Check the answers, then submit."


def _status(journey: Journey, section: SectionOnPath) -> SectionStatus:
    return section_status(
        journey.question_set, section.key, journey.answers, journey.path, tuple(journey.contradictions)
    )


def _task(journey: Journey, section: SectionOnPath) -> Task:
    status = _status(journey, section)
    lacking = [each for each in journey.missing if each.key in section.keys]
    wrong = [sentence for key, sentence in journey.contradictions.items() if key in section.keys]
    first = journey.page_of(lacking[0].key) if lacking else None
    return Task(
        text=section.title,
        href=journey.page_address((first or section.pages[0]).key),
        status=status.value,
        hint=". ".join([*wrong, *(each.sentence for each in lacking)]) if status is SectionStatus.IN_PROGRESS else "",
    )
