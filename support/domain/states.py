"""What can happen to a support package and to an offer of it, as literal tables."""

from __future__ import annotations

from types import MappingProxyType

from cases.domain.texts import is_visible
from cases.domain.transitions import Transition, TransitionNotAllowed, follow
from support.domain.words import OFFER_WORDS, PACKAGE_WORDS
from support.enums import OfferStatus, PackageStatus

__all__ = [
    "OFFER_TRANSITIONS",
    "OPEN",
    "PACKAGE_TRANSITIONS",
    "TO_PLACE",
    "Transition",
    "TransitionNotAllowed",
    "next_offer_status",
    "next_package_status",
    "reason_refusal",
]

# The statuses before a provider has accepted, and those before the end.
TO_PLACE = (PackageStatus.TO_ALLOCATE, PackageStatus.OFFERED)
OPEN = (*TO_PLACE, PackageStatus.IN_SUPPORT)

_TO_ALLOCATE = frozenset({PackageStatus.TO_ALLOCATE})
_OFFERED = frozenset({PackageStatus.OFFERED})
_OPEN_OFFER = frozenset({OfferStatus.OPEN})

PACKAGE_TRANSITIONS: tuple[Transition[PackageStatus], ...] = (
    # A positive reasonable grounds decision opens it: nobody asks for it.
    Transition("open", frozenset({None}), PackageStatus.TO_ALLOCATE, "decisions.issue_rg", "SUPPORT_OPENED"),
    Transition("offer", _TO_ALLOCATE, PackageStatus.OFFERED, "support.allocate_provider", "SUPPORT_OFFERED"),
    Transition("accept", _OFFERED, PackageStatus.IN_SUPPORT, "support.answer_offer", "SUPPORT_OFFER_ACCEPTED"),
    Transition("refuse", _OFFERED, PackageStatus.TO_ALLOCATE, "support.answer_offer", "SUPPORT_OFFER_REFUSED"),
    Transition("withdraw", _OFFERED, PackageStatus.TO_ALLOCATE, "support.allocate_provider", "SUPPORT_OFFER_WITHDRAWN"),
    Transition("end", frozenset(OPEN), PackageStatus.ENDED, "support.end", "SUPPORT_ENDED"),
)

OFFER_TRANSITIONS: tuple[Transition[OfferStatus], ...] = (
    Transition("offer", frozenset({None}), OfferStatus.OPEN, "support.allocate_provider", "SUPPORT_OFFERED"),
    Transition("accept", _OPEN_OFFER, OfferStatus.ACCEPTED, "support.answer_offer", "SUPPORT_OFFER_ACCEPTED"),
    Transition("refuse", _OPEN_OFFER, OfferStatus.REFUSED, "support.answer_offer", "SUPPORT_OFFER_REFUSED"),
    Transition("withdraw", _OPEN_OFFER, OfferStatus.WITHDRAWN, "support.allocate_provider", "SUPPORT_OFFER_WITHDRAWN"),
)

_REFUSALS = MappingProxyType(
    {
        "open": "Support cannot be opened",
        "offer": "This person cannot be offered to a provider",
        "accept": "This offer cannot be accepted",
        "refuse": "This offer cannot be refused",
        "withdraw": "The offer cannot be withdrawn",
        "end": "Support cannot be ended",
    }
)


def next_package_status(current: str | None, transition: str) -> PackageStatus:
    """The status of a package after a transition; `current` is its value, None where there is none yet.

    Raises `TransitionNotAllowed` with a sentence that says where the package stands.
    """
    status = None if current is None else PackageStatus(current)
    stands = f"its status is “{PACKAGE_WORDS[status].text}”" if status else "no support package is open"
    done = _REFUSALS.get(transition, "This cannot be done")
    return follow(PACKAGE_TRANSITIONS, status, transition, done=done, stands=stands)


def next_offer_status(current: str | None, transition: str) -> OfferStatus:
    """The status of an offer after a transition; raises `TransitionNotAllowed` as `next_package_status` does."""
    status = None if current is None else OfferStatus(current)
    stands = f"its status is “{OFFER_WORDS[status].text}”" if status else "there is no offer"
    done = _REFUSALS.get(transition, "This cannot be done")
    return follow(OFFER_TRANSITIONS, status, transition, done=done, stands=stands)


def reason_refusal(reason: str, asked: str) -> str | None:
    """The sentence `asked` where nothing of the reason can be seen, else None; zero-width characters do not count."""
    return None if is_visible(reason) else asked
