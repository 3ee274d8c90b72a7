"""What the referrer is told comes next: the outcome, until when to ask again, nothing of support or the minute."""

from __future__ import annotations

import datetime as dt

import pytest

from cases.enums import CaseStatus
from cases.models import Case
from decisions.enums import DecisionKind
from decisions.models import Decision
from desks.presenters.followed import NEXT_STEPS, next_steps

RG, CG = DecisionKind
NEGATIVE_OF = {"rg_negative": RG, "cg_negative": CG}


def steps(status, issued_on):
    kind = NEGATIVE_OF[status]
    decision = Decision(kind=kind.value, outcome="negative", issued_on=issued_on)
    return next_steps(Case(status=status, nation="england"), {kind: decision})


@pytest.mark.parametrize("status", sorted(NEGATIVE_OF))
@pytest.mark.parametrize(
    ("issued_on", "until", "counted"),
    [
        (
            dt.date(2026, 11, 24),
            "24 December 2026",
            "30 calendar days from 24 November 2026: weekends and bank holidays count",
        ),
        (
            dt.date(2025, 1, 16),
            "15 February 2025",
            "30 calendar days from 16 January 2025: weekends and bank holidays count",
        ),
        (
            dt.date(2024, 12, 31),
            "31 January 2025",
            (
                "one calendar month from 31 December 2024: "
                "up to the same day of the month, or its last day where there is no such day"
            ),
        ),
    ],
)
def test_after_a_negative_of_either_kind_the_limit_in_force_that_day_is_said_with_how_it_is_counted(
    status, issued_on, until, counted
):
    assert steps(status, issued_on)[1] == (
        f"Reconsideration can be asked for until {until}, counted as {counted}. "
        "Which day is counted first is our reading: the source does not say."
    )


def test_before_there_was_a_limit_none_is_said():
    found = steps("cg_negative", dt.date(2024, 2, 11))

    assert found == NEXT_STEPS[CaseStatus.CG_NEGATIVE]
    assert not any("can be asked for until" in sentence for sentence in found)


def test_negative_without_its_decision_says_what_it_can():
    assert next_steps(Case(status="cg_negative", nation="england"), {}) == NEXT_STEPS[CaseStatus.CG_NEGATIVE]


def test_negative_conclusive_decision_is_not_counted_from_the_positive_reasonable_one():
    positive = Decision(kind=RG.value, outcome="positive", issued_on=dt.date(2026, 10, 1))

    found = next_steps(Case(status="cg_negative", nation="england"), {RG: positive})

    assert found == NEXT_STEPS[CaseStatus.CG_NEGATIVE]


def test_positive_conclusion_speaks_of_move_on_without_a_date():
    found = next_steps(Case(status="cg_positive", nation="england"), {})

    assert found == (
        "The competent authority has concluded that the person is a victim of modern slavery.",
        "Move-on support follows for a person who is in support: their support provider tells them about it.",
    )


def test_every_status_says_what_comes_next():
    assert set(NEXT_STEPS) == set(CaseStatus)
    assert all(sentence.endswith(".") for sentences in NEXT_STEPS.values() for sentence in sentences)
