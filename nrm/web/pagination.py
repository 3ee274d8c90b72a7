"""Pages of 25 rows with bounded counts: one statement for the rows, one for the count, whatever the list's size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

ROWS = 25
COUNT_LIMIT = 1000
T = TypeVar("T")


@dataclass(frozen=True)
class BoundedCount:
    """A count that stops at `COUNT_LIMIT`, so that it costs the same in a table of any size."""

    number: int
    is_bounded: bool

    def __str__(self) -> str:
        return f"{self.number:,}+" if self.is_bounded else f"{self.number:,}"


@dataclass(frozen=True)
class ListPage(Generic[T]):
    """One page of a list."""

    rows: list[T]
    number: int
    has_next: bool
    count: BoundedCount

    @property
    def has_previous(self) -> bool:
        return self.number > 1


def bounded_count(queryset: QuerySet[Any], limit: int = COUNT_LIMIT) -> BoundedCount:
    """Count at most `limit` rows; one statement."""
    found = queryset.order_by().values("pk")[: limit + 1].count()
    return BoundedCount(min(found, limit), found > limit)


def page_number(typed: object) -> int:
    """The page asked for; 1 for anything that is not a page number."""
    return int(typed) if isinstance(typed, str) and typed.isdecimal() and 0 < int(typed) < 10_000 else 1


def page_of(queryset: QuerySet[Any], number: object, count: BoundedCount | None = None) -> ListPage[Any]:
    """The page with that number (1 for anything that is not a page number); two statements, one if counted before."""
    page = page_number(number)
    first = (page - 1) * ROWS
    return page_from(
        list(queryset[first : first + ROWS + 1]), page, bounded_count(queryset) if count is None else count
    )


def page_from(rows: list[Any], number: int, count: BoundedCount) -> ListPage[Any]:
    """A page of rows already read, of which one more than a page says that there is a next one."""
    return ListPage(rows[:ROWS], number, len(rows) > ROWS, count)
