from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.domain.searching import (
    HOME_OFFICE_ANSWERS,
    LONGEST_SWAPPED,
    LONGEST_TYPED,
    MOST_WORDS,
    PHONE_ANSWERS,
    SearchTerms,
    name_words,
    phone_key,
    read_terms,
    reference_key,
    search_columns,
    with_letters_swapped,
)
from referrals.domain.question_set import load

TWELFTH_OF_MARCH = date(1998, 3, 12)
NAMES = st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=2, max_size=12).filter(name_words)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Trần-Linh", ["tran", "linh"]),
        ("ĐẶNG", ["dang"]),
        ("  O’Neill, Siân ", ["oneill", "sian"]),
        ("Łukasz Weiß", ["lukasz", "weiss"]),
        ("\u200fنادية\u202e", ["نادية"]),  # noqa: RUF001  Arabic
        ("Ali\x00ce", ["alice"]),
        ("100% _", ["100"]),
        ("   ", []),
    ],
)
def test_the_words_of_a_name_are_without_accents_marks_and_capitals(written, words):
    assert name_words(written) == words


@given(st.text(max_size=40))
def test_bringing_a_name_to_its_words_again_changes_nothing(text):
    words = name_words(text)

    assert name_words(" ".join(words)) == words


@given(st.text(max_size=40))
def test_capitals_and_the_way_accents_are_stored_do_not_matter(text):
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))

    assert name_words(composed) == name_words(decomposed)


@pytest.mark.parametrize(
    "typed",
    [
        "12/3/1998",
        "12.03.1998",
        "12-3-1998",
        "12 3 1998",
        "12 March 1998",
        "12 mar 1998",
        "12th March, 1998",
        "1998-03-12",
        " 1998/3/12 ",
        "\u200e12/3/1998",
    ],
)
def test_a_date_of_birth_is_read_however_it_is_written(typed):
    assert read_terms(typed) == SearchTerms(born_on=TWELFTH_OF_MARCH)


@pytest.mark.parametrize("typed", ["31/2/1998", "1998", "3/1998", "12/13/1998", "12 March", "12/3/98", "112/3/1998"])
def test_what_is_no_whole_date_is_none(typed):
    assert read_terms(typed).born_on is None


@given(st.dates(date(1900, 1, 1), date(2030, 1, 1)), st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d.%m.%Y"]))
def test_every_day_is_read_back_with_a_name_before_it(born, shape):
    assert read_terms(f"Linh {born.strftime(shape)}") == SearchTerms(words=("linh",), born_on=born)


@pytest.mark.parametrize(
    "written",
    ["07700 900123", "+44 7700 900123", "+44 (0)7700 900-123", "0044 7700 900123", "(07700) 900123", "7700900123"],
)
def test_a_phone_number_is_one_number_however_it_is_written(written):
    assert phone_key(written) == "7700900123"


@pytest.mark.parametrize(
    ("written", "key"), [("+84 90 123 4567", "84901234567"), ("999", ""), ("1" * 16, ""), ("", "")]
)
def test_a_number_from_elsewhere_is_kept_and_what_is_none_is_left_out(written, key):
    assert phone_key(written) == key


def test_a_reference_of_another_body_is_its_letters_and_digits():
    assert {reference_key(text) for text in ("A 123-4567", "a1234567", "A/1234567")} == {"A1234567"}


def test_a_case_is_found_by_every_name_phone_and_reference_of_its_identity():
    columns = search_columns(
        given_name="Linh",
        family_name="Trần",
        other_names="Bibi, Linh",
        born_on=TWELFTH_OF_MARCH,
        born_precision="day",
        values={
            "contact_detail": {"value": "Her sister, +44 (0)7700 900123 or 020 7946 0000"},
            "home_office_reference": {"value": "A1234567, B 765 4321"},
        },
    )

    assert columns.names == "linh tran bibi"
    assert columns.born_on == TWELFTH_OF_MARCH
    assert columns.phones == ["7700900123", "2079460000"]
    assert {"A1234567", "B7654321"} <= set(columns.home_office_references)


@pytest.mark.parametrize("precision", ["month", "year", "about", ""])
def test_a_birth_known_in_part_is_not_found_by_a_day(precision):
    columns = search_columns(born_on=date(1998, 3, 1), born_precision=precision, values={})

    assert columns.born_on is None


def test_an_answer_that_is_a_state_or_a_list_gives_nothing():
    values = {"contact_detail": {"value": None}, "home_office_reference": {"value": ["x"]}}

    assert search_columns(values=values).phones == []
    assert search_columns(values=values).home_office_references == []


@given(NAMES, NAMES)
def test_what_a_case_is_found_by_holds_each_word_that_is_typed_of_its_name(given_name, family_name):
    names = search_columns(given_name=given_name, family_name=family_name, values={}).names.split()

    assert set(name_words(f"{family_name} {given_name}")) == set(names)


@given(st.text())
def test_anything_can_be_typed(typed):
    terms = read_terms(typed)

    assert len(terms.words) <= MOST_WORDS
    assert len(terms.own_reference) <= LONGEST_TYPED
    assert "\x00" not in terms.own_reference


@pytest.mark.parametrize("typed", ["", "   ", "%", "_", "%%__", "\x00", "\u200f\u202e", "l", "-", "'"])
def test_what_says_nothing_searches_for_nothing(typed):
    assert read_terms(typed).is_empty


def test_ten_thousand_characters_are_cut():
    assert len(read_terms("x" * 10_000).own_reference) == LONGEST_TYPED


def test_a_number_is_searched_as_phone_and_references_but_as_no_name():
    terms = read_terms("07700 900123")

    assert terms == SearchTerms(phone="7700900123", home_office_reference="07700900123", own_reference="07700 900123")


def test_each_pair_of_neighbours_is_swapped_once():
    assert with_letters_swapped("linh") == ["ilnh", "lihn", "lnih"]
    assert with_letters_swapped("aab") == []
    assert with_letters_swapped("aaaa") == []


def test_a_word_longer_than_a_name_has_no_letters_swapped():
    assert len(with_letters_swapped("ab" * (LONGEST_SWAPPED // 2))) == LONGEST_SWAPPED - 1
    assert with_letters_swapped("ab" * (LONGEST_SWAPPED // 2) + "a") == []


@given(st.text() | st.text("ab ", min_size=30, max_size=400) | st.text("\ufdfaß½ﬃ", max_size=400))
def test_whatever_is_typed_the_swapped_words_of_a_search_stay_few_and_short(typed):
    swapped = [each for word in read_terms(typed).words for each in with_letters_swapped(word)]

    assert len(swapped) < MOST_WORDS * LONGEST_SWAPPED
    assert sum(map(len, swapped)) < MOST_WORDS * LONGEST_SWAPPED**2


def test_the_answers_searched_are_questions_that_identify():
    questions = load().by_key

    assert all(questions[key].identity for key in (*PHONE_ANSWERS, *HOME_OFFICE_ANSWERS))
