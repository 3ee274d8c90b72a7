from __future__ import annotations

import datetime as dt

import pytest

from desks.presenters.care import NO_SAFE_WAY, Care, care_panel, contact_words, is_contact_dangerous
from referrals.domain.answers import answered, stated
from referrals.enums import AnswerState

SAFE = {"contact_route": answered("phone"), "contact_detail": answered("07700 900123"), "may_write": answered("yes")}

SAID_ON = dt.date(2026, 10, 20)
THAT_NIGHT = {"said_on": SAID_ON, "today": SAID_ON}


def test_a_safe_contact_and_no_danger_show_nothing():
    assert care_panel(SAFE, "2026-11", **THAT_NIGHT) == []
    assert contact_words(SAFE, "2026-11") == "By phone"
    assert is_contact_dangerous(SAFE) is False


def test_immediate_danger_comes_first_in_the_referrers_own_words():
    answers = SAFE | {
        "safe_tonight": answered("no"),
        "immediate_risk": answered("yes"),
        "immediate_risk_detail": answered("He waits\r\noutside <b>"),
    }

    assert care_panel(answers, "2026-11", **THAT_NIGHT) == [
        Care("In danger now", "red", "He waits\r\noutside <b>", verbatim=True),
        Care("Not safe tonight", "red", "They have nowhere safe to stay."),
    ]


@pytest.mark.parametrize(
    ("answer", "tag", "words"),
    [
        ("no", "Never write to them", "By post, never write to them"),
        ("not_sure", "Do not write yet", "By post, do not write yet"),
    ],
)
def test_an_unsafe_address_is_said(answer, tag, words):
    answers = SAFE | {"contact_route": answered("post"), "may_write": answered(answer)}

    assert [care.tag for care in care_panel(answers, "2026-11", **THAT_NIGHT)] == [tag]
    assert contact_words(answers, "2026-11") == words
    assert is_contact_dangerous(answers) is True


def test_no_contact_at_all_is_said():
    answers = {"contact_route": stated(AnswerState.NOT_KNOWN)}

    assert [care.tag for care in care_panel(answers, "2026-11", **THAT_NIGHT)] == [NO_SAFE_WAY]
    assert contact_words(answers, "2026-11") == NO_SAFE_WAY


def test_an_interpreter_is_named_by_language():
    answers = SAFE | {"interpreter_needed": answered("yes"), "interpreter_language": answered("vie")}

    assert care_panel(answers, "2026-11", **THAT_NIGHT) == [Care("Interpreter", "blue", "Vietnamese")]


TONIGHT = SAFE | {"safe_tonight": answered("no"), "accommodation_tonight": answered("yes")}


def test_tonight_is_a_danger_for_as_long_as_it_is_tonight():
    found = care_panel(TONIGHT, "2026-11", said_on=SAID_ON, today=SAID_ON + dt.timedelta(days=3))

    assert found == [
        Care("Not safe tonight", "red", "They have nowhere safe to stay. Said on 20 October 2026."),
        Care("Needs somewhere tonight", "orange", "Said on 20 October 2026."),
    ]


def test_a_night_long_past_is_named_last_and_in_no_alarming_colour():
    answers = TONIGHT | {"interpreter_needed": answered("yes"), "interpreter_language": answered("vie")}

    assert care_panel(answers, "2026-11", said_on=SAID_ON, today=SAID_ON + dt.timedelta(days=4)) == [
        Care("Interpreter", "blue", "Vietnamese"),
        Care("Not safe on the night of 20 October 2026", "grey"),
        Care("Needed somewhere on the night of 20 October 2026", "grey"),
    ]


def test_somebody_placed_since_is_said_to_have_needed_it_that_night():
    found = care_panel(TONIGHT, "2026-11", **THAT_NIGHT, is_placed=True)

    assert found == [
        Care("Not safe on the night of 20 October 2026", "grey", "A placement was recorded since."),
        Care("Needed somewhere on the night of 20 October 2026", "grey", "A placement was recorded since."),
    ]
