"""Where somebody in support lives: placements, and their addresses in a table of their own."""

from __future__ import annotations

import datetime as dt
from typing import cast

from cases.domain.texts import is_visible
from nrm import clock
from nrm.access.actors import Actor
from nrm.access.permissions import Permission
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from nrm.exceptions import DomainError
from support.actions.steps import check_reason, membership_id_of, package_to_change, refuse_if
from support.domain.dates import Span, last_day_before, placement_end_refusal, placement_refusal
from support.domain.placements import MOVED, address_refusal
from support.enums import PlacementKind
from support.models import Placement, PlacementAddress
from support.selectors import placement_numbered, placements_of


@action
def record_placement(
    *, package_id: int, kind: PlacementKind, since: dt.date, address: str, version: int, by: Actor
) -> Placement:
    """Record that the person lives somewhere from the London date `since`; the placement they had ends the day before,
    or that day where both begin on it. The address is kept character for character, readable to this provider and the
    contractor alone.

    Refuses a stale `version` of the package, a day before support opened, before an earlier placement, or in the
    future, and no address for accommodation of the contract.
    """
    package = package_to_change(package_id, version, Permission.RECORD_SUPPORT, by)
    refuse_if(address_refusal(kind, address), "address")
    earlier = placements_of(package)
    spans = [Span(each.since, each.until) for each in earlier]
    refuse_if(placement_refusal(since, today=clock.today(), opened_on=package.opened_on, earlier=spans), "since")
    _move_on(earlier, since)
    package.save()
    placement = Placement.objects.create(
        package=package,
        number=len(earlier) + 1,
        provider_id=cast("int", package.provider_id),  # in support there is one
        kind=kind.value,
        since=since,
        recorded_at=clock.now(),
        recorded_by_id=membership_id_of(by),
    )
    if is_visible(address):
        _keep_address(placement, address, by)
    record(
        Event.PLACEMENT_RECORDED, by=by, case=package.case, subject=placement, number=placement.number, kind=kind.value
    )
    return placement


@action
def end_placement(
    *, package_id: int, number: int, ended_on: dt.date, reason: str, version: int, by: Actor
) -> Placement:
    """Record the last day of a placement (a London date) and why it ended.

    Refuses a stale `version` of the package, a placement that has ended, a day before it began or in the future, and a
    blank reason.
    """
    package = package_to_change(package_id, version, Permission.RECORD_SUPPORT, by)
    placement = placement_numbered(package, number)
    span = Span(placement.since, placement.until)
    refuse_if(placement_end_refusal(ended_on, today=clock.today(), span=span), "until")
    check_reason(reason, "Enter why the placement ended.")
    package.save()
    _end(placement, ended_on, reason)
    record(Event.PLACEMENT_ENDED, by=by, case=package.case, subject=placement, number=placement.number)
    return placement


@action
def correct_address(*, package_id: int, number: int, address: str, version: int, by: Actor) -> Placement:
    """Keep a corrected address of a placement as its next version; earlier ones stay, unread.

    Refuses a stale `version` of the package, a blank address, and the placement of another provider.
    """
    package = package_to_change(package_id, version, Permission.RECORD_SUPPORT, by)
    placement = placement_numbered(package, number)
    if placement.provider_id != package.provider_id:
        raise DomainError("Only the provider of the placement may correct its address.", field="address")
    refuse_if(address_refusal(PlacementKind.SAFEHOUSE, address), "address")
    package.save()
    row = _keep_address(placement, address, by)
    record(
        Event.PLACEMENT_ADDRESS_CORRECTED,
        by=by,
        case=package.case,
        subject=placement,
        number=placement.number,
        version=row.version,
    )
    return placement


def _move_on(earlier: list[Placement], since: dt.date) -> None:
    for placement in earlier:
        if placement.until is None:
            _end(placement, last_day_before(since, Span(placement.since)), MOVED)


def _end(placement: Placement, until: dt.date, reason: str) -> None:
    placement.until = until
    placement.end_reason = reason
    placement.save(update_fields=["until", "end_reason"])


def _keep_address(placement: Placement, address: str, by: Actor) -> PlacementAddress:
    return PlacementAddress.objects.create(
        placement=placement,
        version=placement.addresses.count() + 1,
        address=address,
        made_at=clock.now(),
        made_by_id=membership_id_of(by),
    )
