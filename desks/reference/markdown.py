"""The few pieces of Markdown that the reference pages are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def page(title: str, introduction: str, *parts: str) -> str:
    """A whole page: title, where it comes from, then its parts, one blank line between them."""
    written_by = (
        "<!-- Written by `manage.py write_reference`. Do not edit: change the code it names and run it again. -->"
    )
    return "\n\n".join([f"# {title}", written_by, introduction, *parts]) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; a `|` inside a cell is escaped and a line break becomes a space."""
    lines = [_row(head), _row(["---"] * len(head)), *(_row(row) for row in rows)]
    return "\n".join(lines)


def code(words: Iterable[str]) -> str:
    """Words in code type, separated by commas; a dash for none."""
    return ", ".join(f"`{word}`" for word in words) or "–"


def yes(claim: bool) -> str:
    return "yes" if claim else "no"


def _row(cells: Sequence[object]) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ").strip() for cell in cells) + " |"
