from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.domain import steps
from referrals.domain.answers import answered, stated
from referrals.domain.path import path_of
from referrals.domain.question import options_for
from referrals.domain.question_set import load
from referrals.enums import AnswerState, Path
from tests.factories.answers import adult_answers, child_answers, duty_to_notify_answers, opening_answers

SET = load("2026-11")
TODAY = date(2026, 11, 23)
COMPLETE = {
    Path.NRM_ADULT: adult_answers(),
    Path.NRM_CHILD: child_answers(),
    Path.DTN: duty_to_notify_answers(),
}


def choices_of(question) -> list[object]:
    codes = [option.code for option in options_for(question, TODAY)][:6]
    return [[code] for code in codes] if question.takes_several else codes


@st.composite
def some_answers(draw):
    """Answers to the questions that others depend on, and a few more."""
    asked = draw(st.lists(st.sampled_from(SET.questions), max_size=25, unique_by=lambda question: question.key))
    return {
        question.key: draw(
            st.sampled_from([answered(choice) for choice in choices_of(question)] or [answered("2026-11-02")])
            | st.sampled_from([stated(state) for state in question.states] or [stated(AnswerState.NOT_KNOWN)])
        )
        for question in asked
    }


def page_keys(answers, path):
    return [page.key for page in steps.pages(SET, answers, path)]


def test_before_a_path_only_the_opening_pages_are_shown():
    assert page_keys({}, Path.OPENING) == ["encounter", "age"]
    assert page_keys(opening_answers(), Path.OPENING) == ["encounter", "age", "consent"]
    assert page_keys(opening_answers(consent_referral=answered("no")), Path.BLOCKED) == ["encounter", "age", "consent"]


def test_a_child_is_not_asked_for_consent():
    assert page_keys(child_answers(), Path.NRM_CHILD)[:3] == ["encounter", "age", "name-and-birth"]


def test_a_consenting_adults_referral_has_at_most_fourteen_pages_with_the_check_page():
    assert page_keys(adult_answers(), Path.NRM_ADULT) == [
        "encounter",
        "age",
        "consent",
        "name-and-birth",
        "background",
        "exploitation",
        "places",
        "exploiters",
        "indicators",
        "safety",
        "support",
        "references",
        "referrer",
    ]


def test_a_duty_to_notify_has_one_page_after_consent():
    assert page_keys(duty_to_notify_answers(), Path.DTN) == ["encounter", "age", "consent", "report"]
    assert [section.key for section in steps.task_list(SET, duty_to_notify_answers(), Path.DTN)] == ["duty-to-notify"]


@pytest.mark.parametrize("path", COMPLETE)
@given(some_answers())
def test_every_question_of_a_path_is_drawn_on_exactly_one_page(path, more):
    answers = COMPLETE[path] | {key: answer for key, answer in more.items() if key not in SET.opening_keys}

    drawn = [key for page in steps.pages(SET, answers, path) for key in page.keys]
    asked = {question.key for question in SET.questions if steps.is_asked(SET, question.key, answers, path)}
    assert len(drawn) == len(set(drawn))
    assert asked <= set(drawn)
    of_other_paths = {question.key for question in SET.questions if path not in question.paths}
    assert set(drawn).isdisjoint(of_other_paths - SET.opening_keys)


@pytest.mark.parametrize("path", COMPLETE)
def test_every_question_of_a_path_can_come_to_be_asked(path):
    every = {
        key: answered("yes") for key in ("still_exploited", "interpreter_needed", "immediate_risk", "consent_support")
    }
    ended = {"still_exploited": answered("no")}

    asked = {
        question.key
        for answers in (COMPLETE[path] | every, COMPLETE[path] | every | ended)
        for question in SET.questions
        if steps.is_asked(SET, question.key, answers, path)
    }
    assert asked == {question.key for question in SET.questions if path in question.paths}


def test_a_question_is_asked_only_when_the_one_it_depends_on_is_asked_too():
    answers = adult_answers(consent_referral=answered("no"))

    assert not steps.is_asked(SET, "consent_support", answers, Path.NRM_ADULT)
    assert not steps.is_asked(SET, "accommodation_tonight", answers, Path.NRM_ADULT)


