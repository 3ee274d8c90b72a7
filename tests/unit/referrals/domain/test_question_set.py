from __future__ import annotations

from datetime import date

import pytest
import yaml
from pydantic import ValidationError

from referrals.domain import question_set as question_sets
from referrals.domain.question import codes_for, label_for, options_for
from referrals.domain.question_set import QuestionSet, UnknownQuestion, UnknownVersion, load, versions
from referrals.domain.reference_data import UnknownCode
from referrals.enums import AnswerState, Path, QuestionType, SectionStatus

TODAY = date(2026, 11, 23)
SET = load("2026-11")


def small_set(*questions: dict[str, object], pages: object = None) -> QuestionSet:
    keys = list(dict.fromkeys(question["key"] for question in questions))
    section = {
        "key": "only",
        "title": "Only",
        "opening": True,
        "paths": ["nrm_adult", "nrm_child", "dtn"],
        "pages": pages or [{"key": "page", "title": "Page", "questions": keys}],
    }
    return QuestionSet.model_validate({"version": "test", "questions": questions, "sections": [section]})


def text(key: str, **more: object) -> dict[str, object]:
    return {"key": key, "type": "text", "label": key, "name": key} | more


def test_the_current_version_is_there():
    assert versions() == ("2026-11",)
    assert load() is load(question_sets.CURRENT_VERSION)
    assert SET.version == "2026-11"


def test_an_unknown_version_is_refused():
    with pytest.raises(UnknownVersion):
        load("../reference/countries")


def test_opening_and_identity_keys():
    assert SET.opening_keys == {
        "nation",
        "encountered_on",
        "under_18",
        "consent_referral",
        "consent_given_on",
        "consent_support",
    }
    assert SET.identity_keys == {
        "given_name",
        "family_name",
        "other_names",
        "date_of_birth",
        "contact_route",
        "contact_detail",
        "may_write",
        "home_office_reference",
        "crime_reference",
        "own_reference",
    }


def test_a_question_and_a_section_are_found_by_key():
    assert SET.question("account").type is QuestionType.LONG_TEXT
    assert SET.section("referrer").title == "You"


def test_an_unknown_question_and_an_unknown_section_are_refused():
    with pytest.raises(UnknownQuestion):
        SET.question("star_sign")
    with pytest.raises(UnknownQuestion):
        SET.section("star-sign")


def test_only_codes_and_dates_are_asked_on_a_duty_to_notify():
    asked = [question for question in SET.questions if Path.DTN in question.paths]

    assert [question.key for question in asked if question.is_text or question.identity] == []
    assert len(asked) == 10


def test_long_texts_hold_a_hundred_thousand_characters_and_are_few():
    long = [question for question in SET.questions if question.type is QuestionType.LONG_TEXT]

    assert {question.max_length for question in long} == {100_000}
    assert len(long) <= 5


def test_nothing_but_text_has_a_length():
    assert {question.key for question in SET.questions if bool(question.max_length) != question.is_text} == set()


def test_options_come_from_the_question_the_list_or_yes_no_not_sure():
    assert [option.code for option in options_for(SET.question("under_18"), TODAY)] == ["yes", "may_be", "no"]
    assert [option.label for option in options_for(SET.question("may_write"), TODAY)] == ["Yes", "No", "Not sure"]
    assert len(options_for(SET.question("exploitation_types"), TODAY)) == 5
    assert options_for(SET.question("account"), TODAY) == ()


def test_a_childs_authority_is_one_with_childrens_services():
    offered = {option.code for option in options_for(SET.question("local_authority"), TODAY)}

    assert {"kent_county_council", "leeds", "hackney", "belfast_health_and_social_care_trust"} <= offered
    assert offered.isdisjoint({"dover", "belfast", "cumbria_county_council"})


def test_countries_abroad_leave_out_the_united_kingdom():
    assert "GB" not in codes_for(SET.question("exploitation_countries"))
    assert "GB" in codes_for(SET.question("nationalities"))


