"""What a list is narrowed to, read from its address. Anything the page does not offer is left out, silently."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from django.http import QueryDict

from cases.domain.states import TRANSITIONS, awaiting_reasonable_grounds
from cases.enums import CaseStatus
from deadlines.enums import DueBand

Choice = TypeVar("Choice", bound=StrEnum)
# The statuses some transition leads to; the others come with later work.
REACHED = tuple(status for status in CaseStatus if any(row.to is status for row in TRANSITIONS))
AWAITING_REASONABLE_GROUNDS = tuple(status for status in REACHED if status in awaiting_reasonable_grounds())
ANYONE, ME, NOBODY = "anyone", "me", "nobody"
CHECK, RETURNED = "check", "returned"


@dataclass(frozen=True)
class QueueFilter:
    """The authority's list. No status chosen means the cases that await a reasonable grounds decision."""

    statuses: tuple[CaseStatus, ...] = AWAITING_REASONABLE_GROUNDS
    due: tuple[DueBand, ...] = ()
    caseworker: str = ANYONE
    decision: str = ""
    referrer: int | None = None

    @classmethod
    def from_query(cls, query: QueryDict) -> QueueFilter:
        """Read `status`, `due`, `with`, `decision` and `referrer`."""
        wanted = query.get("with", ANYONE)
        decision = query.get("decision", "")
        return cls(
            statuses=_chosen(query.getlist("status"), REACHED) or AWAITING_REASONABLE_GROUNDS,
            due=_chosen(query.getlist("due"), DueBand),
            caseworker=wanted if wanted in {ME, NOBODY} else ANYONE,
            decision=decision if decision in {CHECK, RETURNED} else "",
            referrer=_number(query.get("referrer", "")),
        )

    def address_values(self) -> list[tuple[str, str]]:
        """The filter as it stands in an address; nothing for what is the default."""
        statuses = () if self.statuses == AWAITING_REASONABLE_GROUNDS else self.statuses
        values = [("status", status.value) for status in statuses]
        values += [("due", band.value) for band in self.due]
        values += [("with", self.caseworker)] if self.caseworker != ANYONE else []
        values += [("decision", self.decision)] if self.decision else []
        values += [("referrer", str(self.referrer))] if self.referrer else []
        return values

    def query(self) -> str:
        """`?due=today&with=me`, or nothing."""
        values = self.address_values()
        return f"?{urlencode(values)}" if values else ""


@dataclass(frozen=True)
class CasesFilter:
    """The referrer's list: every case, those being considered or those decided."""

    stage: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> CasesFilter:
        """Read `stage`."""
        stage = query.get("stage", "")
        return cls(stage if stage in {"considered", "decided"} else "")

    def address_values(self) -> list[tuple[str, str]]:
        """The filter as it stands in an address."""
        return [("stage", self.stage)] if self.stage else []


def _chosen(texts: Iterable[str], offered: Iterable[Choice]) -> tuple[Choice, ...]:
    wanted = set(texts)
    return tuple(value for value in offered if str(value) in wanted)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