def test_county_lines_is_revealed_by_the_same_page():
    page = steps.page(SET, "exploitation", opening_answers(), Path.NRM_ADULT)

    assert "county_lines" in page.keys
    assert page.reveals["county_lines"] == {"exploitation_types": ("criminal",)}
    assert "under_18_when_exploited" not in page.reveals


def test_accommodation_is_asked_only_with_consent_to_support():
    wants_none = adult_answers(consent_support=answered("no"))

    shown = steps.page(SET, "safety", adult_answers(), Path.NRM_ADULT)
    assert shown.reveals["accommodation_tonight"] == {"safe_tonight": ("no", "not_sure")}
    assert "accommodation_tonight" not in steps.page(SET, "safety", wants_none, Path.NRM_ADULT).keys


def test_tonight_is_asked_once_and_never_answered_in_two_ways():
    safe = adult_answers(safe_tonight=answered("yes"), accommodation_tonight=answered("yes"))

    assert not steps.is_asked(SET, "accommodation_tonight", safe, Path.NRM_ADULT)
    assert "accommodation_tonight" not in steps.asked_answers(SET, safe, Path.NRM_ADULT)


def test_the_consent_page_keeps_its_questions_when_the_answer_led_to_a_report():
    page = steps.page(SET, "consent", duty_to_notify_answers(), Path.DTN)

    assert page.keys == ("consent_referral", "consent_given_on", "consent_support")
    assert page.reveals["consent_given_on"] == {"consent_referral": ("yes",)}


def test_a_page_of_another_path_is_not_there():
    assert steps.page(SET, "exploiters", duty_to_notify_answers(), Path.DTN) is None
    assert steps.page(SET, "report", adult_answers(), Path.NRM_ADULT) is None


def test_next_page_stays_within_the_section():
    answers = adult_answers()

    assert steps.next_page(SET, "encounter", answers, Path.NRM_ADULT).key == "age"
    assert steps.next_page(SET, "age", answers, Path.NRM_ADULT).key == "consent"
    assert steps.next_page(SET, "consent", answers, Path.NRM_ADULT) is None
    assert steps.next_page(SET, "name-and-birth", answers, Path.NRM_ADULT).key == "background"
    assert steps.next_page(SET, "referrer", answers, Path.NRM_ADULT) is None
    assert steps.next_page(SET, "report", answers, Path.NRM_ADULT) is None


def test_sections_carry_their_pages_and_keys():
    opening, *_, last = steps.sections(SET, adult_answers(), Path.NRM_ADULT)

    assert opening.opening
    assert (last.key, last.keys) == (
        "referrer",
        ("own_reference", "referrer_job_title", "referrer_phone", "referrer_deputy_email"),
    )


@given(some_answers(), st.sampled_from(list(Path)))
def test_an_answer_is_submitted_or_set_aside_never_both(answers, path):
    sent = steps.asked_answers(SET, answers, path)
    aside = steps.set_aside(SET, answers, path)

    assert sent | aside == answers
    assert sent.keys().isdisjoint(aside)


def test_answers_of_an_abandoned_path_are_never_submitted():
    answers = adult_answers() | {"age_band": answered("25_39"), "local_authority": answered("leeds")}
    refused = answers | {"consent_referral": answered("no")}

    assert steps.set_aside(SET, answers, Path.NRM_ADULT).keys() == {"age_band", "local_authority"}
    assert path_of(refused, "statutory").path is Path.DTN
    assert steps.asked_answers(SET, refused, Path.DTN).keys() == duty_to_notify_answers().keys()


def test_an_answer_to_no_question_is_set_aside():
    answers = opening_answers() | {"star_sign": answered("Leo")}

    assert steps.set_aside(SET, answers, Path.NRM_ADULT) == {"star_sign": answered("Leo")}


def test_an_answer_behind_a_closed_condition_is_set_aside():
    answers = adult_answers(still_exploited=answered("yes"))

    assert steps.set_aside(SET, answers, Path.NRM_ADULT) == {"exploitation_ended": answered("2026-10", "month")}
