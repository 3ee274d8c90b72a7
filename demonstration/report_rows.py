"""Duty-to-notify reports of the organisations that have the duty: codes alone, through the product's own allow-list."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import asdict

from cases.domain.references import make_reference
from cases.enums import ReferenceKind
from demonstration.case_file import POLICE_FORCE_OF
from demonstration.cast import Cast
from demonstration.numbers import Numbers
from demonstration.shares import EXPLOITATION, NATIONALITIES, PLACES_OF_OTHERS, REFERRERS, SEXES, pick
from demonstration.yearly import Serials
from referrals.domain import dtn
from referrals.domain.answers import Answer, answered, stated
from referrals.domain.question_set import load
from referrals.enums import AnswerState
from referrals.models import DutyToNotify

# 7,130 reports to 23,411 referrals in 2025.
REPORTS_IN_A_HUNDRED = 30
WITHIN = 150
BOUND = tuple((slug, share) for slug, share in REFERRERS if slug != "unseen")
AGE_BANDS = (("18_24", 25), ("25_39", 50), ("40_plus", 20), ("", 5))


def report_rows(
    cases: int, cast: Cast, today: dt.date, seed: int, numbers: Numbers, serials: Serials
) -> Iterator[DutyToNotify]:
    """The reports that go with that many cases, in the order they were made, in the last five months; one for each
    bound organisation comes first."""
    source = random.Random(f"{seed}/reports")  # noqa: S311  invented data
    wanted = max(len(BOUND), cases * REPORTS_IN_A_HUNDRED // 100)
    made = sorted(
        (today - dt.timedelta(days=source.randrange(1, WITHIN)), number, _organisation(number, source))
        for number in range(wanted)
    )
    for submitted_on, _, slug in made:
        yield _report(submitted_on, slug, cast, source, numbers, serials)


def _organisation(number: int, source: random.Random) -> str:
    return BOUND[number][0] if number < len(BOUND) else pick(source, BOUND)


def _report(
    submitted_on: dt.date, slug: str, cast: Cast, source: random.Random, numbers: Numbers, serials: Serials
) -> DutyToNotify:
    question_set, by = load(), cast.referrer(slug)
    fields = asdict(dtn.record(question_set, _answers(slug, source)))
    return DutyToNotify(
        pk=numbers.take(DutyToNotify),
        reference=make_reference(
            ReferenceKind.DUTY_TO_NOTIFY,
            submitted_on.year % 100,
            serials.take(ReferenceKind.DUTY_TO_NOTIFY, submitted_on),
        ),
        organisation=by.organisation,
        submitted_by=by,
        submitted_on=submitted_on,
        question_set=question_set.version,
        **{name: list(value) if isinstance(value, tuple) else value for name, value in fields.items()},
    )


def _answers(slug: str, source: random.Random) -> dict[str, Answer]:
    return {
        "nation": answered("england"),
        "under_18": answered("no"),
        "consent_referral": answered("no"),
        "sex": answered(pick(source, SEXES)),
        "age_band": _or_not_known(pick(source, AGE_BANDS)),
        "nationalities": answered([pick(source, NATIONALITIES)]),
        "exploitation_types": _or_not_known(list(pick(source, EXPLOITATION))),
        "where_exploited": _or_not_known(pick(source, PLACES_OF_OTHERS)),
        "police_force_area": answered(POLICE_FORCE_OF[slug]),
    }


def _or_not_known(value: str | list[str]) -> Answer:
    return answered(value) if value else stated(AnswerState.NOT_KNOWN)
