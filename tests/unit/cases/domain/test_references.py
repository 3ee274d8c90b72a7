"""Reference numbers: made, read back, and every slip refused."""

from __future__ import annotations

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cases.domain.references import (
    CHECK_LETTERS,
    InvalidReference,
    Reference,
    beginning_of_case_reference,
    is_reference,
    make_reference,
    parse_reference,
)
from cases.enums import ReferenceKind

KINDS = st.sampled_from(list(ReferenceKind))
YEARS = st.integers(0, 99)
SERIALS = st.integers(1, 999_999)
SHAPE = "A reference looks like NRM-26-000123-A or DTN-26-000123-A."
MISTAKE = "This reference has a mistake in it: check each digit and the last letter."


@pytest.mark.parametrize(
    ("kind", "year", "serial", "expected"),
    [
        # 26000123 modulo 23 is 3, the fourth letter.
        (ReferenceKind.CASE, 26, 123, "NRM-26-000123-D"),
        (ReferenceKind.DUTY_TO_NOTIFY, 26, 123, "DTN-26-000123-D"),
        (ReferenceKind.CASE, 0, 1, "NRM-00-000001-B"),
        (ReferenceKind.CASE, 99, 999_999, "NRM-99-999999-Z"),
    ],
)
def test_reference_is_made_of_year_serial_and_check_letter(kind, year, serial, expected):
    digits = f"{year:02d}{serial:06d}"

    assert make_reference(kind, year, serial) == expected.replace(expected[-1], CHECK_LETTERS[int(digits) % 23])
    assert parse_reference(make_reference(kind, year, serial)) == Reference(kind, year, serial)


def test_known_references_keep_their_letters():
    made = [make_reference(ReferenceKind.CASE, 26, serial) for serial in (1, 2, 123)]

    assert made == ["NRM-26-000001-W", "NRM-26-000002-X", "NRM-26-000123-D"]


@pytest.mark.parametrize("year", [2026, 100, -1])
def test_year_that_two_digits_cannot_hold_is_refused(year):
    with pytest.raises(ValueError, match="needs the last two digits of a year"):
        make_reference(ReferenceKind.CASE, year, 1)


@pytest.mark.parametrize("serial", [0, -1, 1_000_000])
def test_serial_that_six_digits_cannot_hold_is_refused(serial):
    with pytest.raises(ValueError, match="needs a serial from 1 to 999999"):
        make_reference(ReferenceKind.CASE, 26, serial)


@pytest.mark.parametrize(
    "typed",
    [
        "nrm-26-000123-d",
        "  NRM-26-000123-D ",
        "NRM-26-000123-D\n",
        "Nrm-26-000123-d",
        "NRM26000123D",
        "nrm 26 000 123 d",
        "NRM-26-000123-D-",
    ],
)
def test_small_letters_spaces_and_missing_hyphens_are_forgiven(typed):
    assert str(parse_reference(typed)) == "NRM-26-000123-D"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "NRM",
        "NRM-26-123-D",
        "ABC-26-000123-D",
        "NRM-2026-000123-D",
        "26-000123-D",
        "NRM-26-000123-4",
        "NRM-26-00012\x003-D",
        "NRM-\uff12\uff16-000123-D",
        "NRM-26-00012\u0663-D",
        "NRM-26-000123-\uff24",
        "\ud800",
    ],
)
def test_other_shapes_are_refused_with_a_sentence(typed):
    with pytest.raises(InvalidReference) as refused:
        parse_reference(typed)

    assert refused.value.sentence == SHAPE
    assert is_reference(typed) is False


@pytest.mark.parametrize("typed", ["NRM-26-000123-E", "NRM-26-000132-D", "NRM-26-000123-O", "NRM-26-000000-V"])
def test_wrong_digit_or_letter_is_refused_with_a_sentence(typed):
    with pytest.raises(InvalidReference) as refused:
        parse_reference(typed)

    assert refused.value.sentence == MISTAKE


def test_serial_zero_is_refused_even_with_the_right_letter():
    letter = CHECK_LETTERS[26_000_000 % 23]

    assert is_reference(f"NRM-26-000000-{letter}") is False


@given(kind=KINDS, year=YEARS, serial=SERIALS)
def test_reference_survives_being_read_back(kind, year, serial):
    made = make_reference(kind, year, serial)

    assert parse_reference(made) == Reference(kind, year, serial)
    assert str(parse_reference(made)) == made
    assert is_reference(made) is True


@given(kind=KINDS, year=YEARS, serial=SERIALS)
def test_every_single_slip_is_refused(kind, year, serial):
    made = make_reference(kind, year, serial)

    slips = {
        made[:place] + slip + made[place + 1 :]
        for place in range(len(made))
        for slip in string.digits + string.ascii_uppercase + "-"
    } - {made}
    assert [slip for slip in slips if is_reference(slip)] == []


@given(kind=KINDS, year=YEARS, serial=SERIALS)
def test_every_swap_of_neighbours_is_refused(kind, year, serial):
    made = make_reference(kind, year, serial)

    # The year's last digit and the serial's first are neighbours too when the hyphen is not typed or not heard.
    digits = made[4:6] + made[7:13]
    swapped = [digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :] for n in range(7) if digits[n] != digits[n + 1]]
    swaps = {f"{made[:4]}{other[:2]}-{other[2:]}{made[13:]}" for other in swapped}
    swaps |= {made[:n] + made[n + 1] + made[n] + made[n + 2 :] for n in range(len(made) - 1)} - {made}
    # A hyphen in another place is forgiven: it is the same reference.
    assert {str(parse_reference(swap)) for swap in swaps if is_reference(swap)} <= {made}
    assert not any(is_reference(swap) for swap in swaps if swap.replace("-", "") != made.replace("-", ""))


@given(kind=KINDS, year=YEARS, serial=SERIALS, place=st.integers(0, 14))
def test_missing_character_is_refused(kind, year, serial, place):
    made = make_reference(kind, year, serial)

    assert is_reference(made[:place] + made[place + 1 :]) is (made[place] == "-")


@pytest.mark.parametrize(
    ("typed", "beginning"),
    [
        ("NRM", "NRM-"),
        ("nrm-26", "NRM-26-"),
        ("26-0003", "NRM-26-0003"),
        ("nrm 26 0003", "NRM-26-0003"),
        ("26000301", "NRM-26-000301-"),
        ("nrm26000301x", "NRM-26-000301-X"),
        ("NRM-26-0003-X", ""),
        ("NRM-26-0003012", ""),
        ("DTN-26", ""),
        ("2", ""),
        ("", ""),
        ("Linh", ""),
        ("\uff12\uff16", ""),
    ],
)
def test_beginning_of_a_cases_reference_is_read_from_what_was_typed(typed, beginning):
    assert beginning_of_case_reference(typed) == beginning


@given(text=st.text(max_size=40))
def test_any_text_is_answered_without_failing(text):
    assume(not text.strip().upper().startswith(("NRM", "DTN")))

    assert is_reference(text) is False
