"""The links between the pages of a list, keeping what the list is narrowed to."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from nrm.web.pagination import ROWS, ListPage

AROUND = 1


def page_links(page: ListPage[Any], values: list[tuple[str, str]]) -> dict[str, Any]:
    """What `components/pagination.html` draws; the pages are numbered only where all rows were counted."""
    links: dict[str, Any] = {"summary": _summary(page)}
    if page.has_previous:
        links["previous_href"] = address(values, page.number - 1)
    if page.has_next:
        links["next_href"] = address(values, page.number + 1)
    if not page.count.is_bounded:
        links["numbers"] = _numbers(page, values)
    return links


def address(values: list[tuple[str, str]], number: int) -> str:
    """The query of one page of the list."""
    return "?" + urlencode([*values, ("page", str(number))])


def _summary(page: ListPage[Any]) -> str:
    if not page.rows:
        return ""
    first = (page.number - 1) * ROWS + 1
    return f"{first:,} to {first + len(page.rows) - 1:,} of {page.count}"


def _numbers(page: ListPage[Any], values: list[tuple[str, str]]) -> list[dict[str, Any]]:
    last = -(-page.count.number // ROWS)
    wanted = sorted({1, last, *range(page.number - AROUND, page.number + AROUND + 1)} & set(range(1, last + 1)))
    items: list[dict[str, Any]] = []
    before = 0
    for number in wanted:
        if number > before + 1:
            items.append({"ellipsis": True})
        items.append({"number": number, "href": address(values, number), "current": number == page.number})
        before = number
    return items
