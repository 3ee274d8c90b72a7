"""The ids of rows that other rows speak of before the database has seen them."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Model


class Numbers:
    """Counts up for each table from 1; the tables are empty when the loader begins."""

    def __init__(self) -> None:
        self._counters: dict[type[Model], Iterator[int]] = defaultdict(lambda: itertools.count(1))

    def take(self, model: type[Model]) -> int:
        """The table's next id."""
        return next(self._counters[model])
