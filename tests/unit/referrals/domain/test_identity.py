from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.domain.answers import answered, stated
from referrals.domain.identity import columns, rejoin, split
from referrals.domain.question_set import load
from referrals.enums import AnswerState
from tests.factories.answers import adult_answers

SET = load("2026-11")
any_answers = st.dictionaries(
    st.sampled_from([question.key for question in SET.questions]), st.text().map(answered), max_size=46
)


def test_who_somebody_is_leaves_the_answers():
    identity, remaining = split(SET, adult_answers())

    assert identity.keys() == {
        "given_name",
        "family_name",
        "date_of_birth",
        "contact_route",
        "contact_detail",
        "may_write",
        "crime_reference",
        "own_reference",
    }
    assert remaining.keys() == adult_answers().keys() - identity.keys()


@given(any_answers)
def test_split_and_rejoin_lose_nothing(answers):
    identity, remaining = split(SET, answers)

    assert rejoin(remaining, identity) == answers
    assert remaining.keys().isdisjoint(SET.identity_keys)
    assert identity.keys() <= SET.identity_keys


def test_what_the_question_set_does_not_know_is_treated_as_identity():
    assert split(SET, {"passport_number": answered("123")}).identity == {"passport_number": answered("123")}


def test_the_columns_of_identity_come_from_both_halves():
    answers = {
        "given_name": answered("Linh"),
        "date_of_birth": answered("1999-05", "about"),
        "nationalities": answered(["VN", "GB"]),
        "account": answered("They kept my passport."),
    }

    assert columns(split(SET, answers)) == {
        "given_name": "Linh",
        "family_name": "",
        "other_names": "",
        "born_on": date(1999, 5, 1),
        "born_precision": "about",
        "nationalities": ["VN", "GB"],
        "values": {"given_name": answered("Linh"), "date_of_birth": answered("1999-05", "about")},
    }


def test_without_a_date_of_birth_there_is_no_birth():
    found = columns(split(SET, {"date_of_birth": stated(AnswerState.NOT_KNOWN)}))

    assert (found["born_on"], found["born_precision"]) == (None, "")


def test_a_key_in_both_is_refused_by_name_only():
    with pytest.raises(ValueError, match=r"in the answers and in identity at once: \['given_name'\]"):
        rejoin({"given_name": answered("Linh")}, {"given_name": answered("Linh")})
