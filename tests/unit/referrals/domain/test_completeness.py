from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.domain import steps
from referrals.domain.answers import answered, is_answered, stated
from referrals.domain.completeness import REQUIRED, Missing, missing, obstacles, section_status
from referrals.domain.question_set import load
from referrals.enums import AnswerState, Path, SectionStatus
from tests.factories.answers import adult_answers, child_answers, duty_to_notify_answers, opening_answers

TODAY = date(2026, 11, 23)
SET = load("2026-11")
COMPLETE = {
    Path.NRM_ADULT: adult_answers(),
    Path.NRM_CHILD: child_answers(),
    Path.DTN: duty_to_notify_answers(),
}


def missing_keys(answers, path):
    return [each.key for each in missing(SET, answers, path)]


def test_the_table_covers_every_path_and_names_only_questions():
    assert REQUIRED.keys() == set(Path)
    assert {key for rows in REQUIRED.values() for row in rows for key in row.keys} <= SET.by_key.keys()


@pytest.mark.parametrize("path", COMPLETE)
def test_complete_answers_miss_nothing_and_may_be_submitted(path):
    assert missing(SET, COMPLETE[path], path) == []
    assert obstacles(SET, COMPLETE[path], duty="statutory", on=TODAY) == []


def test_an_adult_referral_with_only_the_opening_misses_few_things():
    assert missing_keys(opening_answers(), Path.NRM_ADULT) == [
        "given_name",
        "exploitation_types",
        "account",
        "contact_route",
        "referrer_phone",
    ]


def test_a_child_also_needs_the_local_authority():
    answers = {key: answer for key, answer in child_answers().items() if key != "local_authority"}

    assert missing(SET, answers, Path.NRM_CHILD) == [
        Missing("local_authority", "Choose the child's local authority, or say that it is not known")
    ]


def test_a_report_needs_its_five_answers():
    answers = {
        key: duty_to_notify_answers()[key] for key in ("nation", "encountered_on", "under_18", "consent_referral")
    }

    assert missing_keys(answers, Path.DTN) == [
        "sex",
        "age_band",
        "nationalities",
        "exploitation_types",
        "where_exploited",
    ]


def test_before_a_path_the_opening_is_missing():
    assert missing_keys({}, Path.OPENING) == ["nation", "encountered_on", "under_18"]
    assert missing_keys({"under_18": answered("no")}, Path.OPENING) == ["nation", "encountered_on", "consent_referral"]
    assert missing_keys({"under_18": answered("yes")}, Path.OPENING) == ["nation", "encountered_on"]


@pytest.mark.parametrize("path", COMPLETE)
def test_a_state_is_an_answer_wherever_the_person_may_be_unable_to_say(path):
    answers = COMPLETE[path] | {
        question.key: stated(question.states[0])
        for question in SET.questions
        if question.states and path in question.paths
    }

    assert missing(SET, answers, path) == []


def test_one_name_of_any_kind_is_enough():
    nameless = {key: answer for key, answer in adult_answers().items() if key not in {"given_name", "family_name"}}

    assert missing_keys(nameless, Path.NRM_ADULT) == ["given_name"]
    assert missing_keys(nameless | {"other_names": answered("Lily")}, Path.NRM_ADULT) == []
    assert missing_keys(nameless | {"given_name": stated(AnswerState.DECLINED)}, Path.NRM_ADULT) == []


def test_a_route_needs_its_detail_and_whether_it_is_safe_to_write():
    answers = {key: answer for key, answer in adult_answers().items() if key not in {"contact_detail", "may_write"}}

    assert missing_keys(answers, Path.NRM_ADULT) == ["contact_detail", "may_write"]
    assert missing_keys(answers | {"contact_route": stated(AnswerState.NOT_ASKED)}, Path.NRM_ADULT) == []


