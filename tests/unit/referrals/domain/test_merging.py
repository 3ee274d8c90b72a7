from __future__ import annotations

from referrals.domain.answers import answered, stated
from referrals.domain.merging import marks, marks_after, merge
from referrals.enums import AnswerState

OPENED = {"given_name": answered("Ana"), "family_name": answered("Pop")}
KEYS = ("given_name", "family_name", "other_names")


def test_a_draft_nobody_else_changed_takes_everything_sent():
    sent = {"given_name": answered("Anna"), "family_name": answered("Pop"), "other_names": None}

    merged = merge(OPENED, sent, marks(OPENED, KEYS))

    assert merged == (sent, ())


def test_changes_of_different_questions_are_put_together():
    stored = OPENED | {"family_name": answered("Popescu")}
    sent = {"given_name": answered("Anna"), "family_name": answered("Pop")}

    merged = merge(stored, sent, marks(OPENED, KEYS))

    assert merged.clean == {"given_name": answered("Anna"), "family_name": answered("Popescu")}
    assert merged.overlaps == ()


def test_the_same_question_changed_in_both_places_overlaps():
    stored = OPENED | {"given_name": answered("Annika")}

    merged = merge(stored, {"given_name": answered("Anna")}, marks(OPENED, KEYS))

    assert merged == ({}, ("given_name",))


def test_the_same_change_made_twice_is_no_overlap():
    stored = OPENED | {"given_name": answered("Anna")}

    merged = merge(stored, {"given_name": answered("Anna")}, marks(OPENED, KEYS))

    assert merged == ({"given_name": answered("Anna")}, ())


def test_removing_an_answer_somebody_else_changed_overlaps():
    stored = OPENED | {"given_name": stated(AnswerState.DECLINED)}

    assert merge(stored, {"given_name": None}, marks(OPENED, KEYS)).overlaps == ("given_name",)


def test_an_answer_without_a_mark_is_never_overwritten():
    merged = merge(OPENED, {"given_name": answered("Anna")}, {})

    assert merged == ({}, ("given_name",))


def test_a_question_answered_by_neither_is_no_overlap():
    assert merge(OPENED, {"other_names": None}, {}) == ({"other_names": None}, ())


def test_line_breaks_of_a_browser_are_the_same_text():
    stored = {"account": answered("one\ntwo")}

    assert marks(stored, ["account"]) == marks({"account": answered("one\r\ntwo")}, ["account"])


def test_a_page_shown_again_has_fresh_marks_only_for_what_it_shows_as_stored():
    seen = marks(OPENED, KEYS)
    stored = {"given_name": answered("Annika"), "family_name": answered("Popescu"), "other_names": answered("Nina")}
    typed = {"given_name": answered("Anna"), "family_name": answered("Popescu"), "other_names": None}

    after = marks_after(stored, typed, seen, overlaps=("given_name",))

    fresh = marks(stored, KEYS)
    assert after == {
        "given_name": fresh["given_name"],
        "family_name": fresh["family_name"],
        "other_names": seen["other_names"],
    }


def test_an_answer_that_was_refused_keeps_its_mark():
    seen = marks(OPENED, KEYS)

    assert marks_after({"given_name": answered("Annika")}, {}, seen) == seen
