from __future__ import annotations

import pytest

from referrals.domain.answers import answered, stated
from referrals.domain.question_set import load
from referrals.enums import AnswerState
from referrals.presenters.words import Shown, path_words, shown
from tests.factories.answers import child_answers, duty_to_notify_answers, opening_answers


@pytest.mark.parametrize(
    ("key", "answer", "words"),
    [
        ("given_name", answered(" Linh\r\n"), Shown(" Linh\r\n", verbatim=True)),
        ("given_name", answered("   "), Shown("")),
        ("given_name", stated(AnswerState.DECLINED), Shown("", state="declined")),
        ("nation", answered("northern_ireland"), Shown("Northern Ireland")),
        ("nationalities", answered(["VN", "GB"]), Shown(["Vietnamese", "British"])),
        ("interpreter_needed", answered("not_sure"), Shown("Not sure")),
        ("interpreter_language", answered("vie"), Shown("Vietnamese")),
        ("encountered_on", answered("2026-11-02"), Shown("2 November 2026")),
        ("date_of_birth", answered("1999-05", "month"), Shown("May 1999")),
        ("date_of_birth", answered("1999", "year"), Shown("1999")),
        ("date_of_birth", answered("1999-05-07", "about"), Shown("about 7 May 1999")),
        ("sex", answered("withdrawn_code"), Shown("withdrawn_code")),
    ],
)
def test_an_answer_in_words(key, answer, words):
    assert shown(load().question(key), {key: answer}) == words


def test_no_answer_is_an_empty_value():
    assert shown(load().question("sex"), {}) == Shown("")


@pytest.mark.parametrize(
    ("answers", "duty", "words"),
    [
        ({}, "statutory", "not yet known"),
        (opening_answers(), "statutory", "adult who consents"),
        (child_answers(), "none", "child, or may be one"),
        (duty_to_notify_answers(), "policy", "adult who does not consent: duty to notify"),
        (duty_to_notify_answers(), "none", "adult who does not consent"),
    ],
)
def test_a_path_in_words(answers, duty, words):
    assert path_words(answers, duty) == words
