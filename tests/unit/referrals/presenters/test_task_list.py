from __future__ import annotations

import datetime as dt
import uuid

from referrals.domain.answers import answered, stated
from referrals.enums import AnswerState
from referrals.models import Draft
from referrals.presenters.check_answers import names_set_aside, sections_to_check
from referrals.presenters.journey import Journey
from referrals.presenters.task_list import groups, progress
from tests.factories.answers import adult_answers, child_answers, duty_to_notify_answers, opening_answers

ON = dt.date(2026, 11, 23)
ID = uuid.UUID("00000000-0000-4000-8000-000000000001")


def journey(answers, duty="statutory"):
    return Journey(Draft(id=ID, question_set="2026-11", answers=answers), duty, ON)


def tasks(answers, duty="statutory"):
    return {task.text: task for group in groups(journey(answers, duty)) for task in group.tasks}


def test_sections_stand_in_groups_in_order():
    found = {group.title: [task.text for task in group.tasks] for group in groups(journey(adult_answers()))}

    assert found == {
        "Who it is about": [
            "First meeting, age and consent",
            "The person",
            "Safety and how to reach them",
            "Support",
        ],
        "The exploitation": [
            "What happened",
            "Where it happened",
            "Who exploited them",
            "Signs of modern slavery",
        ],
        "The referral": ["Other references", "You"],
    }


def test_a_complete_draft_has_every_section_done_but_one_nobody_needs():
    statuses = {text: task.status for text, task in tasks(adult_answers()).items()}

    assert {text: status for text, status in statuses.items() if status != "done"} == {"Support": "optional"}
    assert progress(journey(adult_answers())) == (
        "9 of 10 sections done; nothing more is needed to submit. Check the answers, then submit."
    )
    assert progress(journey(adult_answers(support_needs=stated(AnswerState.NOT_KNOWN)))) == (
        "Every section is done. Check the answers, then submit."
    )


def test_a_section_with_a_page_nobody_answered_has_enough_to_submit_and_is_not_done():
    answers = opening_answers(given_name=answered("Linh"))

    assert tasks(answers)["The person"].status == "enough"
    assert progress(journey(answers)) == "1 of 10 sections done; 3 still need something before you can submit."


def test_a_draft_just_opened_says_what_is_to_do_and_what_is_optional():
    statuses = {text: task.status for text, task in tasks(opening_answers()).items()}

    assert statuses == {
        "First meeting, age and consent": "done",
        "The person": "not_started",
        "Safety and how to reach them": "not_started",
        "Support": "optional",
        "What happened": "not_started",
        "Where it happened": "optional",
        "Who exploited them": "optional",
        "Signs of modern slavery": "optional",
        "Other references": "optional",
        "You": "not_started",
    }
    assert progress(journey(opening_answers())) == (
        "1 of 10 sections done; 4 still need something before you can submit."
    )


def test_a_section_in_progress_says_what_is_missing_and_leads_there():
    task = tasks(opening_answers(contact_route=answered("phone")))["Safety and how to reach them"]

    assert (task.status, task.hint) == (
        "in_progress",
        "Give the number, address or person to reach them by. Say whether it is safe to write to them",
    )
    assert task.href == f"/referrals/drafts/{ID}/safety/"


def test_a_contradiction_is_named_on_its_section_and_kept_from_being_done():
    task = tasks(adult_answers(date_of_birth=answered("2015", "year")))["The person"]

    assert (task.status, task.hint) == (
        "in_progress",
        (
            "The date of birth is that of a child, but the answer about age says adult. "
            "Change the date of birth, or the answer about age"
        ),
    )
    assert progress(journey(adult_answers(date_of_birth=answered("2015", "year")))) == (
        "8 of 10 sections done; 1 still needs something before you can submit."
    )


def test_a_report_has_two_tasks():
    assert progress(journey(duty_to_notify_answers())) == "Every section is done. Check the answers, then submit."
    assert list(tasks(duty_to_notify_answers())) == ["First meeting, age and consent", "What the report will say"]


def test_the_question_to_answer_before_the_path_is_known():
    forks = [journey(answers).fork_to_answer for answers in ({}, {"nation": answered("wales")})]
    adult = opening_answers()
    del adult["consent_referral"]

    assert [each.key for each in forks] == ["nation", "under_18"]
    assert journey(adult).fork_to_answer.key == "consent_referral"
    assert journey(child_answers()).fork_to_answer is None


def test_the_check_page_shows_each_question_asked_with_a_link_that_comes_back():
    sections = {section.title: section.rows for section in sections_to_check(journey(adult_answers()))}

    assert next(iter(sections)) == "First meeting, age and consent"
    name = sections["The person"][0]
    assert (name.key, name.value, name.verbatim, name.change_text) == ("Given names", "Linh", True, "given names")
    assert name.change_href == f"/referrals/drafts/{ID}/name-and-birth/?back=check#question-given_name"
    assert "What is the danger, and what has been done?" not in [
        row.key for row in sections["Safety and how to reach them"]
    ]


def test_the_check_page_marks_what_is_missing():
    rows = [row for section in sections_to_check(journey(opening_answers())) for row in section.rows if row.error]

    assert {row.key: row.error for row in rows} == {
        "Given names": "Give a name, or say why there is none",
        "What kind of exploitation do you suspect?": "Choose the type of exploitation, or say that it is not known",
        "What happened, as far as you know": "Say what happened, or that it was not asked",
        "What is a safe way to reach them?": "Give a safe way to reach them, or say why there is none",
        "Your work phone number": "Give your work phone number",
    }


def test_answers_that_will_not_be_sent_are_named_without_what_they_say():
    answers = duty_to_notify_answers(given_name=answered("Arben"), account=answered("He said"))

    assert names_set_aside(journey(answers)) == ["given names", "account of what happened"]
