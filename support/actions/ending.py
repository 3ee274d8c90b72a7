"""The end of support."""

from __future__ import annotations

import datetime as dt

from cases.actions.standing import end_offered_party, end_party
from deadlines.actions.clocks import stop_move_on
from deadlines.selectors import lasting_period
from nrm import clock
from nrm.access.actors import Actor
from nrm.access.permissions import Permission
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from nrm.notices.kinds import Notice
from nrm.notices.queue import tell
from support.actions.steps import answer_offer, check_reason, follow_package, package_to_change, refuse_if
from support.domain.dates import early_end_refusal, end_refusal
from support.domain.placements import SUPPORT_ENDED
from support.domain.words import LASTS_WORDS
from support.enums import PackageStatus
from support.models import SupportPackage
from support.selectors import (
    CONTRACTOR,
    PROVIDER,
    open_offer_of,
    payments_of,
    placements_of,
    told_of_decisions,
)


@action
def end_support(
    *, package_id: int, reason: str, ended_on: dt.date, version: int, by: Actor, early: bool = False
) -> SupportPackage:
    """End the support of a person on a London date, with the placement, the payment and the move-on period that run on
    it; contractor and provider are parties of the case no longer, but keep the package to read. An open offer is
    withdrawn. The other side is told.

    Refuses a stale `version`, support that has ended, a blank reason, and a day in the future, before support opened,
    or before a placement or payment began; and a day before the last one of the recovery period or the move-on support,
    unless `early` says so.
    """
    package = package_to_change(package_id, version, Permission.END_SUPPORT, by)
    check_reason(reason, "Enter why the support ends.")
    _check_day(package, ended_on)
    _check_not_early(package, ended_on, confirmed=early)
    others = told_of_decisions(package.case_id)
    if package.status == PackageStatus.OFFERED.value:
        _withdraw(package, by)
    follow_package(package, "end", by=by, reason=reason)
    package.ended_on = ended_on
    package.save()
    _end_placements(package, ended_on)
    _end_payments(package, ended_on)
    stop_move_on(package.case, by=by)
    for capacity in (PROVIDER, CONTRACTOR):
        end_party(package.case, capacity)
    record(Event.SUPPORT_ENDED, by=by, case=package.case, subject=package)
    told = [each for each in others if each.person_id != by.person_id]
    tell(Notice.SUPPORT_ENDED, told, by=by, occasion=f"support package {package.pk} ended", case=package.case)
    return package


def _check_day(package: SupportPackage, ended_on: dt.date) -> None:
    begun = [each.since for each in placements_of(package)] + [each.starts_on for each in payments_of(package)]
    refuse_if(end_refusal(ended_on, today=clock.today(), opened_on=package.opened_on, begun=begun), "ended_on")


def _check_not_early(package: SupportPackage, ended_on: dt.date, *, confirmed: bool) -> None:
    lasting = lasting_period(package.case)
    if lasting is not None and not confirmed:
        refuse_if(early_end_refusal(ended_on, lasting.due_on, LASTS_WORDS[lasting.rule]), "early")


def _withdraw(package: SupportPackage, by: Actor) -> None:
    offer = open_offer_of(package)
    answer_offer(offer, "withdraw", by=by)
    end_offered_party(package.case, offer.provider_id, PROVIDER)


def _end_placements(package: SupportPackage, ended_on: dt.date) -> None:
    for placement in placements_of(package):
        if placement.until is None or placement.until > ended_on:
            placement.until = ended_on
            placement.end_reason = placement.end_reason or SUPPORT_ENDED
            placement.save(update_fields=["until", "end_reason"])


def _end_payments(package: SupportPackage, ended_on: dt.date) -> None:
    for payment in payments_of(package):
        if payment.ends_on is None or payment.ends_on > ended_on:
            payment.ends_on = ended_on
            payment.save(update_fields=["ends_on"])
