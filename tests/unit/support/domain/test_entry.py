"""Who supports a person after the decision: both sides of every condition, and that exactly one rule answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.enums import AgeGroup, Nation
from support.domain.entry import RULES, EntryFacts, entry_to_support, is_treated_as_child

ON = date(2026, 11, 24)
ADULT = EntryFacts(
    is_positive=True,
    nation=Nation.ENGLAND,
    age_group=AgeGroup.ADULT,
    on=ON,
    latest_birth=date(1999, 5, 31),
    wants_support=True,
)
TURNS_18_TODAY, TURNS_18_TOMORROW = date(2008, 11, 24), date(2008, 11, 25)
facts = st.builds(
    EntryFacts,
    is_positive=st.booleans(),
    nation=st.sampled_from(Nation),
    age_group=st.sampled_from(AgeGroup),
    on=st.dates(date(2021, 1, 4), date(2040, 1, 1)),
    latest_birth=st.none() | st.dates(date(1940, 1, 1), date(2040, 1, 1)),
    wants_support=st.booleans(),
)


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({}, "victim_care_contract"),
        ({"nation": Nation.WALES}, "victim_care_contract"),
        ({"latest_birth": None}, "victim_care_contract"),
        ({"latest_birth": TURNS_18_TODAY}, "victim_care_contract"),
        ({"latest_birth": TURNS_18_TOMORROW}, "child"),
        ({"is_positive": False}, "negative_decision"),
        ({"nation": Nation.SCOTLAND}, "devolved"),
        ({"nation": Nation.NORTHERN_IRELAND}, "devolved"),
        ({"wants_support": False}, "no_consent"),
        ({"age_group": AgeGroup.CHILD, "latest_birth": date(2012, 1, 1)}, "child"),
        ({"age_group": AgeGroup.CHILD, "latest_birth": None}, "child"),
        ({"age_group": AgeGroup.CHILD, "latest_birth": TURNS_18_TOMORROW}, "child"),
        ({"age_group": AgeGroup.CHILD, "latest_birth": TURNS_18_TODAY}, "came_of_age"),
        ({"age_group": AgeGroup.UNSURE, "latest_birth": None}, "child"),
        ({"age_group": AgeGroup.UNSURE, "latest_birth": TURNS_18_TOMORROW}, "child"),
        # A date of birth in dispute settles nothing: whoever is in doubt is a child until assessed.
        ({"age_group": AgeGroup.UNSURE, "latest_birth": TURNS_18_TODAY}, "child"),
        ({"age_group": AgeGroup.UNSURE, "latest_birth": date(1999, 5, 31)}, "child"),
        # A child's support does not hang on consent or nation.
        ({"age_group": AgeGroup.UNSURE, "latest_birth": None, "wants_support": False}, "child"),
        ({"age_group": AgeGroup.CHILD, "latest_birth": None, "nation": Nation.SCOTLAND}, "child"),
        ({"nation": Nation.SCOTLAND, "wants_support": False}, "devolved"),
        ({"is_positive": False, "age_group": AgeGroup.CHILD}, "negative_decision"),
    ],
)
def test_each_rule_answers_for_those_it_is_for(changed, rule):
    answer = entry_to_support(replace(ADULT, **changed))

    assert (answer.rule, answer.opens) == (rule, rule == "victim_care_contract")


@given(facts)
def test_a_package_opens_only_for_an_adult_of_england_or_wales_who_agreed_after_a_positive_decision(given_facts):
    answer = entry_to_support(given_facts)

    if answer.opens:
        assert given_facts.is_positive
        assert given_facts.nation in {Nation.ENGLAND, Nation.WALES}
        assert given_facts.wants_support
        assert not is_treated_as_child(given_facts)
        assert given_facts.age_group is AgeGroup.ADULT


@given(facts)
def test_somebody_in_doubt_is_treated_as_a_child_whatever_their_date_of_birth_says(given_facts):
    in_doubt = replace(given_facts, age_group=AgeGroup.UNSURE)

    assert is_treated_as_child(in_doubt)
    assert entry_to_support(in_doubt).rule == ("child" if given_facts.is_positive else "negative_decision")


@given(facts, st.integers(1, 6570))
def test_being_born_later_never_opens_what_was_closed(given_facts, days):
    if given_facts.latest_birth is None:
        return
    younger = replace(given_facts, latest_birth=given_facts.latest_birth + timedelta(days=days))

    if entry_to_support(younger).opens:
        assert entry_to_support(given_facts).opens


def test_every_rule_has_a_code_of_its_own_a_sentence_and_a_source():
    answers = [row.answer for row in RULES]

    assert len({answer.rule for answer in answers}) == len(answers)
    assert [answer.rule for answer in answers if not answer.sentence.endswith(".") or not answer.source] == []
    assert [answer.rule for answer in answers if answer.opens] == ["victim_care_contract"]
