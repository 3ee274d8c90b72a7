"""What every question set must keep to; a set that does not is refused when it is read.

    faults_of(questions, sections) -> list[str]    empty for a sound set

The two rules that protect people: a question that says who somebody is never stands on the duty-to-notify path, and
nothing on that path takes typed text, in which a name could be written (Modern Slavery Act 2015, section 52(3)).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from referrals.domain.question import Question, Section, codes_for
from referrals.enums import AnswerState, Path, QuestionType

SUBMITTED_PATHS = (Path.NRM_ADULT, Path.NRM_CHILD, Path.DTN)
DTN_ALLOWED_KEYS = frozenset(
    {
        "nation",
        "encountered_on",
        "under_18",
        "consent_referral",
        "sex",
        "age_band",
        "nationalities",
        "exploitation_types",
        "where_exploited",
        "police_force_area",
    }
)
_WITH_CHOICES = frozenset({QuestionType.CHOICE, QuestionType.MULTI_CHOICE})


def faults_of(questions: Sequence[Question], sections: Sequence[Section]) -> list[str]:
    """Everything wrong with a set, in words for whoever edits the file."""
    return (
        list(_doubled(questions, sections))
        or list(_misplaced(questions, sections))
        or [fault for question in questions for fault in _own_faults(question)]
        + [fault for question in questions for fault in _condition_faults(question, questions, sections)]
    )


def _doubled(questions: Sequence[Question], sections: Sequence[Section]) -> Iterator[str]:
    yield from _twice("question", (question.key for question in questions))
    yield from _twice("fact", (question.fact for question in questions if question.fact))
    yield from _twice("section", (section.key for section in sections))
    yield from _twice("page", (page.key for section in sections for page in section.pages))


def _twice(what: str, names: Iterable[str]) -> Iterator[str]:
    return (f"{what} {name} stands twice" for name, times in Counter(names).items() if times > 1)


def _misplaced(questions: Sequence[Question], sections: Sequence[Section]) -> Iterator[str]:
    known = {question.key for question in questions}
    placed = {key for section in sections for key in section.question_keys}
    yield from (f"a page names {key}, which is no question" for key in sorted(placed - known))
    for path in SUBMITTED_PATHS:
        times = Counter(_placed_on(path, questions, sections))
        for question in questions:
            if times[question.key] != (path in question.paths):
                yield f"{question.key} stands on {times[question.key]} pages of the path {path}"


def _placed_on(path: Path, questions: Sequence[Question], sections: Sequence[Section]) -> list[str]:
    asked = {question.key for question in questions if path in question.paths}
    return [key for section in sections if path in section.paths for key in section.question_keys if key in asked]


def _own_faults(question: Question) -> Iterator[str]:
    if bool(question.options) + bool(question.reference_list) != (question.type in _WITH_CHOICES):
        yield f"{question.key} must have options or a reference list if it is a choice, and only then"
    if AnswerState.ANSWERED in question.states:
        yield f"{question.key} lists the state answered, which is no state beside an answer"
    if not question.paths or set(question.paths) - set(SUBMITTED_PATHS):
        yield f"{question.key} must be on a path that is submitted, and on no other"
    if question.identity and question.fact:
        yield f"{question.key} says who somebody is and may fill no fact"
    if Path.DTN in question.paths:
        yield from _duty_to_notify_faults(question)


def _duty_to_notify_faults(question: Question) -> Iterator[str]:
    if question.key not in DTN_ALLOWED_KEYS:
        yield f"{question.key} is not allowed on a duty to notify"
    if question.identity or question.is_text:
        yield f"{question.key} could say who somebody is and may not be on a duty to notify"


def _condition_faults(question: Question, questions: Sequence[Question], sections: Sequence[Section]) -> Iterator[str]:
    by_key = {each.key: each for each in questions}
    for key, wanted in question.shown_if.items():
        if key not in by_key:
            yield f"{question.key} depends on {key}, which is no question"
            continue
        unknown = set(wanted) - codes_for(by_key[key])
        if unknown:
            yield f"{question.key} depends on answers {key} does not have: {sorted(unknown)}"
        for path in question.paths:
            before = _placed_on(path, questions, sections)
            if key not in before[: before.index(question.key)]:
                yield f"{question.key} depends on {key}, which is not asked before it on the path {path}"
