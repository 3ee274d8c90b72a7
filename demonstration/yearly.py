"""The yearly numbers of references, counted as the product counts them and left where it will go on."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from cases.enums import ReferenceKind
from cases.models import ReferenceCounter


class Serials:
    """The last number given out for each kind and year."""

    def __init__(self) -> None:
        self._last: Counter[tuple[str, int]] = Counter()

    def take(self, kind: ReferenceKind, on: dt.date) -> int:
        """The next number of the kind in the year of a London date."""
        key = kind.value, on.year % 100
        self._last[key] += 1
        return self._last[key]

    def rows(self) -> list[ReferenceCounter]:
        """The counters to store."""
        return [ReferenceCounter(kind=kind, year=year, last=last) for (kind, year), last in self._last.items()]
