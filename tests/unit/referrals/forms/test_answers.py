from __future__ import annotations

import datetime as dt
import json

import pytest
from django.http import QueryDict

from referrals.domain.answers import answered, read, stated
from referrals.domain.merging import marks
from referrals.domain.path import path_of
from referrals.domain.question_set import load
from referrals.domain.steps import page
from referrals.enums import AnswerState
from referrals.forms.answers import PageForm, drawn_with, marks_in
from tests.factories.answers import adult_answers, opening_answers

ON = dt.date(2026, 11, 23)
BACKGROUND, EXPLOITATION, SAFETY, NAMES = "background", "exploitation", "safety", "name-and-birth"


def form_of(page_key, answers=None, data=None, more=""):
    answers = adult_answers() if answers is None else answers
    drawn = page(load(), page_key, answers, path_of(answers, "statutory").path)
    return PageForm(
        None if data is None else QueryDict(data),
        questions=drawn.questions,
        reveals=drawn.reveals,
        answers=answers,
        version=3,
        on=ON,
        more=more,
    )


def item(form, key):
    return next(each for each in form.items() if each.key == key)


def test_a_page_shows_the_answers_of_the_draft():
    form = form_of(NAMES, adult_answers(other_names=stated(AnswerState.DECLINED)))

    assert form["given_name"].value() == "Linh"
    assert form["other_names-state"].value() == "declined"
    assert form["date_of_birth"].value() == "1999-05"
    assert form["date_of_birth-about"].value() is None
    assert (form["version"].value(), list(json.loads(form["seen"].value()))) == (
        "3",
        ["given_name", "family_name", "other_names", "date_of_birth"],
    )


def test_a_guessed_date_is_marked_as_one():
    assert form_of(EXPLOITATION)["exploitation_started-about"].value() is True


def test_only_the_states_a_question_allows_are_offered():
    states = form_of(NAMES)["date_of_birth-state"].field.choices

    assert [value for value, _ in states] == ["", "not_known", "not_asked", "declined"]
    assert "contact_detail-state" not in form_of(SAFETY).fields


def test_a_list_has_a_box_for_each_answer_one_more_where_asked_for_and_at_least_one():
    assert [bound.name for bound in item(form_of(BACKGROUND), "nationalities").fields] == [
        "nationalities",
        "nationalities-2",
    ]
    assert [bound.name for bound in item(form_of(BACKGROUND), "languages").fields] == ["languages"]
    assert [bound.name for bound in item(form_of(BACKGROUND, opening_answers()), "languages").fields] == ["languages"]
    more = item(form_of(BACKGROUND, more="languages"), "languages").fields
    assert [bound.name for bound in more] == ["languages", "languages-2"]


def test_the_reasons_for_no_answer_stand_below_the_last_box_of_a_list():
    form = form_of(BACKGROUND)

    owners = [name for name, field in form.fields.items() if getattr(field, "companion", "") == "nationalities-state"]

    assert owners == ["nationalities-2"]


def test_what_was_typed_in_several_boxes_is_one_list_in_order():
    form = form_of(BACKGROUND, data="nationalities=GB&nationalities-2=&nationalities-3=VN&nationalities-4=AL")

    assert form.sent()["nationalities"] == {"value": ["GB", "VN", "AL"], "state": ""}


def test_a_date_is_sent_as_it_was_typed_and_a_guess_only_with_a_date():
    typed = form_of(
        NAMES, data="date_of_birth-day=&date_of_birth-month=5&date_of_birth-year=1999&date_of_birth-about=on"
    )
    blank = form_of(NAMES, data="date_of_birth-about=on")

    assert typed.sent()["date_of_birth"] == {
        "value": {"day": "", "month": "5", "year": "1999"},
        "state": "",
        "precision": "about",
    }
    assert blank.sent()["date_of_birth"] == {"value": {"day": "", "month": "", "year": ""}, "state": ""}


def test_text_is_sent_character_for_character():
    text = "  Éa\u0301 ‮abc‬\t<b>{{ 7*7 }}</b>\r\n\r\n "
    data = QueryDict(mutable=True)
    data["account"] = text

    form = form_of(EXPLOITATION, data=data.urlencode())

    assert form.sent()["account"] == {"value": text, "state": ""}


def test_nothing_is_refused_before_the_rules_have_read_it():
    form = form_of(BACKGROUND, data="sex=atlantean&nationalities=Nowhere")

    sent = form.sent()

    assert form.errors == {}
    assert read(load(), sent, on=ON).errors == {
        "sex": "Choose sex from the answers offered",
        "nationalities": "Choose nationality from the answers offered",
    }


def test_a_refusal_stands_at_its_question_and_another_at_the_top():
    form = form_of(NAMES, data="date_of_birth-day=31&date_of_birth-month=2&date_of_birth-year=2001")

    form.refuse({"date_of_birth": "Not a date", "": "Not asked here"})

    assert form.errors == {"date_of_birth": ["Not a date"], "__all__": ["Not asked here"]}


def test_a_question_that_hangs_on_another_of_the_page_says_when_to_answer_it():
    danger, contact = item(form_of(SAFETY), "immediate_risk_detail"), item(form_of(SAFETY), "contact_detail")

    assert json.loads(danger.condition) == {"immediate_risk": ["yes", "not_sure"]}
    assert danger.note == "Answer this if you chose “Yes” or “Not sure” for “Is anybody in danger now?”"
    assert contact.note == (
        "Answer this if you chose “By phone”, “By email”, “By post” or “Through somebody they trust” "
        "for “What is a safe way to reach them?”"
    )
    assert item(form_of(SAFETY), "immediate_risk").condition == ""


@pytest.mark.parametrize(
    ("sent", "version"),
    [
        ("version=7", 7),
        ("version=", 0),
        ("", 0),
        ("version=-1", 0),
        ("version=1e9", 0),
        ("version=9999999999", 0),
        ("version=٣", 0),
    ],
)
def test_a_version_that_is_none_is_one_no_draft_has(sent, version):
    assert form_of(NAMES, data=sent).sent_version() == version


@pytest.mark.parametrize("seen", ["", "no json", "[1]", '{"given_name": 3}', "null"])
def test_marks_that_are_none_count_as_none(seen):
    assert marks_in({"seen": seen}) == {}


def test_a_page_is_read_with_the_questions_it_was_drawn_with():
    questions = [load().question(key) for key in ("given_name", "family_name")]
    seen = json.dumps(marks({"given_name": answered("Ana")}, ["given_name", "no_such_question"]))

    assert drawn_with(questions, {"seen": seen}) == questions[:1]
    assert drawn_with(questions, {}) == questions
