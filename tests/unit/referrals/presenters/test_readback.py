from __future__ import annotations

from referrals.domain.answers import answered
from referrals.domain.identity import split
from referrals.domain.question_set import load
from referrals.enums import Path
from referrals.presenters.readback import ReadbackRow, readback_of
from tests.factories.answers import adult_answers, child_answers


def rows_of(sections):
    return {row.key: row for section in sections for row in section.rows}


def test_every_question_asked_is_read_back_in_its_section():
    sections = readback_of(load(), adult_answers(), Path.NRM_ADULT)

    assert [section.key for section in sections] == [
        "opening",
        "person",
        "what-happened",
        "where",
        "exploiters",
        "indicators",
        "safety",
        "support",
        "references",
        "referrer",
    ]
    rows = rows_of(sections)
    assert rows["given_name"] == ReadbackRow("given_name", "Given names", "Linh", verbatim=True)
    assert rows["exploiters"] == ReadbackRow("exploiters", "What is known about who did it?", "", state="not_known")
    assert rows["nationalities"].value == ["Vietnamese", "British"]


def test_a_question_that_was_not_asked_is_not_read_back():
    rows = rows_of(readback_of(load(), child_answers(), Path.NRM_CHILD))

    assert {"consent_referral", "accommodation_tonight", "immediate_risk_detail"}.isdisjoint(rows)
    assert "local_authority" in rows


def test_without_identity_its_questions_are_left_out():
    question_set = load()
    answers = adult_answers(contact_detail=answered("07700 900123"))

    rows = rows_of(
        readback_of(
            question_set, split(question_set, answers).remaining, Path.NRM_ADULT, without=question_set.identity_keys
        )
    )

    assert question_set.identity_keys.isdisjoint(rows)
    assert "exploitation_types" in rows
