from __future__ import annotations

from datetime import date

import pytest

from cases.models import CaseFacts
from referrals.domain.answers import answered, stated
from referrals.domain.facts import COLUMNS, Kind, facts
from referrals.domain.identity import split
from referrals.domain.question_set import load
from referrals.enums import AnswerState
from tests.factories.answers import adult_answers, child_answers

TODAY = date(2026, 11, 23)
SET = load("2026-11")
KIND_OF_VALUE = {
    Kind.CODE: str,
    Kind.CODES: list,
    Kind.LINES: list,
    Kind.DATE: date | None,
    Kind.NUMBER: int | None,
}


def facts_of(answers):
    identity, remaining = split(SET, answers)
    return facts(SET, remaining, identity, received_on=TODAY)


def test_the_facts_of_a_consenting_adult():
    assert facts_of(adult_answers()) == {
        "nation": "england",
        "encountered_on": date(2026, 11, 2),
        "age_group": "adult",
        "age_at_referral": 27,
        "child_when_exploited": "",
        "sex": "female",
        "nationalities": ["VN", "GB"],
        "interpreter_language": "vie",
        "exploitation_types": ["criminal", "labour"],
        "exploitation_began_on": date(2019, 1, 1),
        "exploitation_ended_on": date(2026, 10, 1),
        "still_exploited": "no",
        "exploitation_place": "both",
        "uk_places": ["Dover", "a farm near Ashford"],
        "countries": ["FR"],
        "indicators": ["debt_bondage", "threats"],
        "immediate_risk": "no",
        "needs_accommodation_tonight": "yes",
        "wants_support": "yes",
        "police_force": "kent",
        "local_authority": "",
    }


def test_the_facts_of_a_child():
    found = facts_of(child_answers())

    assert (found["age_group"], found["age_at_referral"], found["child_when_exploited"]) == ("child", 14, "yes")
    assert found["local_authority"] == "kent_county_council"


@pytest.mark.parametrize("answers", [{}, adult_answers(), child_answers()])
def test_every_column_is_there_with_its_kind_of_value(answers):
    found = facts_of(answers)

    assert found.keys() == COLUMNS.keys()
    assert {column for column, value in found.items() if not isinstance(value, KIND_OF_VALUE[COLUMNS[column]])} == set()


def test_the_columns_are_those_of_case_facts():
    assert COLUMNS.keys() == {field.name for field in CaseFacts._meta.get_fields()} - {"case"}


def test_nothing_answered_leaves_every_fact_empty():
    assert [column for column, value in facts_of({}).items() if value] == []


def test_no_identity_stands_in_the_facts():
    identity, _ = split(SET, adult_answers())

    text = repr(facts_of(adult_answers()))
    assert [
        answer["value"] for answer in identity.values() if str(answer["value"]) in text and answer["value"] != "yes"
    ] == []


def test_facts_do_not_depend_on_how_the_answers_were_split():
    identity, remaining = split(SET, adult_answers())

    assert facts(SET, remaining, identity, received_on=TODAY) == facts(SET, adult_answers(), {}, received_on=TODAY)


@pytest.mark.parametrize(
    ("born", "age"),
    [("2008-11-23", 18), ("2008-11-24", 17), ("2008-11", 17), ("2008", 17), ("2004-02-29", 22), ("2027", None)],
)
def test_age_at_referral_is_the_youngest_the_date_allows(born, age):
    assert facts_of(adult_answers(date_of_birth=answered(born, "day")))["age_at_referral"] == age


def test_an_unknown_date_of_birth_leaves_the_age_unknown():
    assert facts_of(adult_answers(date_of_birth=stated(AnswerState.DECLINED)))["age_at_referral"] is None


@pytest.mark.parametrize(
    ("said", "born", "started", "child"),
    [
        ("yes", "1990", "2019", "yes"),
        ("no", "2005", "2019", "no"),
        ("not_sure", "2005", "2019", "yes"),
        ("not_sure", "1990", "2019", "no"),
        ("not_sure", "2001", "2019", ""),
        ("not_sure", "2001-05-04", "2019-05-03", "yes"),
        ("not_sure", "2001-05-04", "2019-05-04", "no"),
    ],
)
def test_child_when_exploited_is_what_was_said_or_what_the_dates_leave_no_doubt_about(said, born, started, child):
    answers = adult_answers(
        under_18_when_exploited=answered(said),
        date_of_birth=answered(born, "year"),
        exploitation_started=answered(started, "year"),
    )

    assert facts_of(answers)["child_when_exploited"] == child


def test_a_guessed_date_decides_nothing():
    guessed = adult_answers(date_of_birth=answered("1999", "about"), exploitation_started=answered("2019", "year"))

    assert facts_of(guessed)["child_when_exploited"] == ""


def test_somebody_who_may_be_a_child_is_left_unknown_without_dates():
    answers = child_answers(under_18=answered("may_be"), date_of_birth=stated(AnswerState.NOT_KNOWN))

    assert (facts_of(answers)["age_group"], facts_of(answers)["child_when_exploited"]) == ("unsure", "")
