"""Whom a referrer can phone tonight, by nation. A literal table; each row with its source and how sure we are of it."""

from __future__ import annotations

from dataclasses import dataclass

from cases.enums import Nation
from referrals.domain.path import HELPLINE


@dataclass(frozen=True)
class SupportLine:
    """Who gives support, how to reach them, and where that was read."""

    who: str
    phone: str
    when: str
    source: str


_SALVATION_ARMY = SupportLine(
    "The Salvation Army's support line",
    "0800 808 3733",
    "Any time, for adults in England and Wales",
    "gov.uk, Support for victims of modern slavery (verified)",
)
_MODERN_SLAVERY_HELPLINE = SupportLine(
    "The Modern Slavery Helpline",
    HELPLINE,
    "Ask who can give somewhere safe tonight where you are",
    "gov.uk, Report modern slavery as a first responder (verified)",
)
# No number of the providers in Scotland and Northern Ireland was found in a source, so none is shown for them.
SUPPORT_LINES: dict[str, tuple[SupportLine, ...]] = {
    Nation.ENGLAND.value: (_SALVATION_ARMY, _MODERN_SLAVERY_HELPLINE),
    Nation.WALES.value: (_SALVATION_ARMY, _MODERN_SLAVERY_HELPLINE),
    Nation.SCOTLAND.value: (_MODERN_SLAVERY_HELPLINE,),
    Nation.NORTHERN_IRELAND.value: (_MODERN_SLAVERY_HELPLINE,),
}


def support_lines(nation: str) -> tuple[SupportLine, ...]:
    """The lines for where somebody was met; those for every nation when that is not known."""
    return SUPPORT_LINES.get(nation, (_SALVATION_ARMY, _MODERN_SLAVERY_HELPLINE))
