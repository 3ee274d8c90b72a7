"""May this be done to the package or the offer now? Wired to permissions in `nrm/wiring.py`."""

from __future__ import annotations

from collections.abc import Collection

from cases.domain.transitions import TransitionNotAllowed
from nrm.access.actors import Actor
from nrm.access.exceptions import Refused
from nrm.exceptions import StaleForm
from support.domain.states import OPEN, TO_PLACE, next_package_status
from support.domain.words import OFFER_WORDS, PACKAGE_WORDS
from support.enums import OfferStatus, PackageStatus
from support.models import SupportOffer, SupportPackage

STALE = (
    "Somebody changed this support while you had it open. Nothing was saved, and what you entered is still here. "
    "Look at it as it is now, then try again."
)


def check_can_allocate_provider(package: SupportPackage, actor: Actor) -> None:
    """Refuse unless the person waits for a provider, or for a provider's answer."""
    _check_status(package, TO_PLACE, "This person cannot be offered to a provider")


def check_can_answer_offer(offer: SupportOffer, actor: Actor) -> None:
    """Refuse unless the offer still waits for an answer."""
    status = OfferStatus(offer.status)
    if status is not OfferStatus.OPEN:
        raise Refused(f"This offer cannot be answered: its status is “{OFFER_WORDS[status].text}”.")


def check_can_record_support(package: SupportPackage, actor: Actor) -> None:
    """Refuse unless the person is in support."""
    _check_status(package, (PackageStatus.IN_SUPPORT,), "Nothing can be recorded in this support package")


def check_can_end_support(package: SupportPackage, actor: Actor) -> None:
    """Refuse where support has ended already."""
    _check_status(package, OPEN, "Support cannot be ended")


def check_transition(package: SupportPackage, transition: str) -> None:
    """Refuse where a permission covers more than one transition and this one does not start where the package is."""
    try:
        next_package_status(package.status, transition)
    except TransitionNotAllowed as refusal:
        raise Refused(refusal.sentence) from refusal


def check_not_stale(package: SupportPackage, version: int) -> None:
    """Raise `StaleForm` when the package is not at the version the form was opened with."""
    if package.version != version:
        raise StaleForm(STALE)


def _check_status(package: SupportPackage, allowed: Collection[PackageStatus], refused: str) -> None:
    status = PackageStatus(package.status)
    if status not in allowed:
        raise Refused(f"{refused}: its status is “{PACKAGE_WORDS[status].text}”.")