def test_codes_of_a_question_include_those_no_longer_offered():
    assert "cumbria_county_council" in codes_for(SET.question("local_authority"))
    assert codes_for(SET.question("sex")) == {"female", "male", "other"}


def test_label_of_an_answer():
    assert label_for(SET.question("sex"), "other") == "Another description"
    assert label_for(SET.question("local_authority"), "cumbria_county_council") == "Cumbria County Council"
    with pytest.raises(UnknownCode):
        label_for(SET.question("sex"), "Linh")


def test_every_state_and_status_has_words():
    assert [state.label for state in AnswerState] == [
        "Answered",
        "Not known",
        "Not asked",
        "Declined",
        "Not applicable",
    ]
    assert [status.label for status in SectionStatus] == [
        "Not started",
        "In progress",
        "Enough to submit",
        "Done",
        "Optional",
    ]


def test_the_words_are_ours_to_be_read_as_written():
    text = (question_sets.FOLDER / "2026-11.yaml").read_text(encoding="utf-8")

    assert [question["label"] for question in yaml.safe_load(text)["questions"] if not question["label"].strip()] == []


@pytest.mark.parametrize(
    ("questions", "fault"),
    [
        ([text("a"), text("a")], "question a stands twice"),
        ([text("a", fact="sex"), text("b", fact="sex")], "fact sex stands twice"),
        ([text("a", states=["answered"])], "a lists the state answered"),
        ([text("a", paths=["blocked"])], "a must be on a path that is submitted"),
        ([text("a", identity=True, fact="sex")], "a says who somebody is and may fill no fact"),
        ([text("a", type="choice")], "a must have options or a reference list"),
        ([text("a", reference_list="countries")], "a must have options or a reference list"),
        ([text("a", type="date", paths=["dtn"])], "a is not allowed on a duty to notify"),
        ([text("sex", paths=["dtn"])], "sex could say who somebody is"),
        ([text("sex", type="yes_no_unsure", identity=True, paths=["dtn"])], "sex could say who somebody is"),
        ([text("a", shown_if={"b": ["yes"]})], "a depends on b, which is no question"),
        ([text("b", type="yes_no_unsure"), text("a", shown_if={"b": ["maybe"]})], "answers b does not have"),
        (
            [text("a", shown_if={"b": ["yes"]}), text("b", type="yes_no_unsure")],
            "a depends on b, which is not asked before it on the path nrm_adult",
        ),
        (
            [text("b", type="yes_no_unsure", paths=["nrm_child"]), text("a", shown_if={"b": ["yes"]})],
            "a depends on b, which is not asked before it on the path nrm_adult",
        ),
    ],
)
def test_a_set_that_breaks_a_rule_is_refused(questions, fault):
    with pytest.raises(ValidationError, match=fault):
        small_set(*questions)


@pytest.mark.parametrize(
    ("pages", "fault"),
    [
        ([{"key": "p", "title": "P", "questions": ["a", "b"]}], "a page names b, which is no question"),
        (
            [{"key": "p", "title": "P", "questions": ["a"]}, {"key": "q", "title": "Q", "questions": ["a"]}],
            "a stands on 2 pages of the path nrm_adult",
        ),
        (
            [{"key": "p", "title": "P", "questions": ["a"]}, {"key": "p", "title": "Q", "questions": ["a"]}],
            "page p stands twice",
        ),
    ],
)
def test_a_set_whose_pages_do_not_hold_each_question_once_is_refused(pages, fault):
    with pytest.raises(ValidationError, match=fault):
        small_set(text("a"), pages=pages)


def test_a_condition_on_a_reference_list_is_checked_against_the_list():
    with pytest.raises(ValidationError, match="answers b does not have: \\['drugs'\\]"):
        small_set(
            text("b", type="multi_choice", reference_list="exploitation_types"),
            text("a", shown_if={"b": ["criminal", "drugs"]}),
        )


def test_a_yes_that_yaml_reads_as_a_truth_value_is_refused():
    with pytest.raises(ValidationError):
        small_set(text("b", type="yes_no_unsure"), text("a", shown_if={"b": [True]}))
