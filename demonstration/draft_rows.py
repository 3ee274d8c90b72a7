"""Half-done work: drafts as first responders leave them, from the first answer to ready to submit."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from demonstration.cast import Cast
from demonstration.people import Circumstances, answers_for
from demonstration.working_days import moment
from referrals.domain.answers import Answer, answered, stated, text_of
from referrals.domain.question_set import QuestionSet, load
from referrals.enums import AnswerState
from referrals.models import Draft

CONSENT = ("consent_given_on", "consent_support")
CHILD_ONLY = ("local_authority",)
ADULT_ONLY = ("consent_referral", *CONSENT, "under_18_when_exploited", "accommodation_tonight")


@dataclass(frozen=True)
class DraftPlan:
    """One draft: whose, about whom (`adult`, `child`, `may_be`, `refusing`), how many sections are filled (the opening
    one is the first), and when it was started and last changed, in days before today."""

    persona: str
    about: str
    sections: int
    started: int
    changed: int
    authority: str = "leeds"
    force: str = "west_yorkshire"
    nation: str = "england"


EVERYTHING = 99
PLANS = (
    DraftPlan("police-referrer", "adult", 1, 1, 1, force="derbyshire"),
    DraftPlan("police-referrer", "adult", 4, 6, 2, force="derbyshire"),
    DraftPlan("police-referrer", "may_be", 3, 3, 1, "derby", "derbyshire"),
    DraftPlan("police-referrer", "adult", EVERYTHING, 5, 1, force="derbyshire"),
    DraftPlan("police-referrer", "refusing", 3, 2, 1, force="derbyshire"),
    DraftPlan("other-police-referrer", "child", EVERYTHING, 2, 1),
    DraftPlan("other-police-referrer", "adult", 5, 44, 41),
    DraftPlan("council-referrer", "child", 4, 4, 1),
    DraftPlan("council-referrer", "may_be", EVERYTHING, 8, 3),
    DraftPlan("charity-referrer", "refusing", 2, 7, 7, force="avon_and_somerset"),
    DraftPlan("border-force-referrer", "refusing", 3, 3, 2, force="kent"),
)


def draft_rows(cast: Cast, today: dt.date, seed: int) -> Iterator[Draft]:
    """The drafts, always the same ones."""
    for number, plan in enumerate(PLANS):
        yield _draft(plan, cast, today, random.Random(f"{seed}/draft/{number}"))  # noqa: S311  invented data


def _draft(plan: DraftPlan, cast: Cast, today: dt.date, source: random.Random) -> Draft:
    question_set, started_by = load(), cast.by_slug[plan.persona]
    answers = _answers(plan, question_set, today - dt.timedelta(days=plan.started), source)
    return Draft(
        id=uuid.UUID(int=source.getrandbits(128), version=4),
        organisation=started_by.organisation,
        started_by=started_by,
        changed_by_label=started_by.person.name,
        question_set=question_set.version,
        answers=answers,
        own_reference=text_of(answers, "own_reference"),
        version=1 + min(plan.sections, len(question_set.sections)),
        started_at=moment(today - dt.timedelta(days=plan.started), source.randrange(9 * 60, 13 * 60)),
        changed_at=moment(today - dt.timedelta(days=plan.changed), source.randrange(13 * 60, 18 * 60)),
    )


def _answers(plan: DraftPlan, question_set: QuestionSet, met_on: dt.date, source: random.Random) -> dict[str, Answer]:
    is_child = plan.about in {"child", "may_be"}
    given = answers_for(source, Circumstances(plan.nation, met_on, is_child, "VN", plan.force, plan.authority))
    for key in ADULT_ONLY if is_child else CHILD_ONLY:
        given.pop(key, None)
    if is_child:
        given["under_18"] = answered("may_be" if plan.about == "may_be" else "yes")
    if plan.about == "refusing":
        _refuse(given)
    kept = _keys_of(question_set, plan.sections)
    return {key: answer for key, answer in given.items() if key in kept}


def _refuse(given: dict[str, Answer]) -> None:
    """They were asked only after their name was written down: it stays in the draft, set aside, and goes with it."""
    given["consent_referral"] = answered("no")
    given["age_band"] = stated(AnswerState.NOT_KNOWN)
    for key in CONSENT:
        given.pop(key)


def _keys_of(question_set: QuestionSet, number: int) -> frozenset[str]:
    return frozenset(key for section in question_set.sections[:number] for key in section.question_keys)
