"""What the lists of support are narrowed to, read from their address. Anything a page does not offer is left out."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from support.enums import PackageStatus

OPEN = tuple(status for status in PackageStatus if status is not PackageStatus.ENDED)
ANYBODY, MINE = "anybody", "me"
ASSESS, PLAN_DUE = "assess", "plan"
_LONGEST_NUMBER = 9


@dataclass(frozen=True)
class SupportFilter:
    """The list of packages. No status chosen means everything that has not ended; `provider` is for a contractor,
    `worker` and `todo` for a provider."""

    statuses: tuple[PackageStatus, ...] = OPEN
    provider: int | None = None
    worker: str = ANYBODY
    todo: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> SupportFilter:
        """Read `status`, `provider`, `with` and `todo`."""
        wanted = set(query.getlist("status"))
        statuses = tuple(status for status in PackageStatus if status.value in wanted)
        provider, todo = query.get("provider", ""), query.get("todo", "")
        return cls(
            statuses=statuses or OPEN,
            provider=_number(provider),
            worker=MINE if query.get("with") == MINE else ANYBODY,
            todo=todo if todo in {ASSESS, PLAN_DUE} else "",
        )

    def address_values(self) -> list[tuple[str, str]]:
        """The filter as it stands in an address; nothing for what is the default."""
        values = [] if self.statuses == OPEN else [("status", status.value) for status in self.statuses]
        values += [("provider", str(self.provider))] if self.provider else []
        values += [("with", self.worker)] if self.worker != ANYBODY else []
        values += [("todo", self.todo)] if self.todo else []
        return values


@dataclass(frozen=True)
class PaymentsFilter:
    """The list of payments: those that run, or those that have ended."""

    ended: bool = False

    @classmethod
    def from_query(cls, query: QueryDict) -> PaymentsFilter:
        """Read `show`."""
        return cls(query.get("show") == "ended")

    def address_values(self) -> list[tuple[str, str]]:
        """The filter as it stands in an address."""
        return [("show", "ended")] if self.ended else []


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else None
