"""Offers of a package, and the support workers of a provider, as the forms show them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from deadlines.domain.explain import in_words
from nrm.accounts.models import Membership
from nrm.london import london_date
from support.domain.words import OFFER_WORDS
from support.enums import OfferStatus
from support.models import SupportOffer


def offer_history(offers: Iterable[SupportOffer]) -> list[dict[str, Any]]:
    """What became of the offers so far, the newest first, as `components/summary_list.html` takes them."""
    return [
        {"key": offer.provider.name, "value": offer_words(offer), "detail": offer.reason.strip()} for offer in offers
    ]


def offer_words(offer: SupportOffer) -> str:
    """`Refused on 3 December 2026`, or since when an answer is waited for."""
    words = OFFER_WORDS[OfferStatus(offer.status)].text
    if offer.answered_at is None:
        return f"{words}, since {in_words(london_date(offer.offered_at))}"
    return f"{words} on {in_words(london_date(offer.answered_at))}"


def closed_words(offer: SupportOffer) -> str:
    """What became of an offer that is none any more, for the provider it was made to: no fact of the person."""
    day = in_words(london_date(offer.answered_at)) if offer.answered_at else ""
    if OfferStatus(offer.status) is OfferStatus.REFUSED:
        return f"Your organisation refused this offer on {day}."
    return f"This offer was withdrawn on {day}."


def worker_choices(workers: Iterable[Membership], acting_membership_id: int) -> list[tuple[str, str]]:
    """(membership id, name) of each; oneself first."""
    mine_first = sorted(workers, key=lambda each: each.pk != acting_membership_id)
    return [
        (str(each.pk), f"{each.person.name} (you)" if each.pk == acting_membership_id else each.person.name)
        for each in mine_first
    ]
