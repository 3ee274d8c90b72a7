"""Offering a person to a provider, and the provider's answer."""

from __future__ import annotations

from cases.actions.standing import activate_party, end_offered_party, offer_party, refuse_party
from nrm import clock
from nrm.access.actors import Actor
from nrm.access.check import check
from nrm.access.permissions import Permission
from nrm.accounts.models import Membership
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from nrm.exceptions import DomainError
from nrm.notices.kinds import Notice
from nrm.notices.queue import tell
from support.actions.steps import (
    answer_offer,
    check_reason,
    follow_package,
    membership_id_of,
    package_to_change,
)
from support.domain.told import ProviderChoice
from support.enums import OfferStatus
from support.models import SupportOffer, SupportPackage
from support.policies import check_not_stale
from support.selectors import (
    PROVIDER,
    contract_managers_of,
    lock_offer,
    open_offer_of,
    providers_to_offer,
    support_workers_of,
)


@action
def offer_to_provider(
    *, package_id: int, provider_id: int, version: int, by: Actor, note: str = "", again: bool = False
) -> SupportOffer:
    """Offer the person to one provider and tell its support workers. The provider learns what it must know to answer,
    not who the person is. `note` is kept character for character.

    Refuses a stale `version`, a package that does not wait for a provider, an organisation that is no support provider
    now or in which nobody can answer, and one that refused this person before, unless `again` says so.
    """
    package = package_to_change(package_id, version, Permission.ALLOCATE_PROVIDER, by)
    provider = _chosen_provider(package, provider_id, again=again)
    follow_package(package, "offer", by=by)
    package.save()
    offer = SupportOffer.objects.create(
        package=package,
        provider_id=provider.organisation_id,
        status=OfferStatus.OPEN.value,
        note=note,
        offered_at=clock.now(),
        offered_by_id=membership_id_of(by),
    )
    offer_party(package.case, provider.organisation_id, PROVIDER)
    record(Event.SUPPORT_OFFERED, by=by, case=package.case, subject=offer, provider=provider.name)
    workers = support_workers_of(provider.organisation_id)
    tell(Notice.SUPPORT_OFFERED, workers, by=by, occasion=f"support offer {offer.pk} made", case=package.case)
    return offer


@action
def accept_offer(*, package_id: int, version: int, by: Actor, support_worker_id: int | None = None) -> SupportPackage:
    """Take on the person: the provider becomes a party of the case and sees who they are; the contract managers and the
    support worker are told. `support_worker_id` is a membership, whoever accepts where it is left out.

    Refuses a stale `version` of the package and a support worker who is none of the provider's now; an offer that was
    withdrawn is not there any more.
    """
    offer = _offer_to_answer(package_id, version, by)
    package = offer.package
    worker = _chosen_worker(offer.provider_id, support_worker_id or membership_id_of(by))
    answer_offer(offer, "accept", by=by)
    package.provider = offer.provider
    package.worker = worker
    package.in_support_since = clock.today()
    package.version += 1
    follow_package(package, "accept", by=by)
    package.save()
    activate_party(package.case, offer.provider_id, PROVIDER)
    record(Event.SUPPORT_OFFER_ACCEPTED, by=by, case=package.case, subject=package, provider=offer.provider.name)
    _tell_contractor(Notice.SUPPORT_OFFER_ACCEPTED, offer, by)
    if worker.person_id != by.person_id:
        occasion = f"support package {package.pk} version {package.version}"
        tell(Notice.SUPPORT_ASSIGNED_TO_YOU, [worker], by=by, occasion=occasion, case=package.case)
    return package


@action
def refuse_offer(*, package_id: int, version: int, reason: str, by: Actor) -> SupportPackage:
    """Give the person back to the contractor with a reason, kept character for character, and tell its contract
    managers.

    Refuses a stale `version` of the package and a blank reason; an offer that was withdrawn is not there any more.
    """
    offer = _offer_to_answer(package_id, version, by)
    check_reason(reason, "Enter why your organisation cannot support this person.")
    answer_offer(offer, "refuse", by=by, reason=reason)
    _give_back(offer, "refuse", by)
    refuse_party(offer.package.case, offer.provider_id, PROVIDER)
    record(Event.SUPPORT_OFFER_REFUSED, by=by, case=offer.package.case, subject=offer, provider=offer.provider.name)
    _tell_contractor(Notice.SUPPORT_OFFER_REFUSED, offer, by)
    return offer.package


@action
def withdraw_offer(*, package_id: int, version: int, by: Actor) -> SupportPackage:
    """Take the offer back, for instance because nobody answers, and tell the provider's support workers that one was,
    not which: the person is not theirs to know of any more.

    Refuses a stale `version` and a package that is not offered to anybody.
    """
    package = package_to_change(package_id, version, Permission.ALLOCATE_PROVIDER, by)
    follow_package(package, "withdraw", by=by)
    package.save()
    offer = open_offer_of(package)
    answer_offer(offer, "withdraw", by=by)
    end_offered_party(package.case, offer.provider_id, PROVIDER)
    record(Event.SUPPORT_OFFER_WITHDRAWN, by=by, case=package.case, subject=offer, provider=offer.provider.name)
    workers = support_workers_of(offer.provider_id)
    tell(Notice.SUPPORT_OFFER_WITHDRAWN, workers, by=by, occasion=f"support offer {offer.pk} withdrawn")
    return package


def _chosen_provider(package: SupportPackage, provider_id: int, *, again: bool) -> ProviderChoice:
    chosen = next((each for each in providers_to_offer(package) if each.organisation_id == provider_id), None)
    if chosen is None:
        raise DomainError("Select a support provider.", field="provider")
    if chosen.refused and not again:
        raise DomainError(
            f"{chosen.name} refused this person before. Confirm that you want to ask again, or choose another.",
            field="provider",
        )
    return chosen


def _offer_to_answer(package_id: int, version: int, by: Actor) -> SupportOffer:
    offer = lock_offer(by, package_id)
    check_not_stale(offer.package, version)
    check(by, Permission.ANSWER_OFFER, offer)
    return offer


def _chosen_worker(provider_id: int, membership_id: int) -> Membership:
    worker = support_workers_of(provider_id).filter(pk=membership_id).first()
    if worker is None:
        raise DomainError("Select a support worker of your organisation.", field="worker")
    return worker


def _give_back(offer: SupportOffer, transition: str, by: Actor) -> None:
    package = offer.package
    package.version += 1
    follow_package(package, transition, by=by)
    package.save()


def _tell_contractor(notice: Notice, offer: SupportOffer, by: Actor) -> None:
    managers = contract_managers_of(offer.package.contractor_id)
    tell(notice, managers, by=by, occasion=f"support offer {offer.pk} answered", case=offer.package.case)
