"""Placements in words, and what the end of support ends with it."""

from __future__ import annotations

from deadlines.domain.explain import in_words
from deadlines.models import Deadline
from support.domain.words import LASTS_WORDS, PLACEMENT_WORDS
from support.enums import PackageStatus, PlacementKind
from support.models import Placement, SupportPackage


def placement_words(placement: Placement) -> str:
    """`Safehouse of Causeway, since 3 December 2026`: never where it is."""
    kind = PLACEMENT_WORDS[PlacementKind(placement.kind)]
    lasts = f"since {in_words(placement.since)}"
    if placement.until is not None:
        lasts = f"{in_words(placement.since)} to {in_words(placement.until)}"
    return f"{kind} with {placement.provider.name}, {lasts}"


def lasts_words(lasting: Deadline) -> str:
    """`the recovery period lasts at least until 1 July 2027`."""
    return f"{LASTS_WORDS[lasting.rule]} {in_words(lasting.due_on)}"


def what_ending_does(package: SupportPackage) -> list[str]:
    """What happens besides, in sentences."""
    told = "The other side of the contract is told."
    if package.status == PackageStatus.IN_SUPPORT.value:
        return [
            "The placement and the weekly payment end on the same day.",
            "You can still read this package, but nothing more can be recorded in it.",
            told,
        ]
    return ["Nobody is offered the person any more. An offer that waits for an answer is withdrawn.", told]
