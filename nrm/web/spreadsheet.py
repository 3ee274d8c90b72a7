"""Files for a spreadsheet program: CSV as RFC 4180 has it, with a mark that says UTF-8, and nothing that calculates."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

BYTE_ORDER_MARK = "\ufeff"
# What makes a program take a cell for a formula, the wide forms of the same signs included.
_BEGINS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001  the wide forms are meant

Cell = str | int


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The file's text: lines end in CR LF, quotes where needed, text that would be a formula with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([[as_text(cell) for cell in row] for row in (header, *rows)])
    return BYTE_ORDER_MARK + out.getvalue()


def as_text(cell: Cell) -> Cell:
    """The cell as text a program shows and does not calculate; numbers stay numbers."""
    if isinstance(cell, str) and cell.startswith(_BEGINS_A_FORMULA):
        return f"'{cell}"
    return cell


def csv_response(text: str, filename: str) -> HttpResponse:
    """The file as a download. `filename` is ours: letters, digits, hyphens and dots."""
    return HttpResponse(
        text,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )
