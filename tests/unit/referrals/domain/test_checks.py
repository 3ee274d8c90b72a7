from __future__ import annotations

from datetime import date

import pytest

from referrals.domain.answers import answered
from referrals.domain.checks import contradictions
from referrals.domain.question_set import load
from referrals.enums import Path
from tests.factories.answers import adult_answers, child_answers, duty_to_notify_answers

TODAY = date(2026, 11, 23)
SET = load("2026-11")
CHANGE = "Change the date of birth, or the answer about age"


def of_adult(**changed):
    return contradictions(SET, adult_answers(**changed), Path.NRM_ADULT, on=TODAY)


def of_child(**changed):
    return contradictions(SET, child_answers(**changed), Path.NRM_CHILD, on=TODAY)


def test_complete_answers_do_not_contradict_one_another():
    assert of_adult() == {}
    assert of_child() == {}
    assert contradictions(SET, duty_to_notify_answers(), Path.DTN, on=TODAY) == {}


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("encountered_on", "Date you met them"),
        ("consent_given_on", "Date they agreed"),
        ("date_of_birth", "Date of birth"),
        ("exploitation_started", "Start of the exploitation"),
        ("exploitation_ended", "End of the exploitation"),
    ],
)
def test_no_date_may_lie_in_the_future_or_before_1900(key, name):
    assert of_adult(**{key: answered("2026-11-24", "day")})[key] == f"{name} must be today or in the past"
    assert of_adult(**{key: answered("1899-12-31", "day")})[key] == f"{name} must be in 1900 or later"


@pytest.mark.parametrize(("typed", "precision"), [("2026-11-23", "day"), ("2026-11", "month"), ("2026", "year")])
def test_a_date_that_may_be_today_is_accepted(typed, precision):
    assert of_adult(exploitation_ended=answered(typed, precision)) == {}


def test_a_date_known_in_part_in_the_future_is_refused():
    assert of_adult(exploitation_ended=answered("2026-12", "month")).keys() == {"exploitation_ended"}


@pytest.mark.parametrize(
    ("born", "precision", "contradicted"),
    [
        ("2008-11-23", "day", False),
        ("2008-11-24", "day", True),
        ("2008-11", "month", False),
        ("2008-12", "month", True),
        ("2008", "year", False),
        ("2009", "year", True),
        ("2015", "about", True),
        ("2010", "about", True),
        ("2009-12-31", "about", False),
        ("2009", "about", False),
    ],
)
def test_a_birth_that_makes_an_adult_a_child_is_challenged(born, precision, contradicted):
    found = of_adult(date_of_birth=answered(born, precision), exploitation_started=answered("2020", "year"))

    sentence = f"The date of birth is that of a child, but the answer about age says adult. {CHANGE}"
    assert found == ({"date_of_birth": sentence} if contradicted else {})


def test_a_birth_that_makes_a_child_an_adult_is_challenged():
    sentence = f"The date of birth is that of an adult, but the answer about age says child. {CHANGE}"

    assert of_child(date_of_birth=answered("2000", "year")) == {"date_of_birth": sentence}


def test_a_guessed_date_does_not_take_a_childs_protection_away():
    assert of_child(date_of_birth=answered("2000", "about")) == {}


def test_a_birth_that_makes_somebody_surely_an_adult_is_challenged_where_they_may_be_under_18():
    sentence = f"The date of birth is that of an adult, but the answer about age says they may be under 18. {CHANGE}"

    assert of_child(under_18=answered("may_be"), date_of_birth=answered("1990", "year")) == {"date_of_birth": sentence}


@pytest.mark.parametrize("born", [("2012", "year"), ("2008", "year"), ("1990", "about")])
def test_a_birth_that_leaves_room_for_a_child_is_not_challenged(born):
    assert of_child(under_18=answered("may_be"), date_of_birth=answered(*born)) == {}


def test_a_meeting_in_the_future_is_blamed_and_the_date_they_agreed_is_not():
    assert of_adult(encountered_on=answered("2026-12-01")) == {
        "encountered_on": "Date you met them must be today or in the past"
    }


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        (
            {"exploitation_started": answered("2020-06", "month"), "exploitation_ended": answered("2020-05", "month")},
            {"exploitation_ended": "The exploitation cannot have ended before it started"},
        ),
        ({"exploitation_started": answered("2020-06", "month"), "exploitation_ended": answered("2020", "year")}, {}),
        (
            {"exploitation_started": answered("1998", "year")},
            {"exploitation_started": "The exploitation cannot have started before they were born"},
        ),
        (
            {"exploitation_started": answered("1997", "year"), "exploitation_ended": answered("1998", "year")},
            {
                "exploitation_started": "The exploitation cannot have started before they were born",
                "exploitation_ended": "The exploitation cannot have ended before they were born",
            },
        ),
        (
            {"consent_given_on": answered("2026-11-01")},
            {"consent_given_on": "They cannot have agreed before the day you met them. Change the date that is wrong"},
        ),
        ({"consent_given_on": answered("2026-11-02")}, {}),
        (
            {"encountered_on": answered("1999-04-30"), "exploitation_started": answered("2019", "year")},
            {"encountered_on": "You cannot have met them before they were born"},
        ),
    ],
)
def test_dates_out_of_order_are_challenged(changed, found):
    assert of_adult(**changed) == found


def test_answers_that_are_not_asked_are_held_against_nobody():
    answers = adult_answers(
        still_exploited=answered("yes"),
        exploitation_ended=answered("2030", "year"),
        date_of_birth=answered("1999", "year"),
    )

    assert contradictions(SET, answers, Path.NRM_ADULT, on=TODAY) == {}
    assert contradictions(SET, answers | {"consent_referral": answered("no")}, Path.DTN, on=TODAY) == {}
