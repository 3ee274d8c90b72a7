"""What must be answered before a submission: one table, for form, task list, action and machine alike.

Nothing here is compulsory that the person in front of the referrer may be unable to say: a state such as "not known"
is an answer wherever the question offers one. Contradictions between answers are in `checks`.

    missing(question_set, answers, path) -> list[Missing(key, sentence)]
    section_status(question_set, section_key, answers, path, contradicted=()) -> SectionStatus
    obstacles(question_set, answers, duty=..., on=...) -> list[Missing]   everything that stops a submission
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from referrals.domain import checks, steps
from referrals.domain.answers import Answers, is_answered
from referrals.domain.path import path_of
from referrals.domain.question_set import QuestionSet
from referrals.enums import Path, SectionStatus


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that stands in the way of submitting: the question to go to, and the sentence that says what to do."""

    key: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Required:
    """Met when one of the questions is answered, a state counting as an answer; waived when none of them is asked."""

    keys: tuple[str, ...]
    sentence: str


_OPENING = (
    Required(("nation",), "Say where you met the person"),
    Required(("encountered_on",), "Say when you met the person, or that it is not known"),
    Required(("under_18",), "Say whether the person is under 18, or may be"),
    Required(("consent_referral",), "Say whether they agree to be referred"),
    Required(("consent_given_on",), "Say when they agreed to be referred"),
    Required(("consent_support",), "Say whether they agree to be offered support"),
)
_REFERRAL = (
    Required(("given_name", "family_name", "other_names"), "Give a name, or say why there is none"),
    Required(("exploitation_types",), "Choose the type of exploitation, or say that it is not known"),
    Required(("account",), "Say what happened, or that it was not asked"),
    Required(("immediate_risk_detail",), "Say what the danger is and what has been done, or that it is not known"),
    Required(("contact_route",), "Give a safe way to reach them, or say why there is none"),
    Required(("contact_detail",), "Give the number, address or person to reach them by"),
    Required(("may_write",), "Say whether it is safe to write to them"),
    Required(("referrer_phone",), "Give your work phone number"),
)
_CHILD = (Required(("local_authority",), "Choose the child's local authority, or say that it is not known"),)
_REPORT = (
    Required(("sex",), "Choose the sex, or say that it is not known"),
    Required(("age_band",), "Choose the age band, or say that it is not known"),
    Required(("nationalities",), "Choose the nationality, or say that it is not known"),
    Required(("exploitation_types",), "Choose the type of exploitation, or say that it is not known"),
    Required(("where_exploited",), "Say where it happened, or that it is not known"),
)
REQUIRED: Mapping[Path, tuple[Required, ...]] = {
    Path.OPENING: _OPENING,
    Path.BLOCKED: _OPENING,
    Path.NRM_ADULT: _OPENING + _REFERRAL,
    Path.NRM_CHILD: _OPENING + _REFERRAL + _CHILD,
    Path.DTN: _OPENING + _REPORT,
}


def missing(question_set: QuestionSet, answers: Answers, path: Path) -> list[Missing]:
    """What is still to be answered on the path, in the order of the table."""
    return [
        Missing(asked[0], required.sentence)
        for required in REQUIRED[path]
        if (asked := _asked(question_set, required, answers, path))
        and not any(is_answered(answers, key) for key in asked)
    ]


def _asked(question_set: QuestionSet, required: Required, answers: Answers, path: Path) -> list[str]:
    return [key for key in required.keys if steps.is_asked(question_set, key, answers, path)]


def section_status(
    question_set: QuestionSet, section_key: str, answers: Answers, path: Path, contradicted: Collection[str] = ()
) -> SectionStatus:
    """How far a section is; `contradicted` holds the keys that `checks.contradictions` objects to."""
    pages = [
        asked
        for page in question_set.section(section_key).pages
        if (asked := [key for key in page.questions if steps.is_asked(question_set, key, answers, path)])
    ]
    lacking = {each.key for each in missing(question_set, answers, path)} | set(contradicted)
    lacks = any(not lacking.isdisjoint(page) for page in pages)
    begun = [any(is_answered(answers, key) for key in page) for page in pages]
    if not any(begun):
        return SectionStatus.NOT_STARTED if lacks else SectionStatus.OPTIONAL
    if lacks:
        return SectionStatus.IN_PROGRESS
    return SectionStatus.DONE if all(begun) else SectionStatus.ENOUGH


def obstacles(question_set: QuestionSet, answers: Answers, *, duty: str, on: date) -> list[Missing]:
    """Everything that stops a submission on a day; empty when it may go ahead.

    `duty` is that of the referrer's organisation (see `path.path_of`), `on` the London date of submission.
    """
    decision = path_of(answers, duty)
    if decision.path is Path.BLOCKED:
        return [Missing("consent_referral", decision.sentence)]
    contradictions = checks.contradictions(question_set, answers, decision.path, on=on)
    return missing(question_set, answers, decision.path) + [
        Missing(key, sentence) for key, sentence in contradictions.items()
    ]
