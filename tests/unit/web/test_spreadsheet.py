from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrm.web.spreadsheet import BYTE_ORDER_MARK, as_text, csv_response, csv_text


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])  # noqa: RUF001
def test_a_cell_that_would_calculate_is_text(sign):
    assert as_text(f"{sign}cmd|' /C calc'!A0") == f"'{sign}cmd|' /C calc'!A0"


@pytest.mark.parametrize("cell", ["", "NRM-26-000001-W", "a=b", " =1", "Ana", 0, -3, 12])
def test_any_other_cell_stays_as_it_is(cell):
    assert as_text(cell) == cell


def test_lines_end_as_the_standard_has_it_and_quotes_are_doubled():
    text = csv_text(("Name", "Number"), [['O"Neill, Ana', 3], ["two\nlines", 0]])

    assert text == BYTE_ORDER_MARK + 'Name,Number\r\n"O""Neill, Ana",3\r\n"two\nlines",0\r\n'


def test_a_file_is_a_download_in_utf_8_with_a_mark_that_says_so():
    response = csv_response(csv_text(("Näme",), []), "list-2026-11-24.csv")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="list-2026-11-24.csv"'
    assert response.content == b"\xef\xbb\xbf" + "Näme\r\n".encode()


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r")), min_size=1, max_size=5))
def test_what_is_written_is_read_back_but_for_the_apostrophe(cells):
    read = next(iter(csv.reader(io.StringIO(csv_text(cells, []).removeprefix(BYTE_ORDER_MARK), newline=""))))

    assert read == [as_text(cell) for cell in cells]