def test_white_space_is_no_account():
    assert missing_keys(adult_answers(account=answered(" \r\n")), Path.NRM_ADULT) == ["account"]


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ({}, SectionStatus.NOT_STARTED),
        ({"immediate_risk": answered("no")}, SectionStatus.IN_PROGRESS),
        ({"contact_route": answered("phone")}, SectionStatus.IN_PROGRESS),
        ({"contact_route": stated(AnswerState.NOT_ASKED)}, SectionStatus.DONE),
        (
            {"contact_route": stated(AnswerState.NOT_ASKED), "immediate_risk": answered("yes")},
            SectionStatus.IN_PROGRESS,
        ),
        ({"local_authority": answered("leeds")}, SectionStatus.NOT_STARTED),
    ],
)
def test_status_of_a_section(answers, status):
    assert section_status(SET, "safety", opening_answers() | answers, Path.NRM_ADULT) is status


def test_somebody_in_danger_needs_the_danger_or_that_it_is_not_known():
    in_danger = adult_answers(immediate_risk=answered("yes"))

    assert missing(SET, in_danger, Path.NRM_ADULT) == [
        Missing("immediate_risk_detail", "Say what the danger is and what has been done, or that it is not known")
    ]
    assert missing_keys(in_danger | {"immediate_risk_detail": stated(AnswerState.NOT_KNOWN)}, Path.NRM_ADULT) == []


def test_an_optional_section_is_done_as_soon_as_something_is_said():
    assert section_status(SET, "where", opening_answers(), Path.NRM_ADULT) is SectionStatus.OPTIONAL
    assert section_status(SET, "where", adult_answers(), Path.NRM_ADULT) is SectionStatus.DONE


def test_a_contradiction_keeps_a_section_open():
    assert (
        section_status(SET, "person", adult_answers(), Path.NRM_ADULT, ["date_of_birth"]) is SectionStatus.IN_PROGRESS
    )
    assert section_status(SET, "person", adult_answers(), Path.NRM_ADULT, ["account"]) is SectionStatus.DONE


def test_a_section_is_done_when_each_of_its_pages_has_an_answer():
    one_page = opening_answers(given_name=answered("Linh"))

    assert section_status(SET, "person", one_page, Path.NRM_ADULT) is SectionStatus.ENOUGH
    assert section_status(SET, "person", one_page | {"sex": answered("female")}, Path.NRM_ADULT) is SectionStatus.DONE


@pytest.mark.parametrize("path", COMPLETE)
@given(st.data())
def test_completeness_agrees_with_the_status_of_the_sections(path, data):
    keys = sorted(COMPLETE[path])
    kept = data.draw(st.sets(st.sampled_from(keys)))
    answers = {key: answer for key, answer in COMPLETE[path].items() if key in kept}

    lacking = {each.key for each in missing(SET, answers, path)}
    for section in SET.sections:
        asked = [key for key in section.question_keys if steps.is_asked(SET, key, answers, path)]
        started = any(is_answered(answers, key) for key in asked)
        status = section_status(SET, section.key, answers, path)
        assert status.needs_something == (not lacking.isdisjoint(asked))
        assert (status in {SectionStatus.NOT_STARTED, SectionStatus.OPTIONAL}) == (not started)


def test_a_blocked_path_cannot_be_submitted_and_says_why():
    [obstacle] = obstacles(SET, duty_to_notify_answers(nation=answered("scotland")), duty="statutory", on=TODAY)

    assert obstacle.key == "consent_referral"
    assert obstacle.sentence.startswith("This adult does not agree, so they cannot be referred.")


def test_contradictions_are_obstacles_after_what_is_missing():
    answers = adult_answers(exploitation_ended=answered("2027", "year"))
    del answers["account"]

    assert obstacles(SET, answers, duty="none", on=TODAY) == [
        Missing("account", "Say what happened, or that it was not asked"),
        Missing("exploitation_ended", "End of the exploitation must be today or in the past"),
    ]


def test_nothing_answered_cannot_be_submitted():
    assert [each.key for each in obstacles(SET, {}, duty="none", on=TODAY)] == ["nation", "encountered_on", "under_18"]
