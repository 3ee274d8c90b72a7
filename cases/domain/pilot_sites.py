"""The local authorities that take part in the pilot of devolved decisions about children, as dated data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from pydantic import ConfigDict, TypeAdapter

PILOT_SITES_FILE = Path(__file__).parent / "data" / "pilot_sites.yaml"


@dataclass(frozen=True)
class PilotSite:
    """One site: the codes of the local authorities in it, and when it took part (both inclusive)."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    site: str
    local_authorities: frozenset[str]
    effective_from: date
    source: str
    effective_until: date | None = None

    def covers(self, local_authority: str, on: date) -> bool:
        takes_part = self.effective_from <= on <= (self.effective_until or date.max)
        return takes_part and local_authority in self.local_authorities


@cache
def pilot_sites() -> tuple[PilotSite, ...]:
    """Every site we ship, checked for shape."""
    rows = yaml.safe_load(PILOT_SITES_FILE.read_text(encoding="utf-8"))
    return TypeAdapter(tuple[PilotSite, ...]).validate_python(rows)


def pilot_site_of(local_authority: str, on: date) -> PilotSite | None:
    """The site a local authority, by its code, belongs to on a date, or None."""
    return next((site for site in pilot_sites() if site.covers(local_authority, on)), None)
