"""Who of the provider supports a person."""

from __future__ import annotations

from typing import cast

from nrm.access.actors import Actor
from nrm.access.permissions import Permission
from nrm.accounts.models import Membership
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from nrm.exceptions import DomainError
from nrm.notices.kinds import Notice
from nrm.notices.queue import tell
from support.actions.steps import package_to_change
from support.models import SupportPackage
from support.selectors import support_workers_of


@action
def assign_support_worker(*, package_id: int, membership_id: int, version: int, by: Actor) -> SupportPackage:
    """Make somebody of the provider the person's support worker, and tell them.

    Refuses a stale `version`, anybody who is no support worker of the provider now, and whoever is it already.
    """
    package = package_to_change(package_id, version, Permission.RECORD_SUPPORT, by)
    worker = _chosen_worker(package, membership_id)
    package.worker = worker
    package.save()
    record(
        Event.SUPPORT_WORKER_ASSIGNED,
        by=by,
        case=package.case,
        subject=package,
        worker=worker.person.name,
        worker_id=worker.person_id,
    )
    if worker.person_id != by.person_id:
        occasion = f"support package {package.pk} version {package.version}"
        tell(Notice.SUPPORT_ASSIGNED_TO_YOU, [worker], by=by, occasion=occasion, case=package.case)
    return package


def _chosen_worker(package: SupportPackage, membership_id: int) -> Membership:
    provider_id = cast("int", package.provider_id)  # in support there is one
    worker = support_workers_of(provider_id).filter(pk=membership_id).first()
    if worker is None:
        raise DomainError("Select a support worker of your organisation.", field="worker")
    if package.worker_id == worker.pk:
        raise DomainError(f"{worker.person.name} is the support worker already.", field="worker")
    return worker
