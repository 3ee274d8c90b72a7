"""The suggested route: the order of the rules, both sides of each limit, and the dated list of pilot sites."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.domain.ages import PartialDate
from cases.domain.pilot_sites import pilot_site_of, pilot_sites
from cases.domain.routing import ROUTING_RULES, RoutingAnswer, RoutingFacts, choice_refusal, may_be_child, suggest_route
from cases.enums import AgeGroup, DecisionMaker, IecaCriterion
from referrals.domain.reference_data import codes as known_codes

TODAY = date(2026, 11, 23)
NEEDS_REASON = "Enter the reason for not following the suggested route."
NO_PANEL = "A case cannot be routed to a local panel here yet. Choose the Single Competent Authority."
ADULT = RoutingFacts(received_on=TODAY, age_group=AgeGroup.ADULT)
# Turns 18 on 4 March 2027, which is 101 days after the referral.
PANEL_CHILD = RoutingFacts(
    received_on=TODAY, age_group=AgeGroup.CHILD, latest_birth=date(2009, 3, 4), local_authority="kingston_upon_hull"
)


def route(facts):
    answer = suggest_route(facts)
    return answer.decision_maker, answer.rule


def test_rules_stand_in_this_order():
    assert [(rule.code, rule.decision_maker, rule.effective_from) for rule in ROUTING_RULES] == [
        ("panel_child", DecisionMaker.PANEL, date(2021, 6, 1)),
        ("other_child", DecisionMaker.SCA, date(2019, 4, 29)),
        ("ieca_adult", DecisionMaker.IECA, date(2021, 11, 8)),
        ("everybody_else", DecisionMaker.SCA, date(2019, 4, 29)),
    ]


def test_every_rule_has_a_source_and_a_sentence():
    assert all(rule.source and rule.sentence.endswith(".") for rule in ROUTING_RULES)


def test_child_in_a_pilot_area_goes_to_the_panel_and_the_sentence_says_why():
    answer = suggest_route(PANEL_CHILD)

    assert answer == RoutingAnswer(
        DecisionMaker.PANEL,
        "panel_child",
        "A child in a pilot area, with more than 100 days to the 18th birthday and no doubt about age: the local "
        "panel decides, overseen by the Single Competent Authority. Check that the area still takes part.",
        "Child pilot general guidance v6.0, 5 December 2023; statistics annex, 7 November 2024",
    )


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"latest_birth": date(2009, 3, 3)}, id="exactly-100-days-to-18"),
        pytest.param({"latest_birth": None}, id="no-birth-date"),
        pytest.param({"age_group": AgeGroup.UNSURE}, id="maybe-a-child"),
        pytest.param({"local_authority": "leeds"}, id="not-a-pilot-site"),
        pytest.param({"local_authority": ""}, id="place-not-known"),
        pytest.param({"received_on": date(2023, 4, 29)}, id="before-the-site-is-known-to-have-joined"),
        pytest.param({"ieca_criteria": frozenset(IecaCriterion), "local_authority": ""}, id="detained-child"),
    ],
)
def test_any_other_child_goes_to_the_single_competent_authority(changes):
    assert route(replace(PANEL_CHILD, **changes)) == (DecisionMaker.SCA, "other_child")


def test_birthday_of_somebody_born_on_29_february_is_counted_to_1_march():
    facts = replace(PANEL_CHILD, latest_birth=date(2012, 2, 29))
    eighteen = date(2030, 3, 1)

    on_the_limit = replace(facts, received_on=eighteen - timedelta(days=100))
    outside_it = replace(facts, received_on=eighteen - timedelta(days=101))

    assert route(on_the_limit) == (DecisionMaker.SCA, "other_child")
    assert route(outside_it) == (DecisionMaker.PANEL, "panel_child")


@pytest.mark.parametrize("criterion", list(IecaCriterion))
def test_adult_who_meets_a_criterion_goes_to_the_immigration_enforcement_authority(criterion):
    facts = replace(ADULT, ieca_criteria=frozenset({criterion}))

    assert route(facts) == (DecisionMaker.IECA, "ieca_adult")


@pytest.mark.parametrize(
    ("latest_birth", "expected"),
    [
        pytest.param(PartialDate(2015).latest, (DecisionMaker.SCA, "other_child"), id="about-2015"),
        pytest.param(PartialDate(2008).latest, (DecisionMaker.SCA, "other_child"), id="2008"),
        pytest.param(PartialDate(2008, 11).latest, (DecisionMaker.SCA, "other_child"), id="november-2008"),
        pytest.param(date(2008, 11, 24), (DecisionMaker.SCA, "other_child"), id="18-tomorrow"),
        pytest.param(date(2008, 11, 23), (DecisionMaker.IECA, "ieca_adult"), id="18-today"),
        pytest.param(PartialDate(2007).latest, (DecisionMaker.IECA, "ieca_adult"), id="2007"),
        pytest.param(None, (DecisionMaker.IECA, "ieca_adult"), id="not-known"),
    ],
)
def test_said_to_be_an_adult_is_treated_as_a_child_while_the_date_of_birth_leaves_doubt(latest_birth, expected):
    facts = replace(ADULT, latest_birth=latest_birth, ieca_criteria=frozenset(IecaCriterion))

    assert route(facts) == expected
    assert may_be_child(facts) is (expected[1] == "other_child")


@pytest.mark.parametrize(
    ("received_on", "expected"),
    [
        (date(2019, 4, 28), (None, "no_rule")),
        (date(2019, 4, 29), (DecisionMaker.SCA, "everybody_else")),
        (date(2021, 11, 7), (DecisionMaker.SCA, "everybody_else")),
        (date(2021, 11, 8), (DecisionMaker.IECA, "ieca_adult")),
    ],
)
def test_authorities_are_suggested_only_once_they_existed(received_on, expected):
    facts = replace(ADULT, received_on=received_on, ieca_criteria=frozenset(IecaCriterion))

    assert route(facts) == expected


def test_everybody_else_goes_to_the_single_competent_authority():
    assert route(ADULT) == (DecisionMaker.SCA, "everybody_else")


def test_pilot_sites_are_the_named_ones():
    assert [site.site for site in pilot_sites()] == [
        "Hull",
        "Barking and Dagenham",
        "Islington and Camden",
        "North Lincolnshire and North East Lincolnshire",
        "North Yorkshire and York",
        "Kensington and Chelsea",
        "Bexley",
        "Glasgow",
    ]


def test_every_local_authority_of_a_pilot_site_is_in_the_list_of_local_authorities_and_of_one_site():
    codes = [code for site in pilot_sites() for code in site.local_authorities]

    assert (set(codes) - known_codes("local_authorities"), len(codes)) == (set(), len(set(codes)))


@pytest.mark.parametrize(
    ("code", "site"),
    [
        ("kingston_upon_hull", "Hull"),
        ("north_east_lincolnshire", "North Lincolnshire and North East Lincolnshire"),
        ("york", "North Yorkshire and York"),
        ("glasgow_city", "Glasgow"),
    ],
)
def test_pilot_site_is_found_by_the_code_of_its_local_authority(code, site):
    assert pilot_site_of(code, TODAY).site == site


def test_pilot_site_that_has_left_is_no_longer_found():
    site = replace(pilot_sites()[0], effective_until=date(2025, 3, 31))

    assert [site.covers("kingston_upon_hull", date(2025, month, 1)) for month in (3, 4)] == [True, False]


@given(
    facts=st.builds(
        RoutingFacts,
        received_on=st.dates(min_value=date(2019, 4, 29), max_value=date(2040, 1, 1)),
        age_group=st.sampled_from(AgeGroup),
        latest_birth=st.none() | st.dates(min_value=date(1950, 1, 1), max_value=date(2040, 1, 1)),
        local_authority=st.sampled_from(["", "kingston_upon_hull", "leeds", "york"]),
        ieca_criteria=st.frozensets(st.sampled_from(IecaCriterion)),
    )
)
def test_everybody_is_sent_somewhere_and_no_child_to_immigration_enforcement(facts):
    decision_maker, _ = route(facts)

    assert decision_maker is not None
    if may_be_child(facts):
        assert decision_maker is not DecisionMaker.IECA
    else:
        assert decision_maker is not DecisionMaker.PANEL


@pytest.mark.parametrize(
    ("suggested", "chosen", "reason", "expected"),
    [
        (DecisionMaker.SCA, DecisionMaker.SCA, "", None),
        (DecisionMaker.IECA, DecisionMaker.IECA, "", None),
        (DecisionMaker.SCA, DecisionMaker.IECA, "Detained since.", None),
        (DecisionMaker.SCA, DecisionMaker.IECA, " \n", NEEDS_REASON),
        (DecisionMaker.IECA, DecisionMaker.SCA, "", NEEDS_REASON),
        (None, DecisionMaker.SCA, "", NEEDS_REASON),
        (DecisionMaker.PANEL, DecisionMaker.SCA, "", None),
        (DecisionMaker.PANEL, DecisionMaker.IECA, "", NEEDS_REASON),
        (DecisionMaker.PANEL, DecisionMaker.PANEL, "", NO_PANEL),
        (DecisionMaker.SCA, DecisionMaker.PANEL, "Because.", NO_PANEL),
    ],
)
def test_choice_against_the_suggestion_needs_a_reason_and_a_panel_waits(suggested, chosen, reason, expected):
    assert choice_refusal(RoutingAnswer(suggested, "rule", "Sentence.", ""), chosen, reason) == expected


@pytest.mark.parametrize("rule", ["panel_child", "other_child"])
def test_no_reason_sends_somebody_who_may_be_a_child_to_the_authority_for_adults(rule):
    suggestion = RoutingAnswer(DecisionMaker.SCA, rule, "Sentence.", "")

    assert choice_refusal(suggestion, DecisionMaker.IECA, "Detained since.") == (
        "The Immigration Enforcement Competent Authority decides about adults only (Bexley Council, modern slavery "
        "strategy), and somebody who may be under 18 is treated as a child (Modern Slavery Act 2015, section 51). "
        "Choose the Single Competent Authority."
    )
    assert choice_refusal(suggestion, DecisionMaker.SCA, "") is None
