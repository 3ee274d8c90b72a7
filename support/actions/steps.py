"""The parts of the support actions: finding and locking the package, moving it, telling people. They record nothing."""

from __future__ import annotations

from typing import cast

from nrm import clock
from nrm.access.actors import Actor
from nrm.access.check import check
from nrm.access.permissions import Permission
from nrm.exceptions import DomainError
from support.domain.states import next_offer_status, next_package_status, reason_refusal
from support.models import PackageStatusRow, SupportOffer, SupportPackage
from support.policies import check_not_stale
from support.selectors import lock_package


def package_to_change(package_id: int, version: int, permission: Permission, by: Actor) -> SupportPackage:
    """The package, locked with its case, at the version the form was opened with, which `by` may act on; its version
    counts up, and the caller saves it."""
    package = lock_package(by, package_id)
    check_not_stale(package, version)
    check(by, permission, package)
    package.version += 1
    return package


def follow_package(package: SupportPackage, transition: str, *, by: Actor, reason: str = "") -> None:
    """Set the package's status by one row of the table, with its history row; the caller saves the package."""
    package.status = next_package_status(package.status, transition).value
    add_status_row(package, by=by, reason=reason)


def add_status_row(package: SupportPackage, *, by: Actor, reason: str = "") -> None:
    """Write the package's present status into its history."""
    PackageStatusRow.objects.create(
        package=package,
        status=package.status,
        since=clock.now(),
        reason=reason,
        by_label=by.label,
        by_person_id=by.person_id,
    )


def answer_offer(offer: SupportOffer, transition: str, *, by: Actor, reason: str = "") -> None:
    """Give an offer its answer by one row of the table and save it."""
    offer.status = next_offer_status(offer.status, transition).value
    offer.reason = reason
    offer.answered_at = clock.now()
    offer.answered_by_id = membership_id_of(by)
    offer.save()


def membership_id_of(by: Actor) -> int:
    """The membership in which a person acts; `check` has refused every part of the system."""
    return cast("int", by.membership_id)


def refuse_if(sentence: str | None, field: str) -> None:
    """Raise the sentence as a refusal of that field, if there is one."""
    if sentence is not None:
        raise DomainError(sentence, field=field)


def check_reason(reason: str, asked: str) -> None:
    """Raise the sentence `asked` where no reason was given."""
    refuse_if(reason_refusal(reason, asked), "reason")
