"""What a placement must say."""

from __future__ import annotations

from cases.domain.texts import is_visible
from support.enums import PlacementKind

MOVED = "Moved"
SUPPORT_ENDED = "Support ended"
# Somebody on outreach lives in a home of their own or of the asylum system; the provider need not keep where.
WITHOUT_ADDRESS = frozenset({PlacementKind.OUTREACH})


def address_refusal(kind: PlacementKind, address: str) -> str | None:
    """Why this address does not do for a placement of that kind, as a sentence, or None."""
    if kind in WITHOUT_ADDRESS or is_visible(address):
        return None
    return "Enter the address."
