"""What a list is narrowed to, read from its address. Anything the page does not offer is left out, silently."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from django.http import QueryDict

from cases.domain.states import TRANSITIONS, awaiting_reasonable_grounds, open_statuses
from cases.enums import CaseStatus
from deadlines.enums import DueBand

Choice = TypeVar("Choice", bound=StrEnum)
# The statuses some transition leads to; the others come with later work.
REACHED = tuple(status for status in CaseStatus if any(row.to is status for row in TRANSITIONS))
AWAITING_REASONABLE_GROUNDS = tuple(status for status in REACHED if status in awaiting_reasonable_grounds())
OPEN = tuple(status for status in REACHED if status in open_statuses())
AWAITING_CONCLUSIVE_GROUNDS = tuple(status for status in OPEN if status not in AWAITING_REASONABLE_GROUNDS)
REASONABLE, CONCLUSIVE = "reasonable", "conclusive"
STAGES = {REASONABLE: AWAITING_REASONABLE_GROUNDS, CONCLUSIVE: AWAITING_CONCLUSIVE_GROUNDS}
ANYONE, ME, NOBODY = "anyone", "me", "nobody"
CHECK, RETURNED, READY = "check", "returned", "ready"


@dataclass(frozen=True)
class QueueFilter:
    """The authority's list. No status chosen means what the stage awaits; without a stage, the cases that await a
    reasonable grounds decision, or all one's own open cases."""

    chosen: tuple[CaseStatus, ...] = ()
    due: tuple[DueBand, ...] = ()
    caseworker: str = ANYONE
    decision: str = ""
    referrer: int | None = None
    stage: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> QueueFilter:
        """Read `status`, `due`, `with`, `decision`, `referrer` and `stage`."""
        wanted, decision, stage = query.get("with", ANYONE), query.get("decision", ""), query.get("stage", "")
        stage = stage if stage in STAGES else ""
        return cls(
            chosen=_chosen(query.getlist("status"), offered(stage)),
            due=_chosen(query.getlist("due"), DueBand),
            caseworker=wanted if wanted in {ME, NOBODY} else ANYONE,
            decision=decision if decision in {CHECK, RETURNED, READY} else "",
            referrer=_number(query.get("referrer", "")),
            stage=stage,
        )

    @property
    def statuses(self) -> tuple[CaseStatus, ...]:
        """The statuses the list shows."""
        return self.chosen or self.default

    @property
    def default(self) -> tuple[CaseStatus, ...]:
        """The statuses of the list when none is chosen. A decision to check or to make may be of either kind."""
        if self.stage:
            return STAGES[self.stage]
        return OPEN if self.caseworker == ME or self.decision else AWAITING_REASONABLE_GROUNDS

    def address_values(self) -> list[tuple[str, str]]:
        """The filter as it stands in an address; nothing for what is the default."""
        values = [("stage", self.stage)] if self.stage else []
        statuses = () if self.statuses == self.default else self.statuses
        values += [("status", status.value) for status in statuses]
        values += [("due", band.value) for band in self.due]
        values += [("with", self.caseworker)] if self.caseworker != ANYONE else []
        values += [("decision", self.decision)] if self.decision else []
        values += [("referrer", str(self.referrer))] if self.referrer else []
        return values

    def query(self) -> str:
        """`?due=today&with=me`, or nothing."""
        values = self.address_values()
        return f"?{urlencode(values)}" if values else ""


def offered(stage: str) -> tuple[CaseStatus, ...]:
    """The statuses that can be chosen from in a stage of the queue."""
    return STAGES.get(stage, REACHED)


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
