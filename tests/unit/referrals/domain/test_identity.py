from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.domain.answers import answered
from referrals.domain.identity import rejoin, split
from referrals.domain.question_set import load
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


def test_a_key_in_both_is_refused_by_name_only():
    with pytest.raises(ValueError, match=r"in the answers and in identity at once: \['given_name'\]"):
        rejoin({"given_name": answered("Linh")}, {"given_name": answered("Linh")})
