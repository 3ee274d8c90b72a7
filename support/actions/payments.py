"""The weekly payment."""

from __future__ import annotations

import datetime as dt

from nrm import clock
from nrm.access.actors import Actor
from nrm.access.permissions import Permission
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from support.actions.steps import membership_id_of, package_to_change, refuse_if
from support.domain.dates import Span, amount_refusal, last_day_before, payment_end_refusal, payment_refusal
from support.domain.states import reason_refusal
from support.models import WeeklyPayment
from support.selectors import payment_numbered, payments_of


@action
def set_weekly_payment(
    *, package_id: int, amount_pence: int, basis: str, starts_on: dt.date, version: int, by: Actor
) -> WeeklyPayment:
    """Pay a weekly amount in pence from the London date `starts_on`; a payment that runs ends the day before. `basis`
    says why this amount, character for character.

    Refuses a stale `version` of the package, an amount of nothing or beyond any sense, a blank basis, a day in the
    future, before support opened, or not after every earlier payment.
    """
    package = package_to_change(package_id, version, Permission.RECORD_SUPPORT, by)
    refuse_if(amount_refusal(amount_pence), "amount")
    refuse_if(reason_refusal(basis, "Enter why this amount: the rate it follows."), "basis")
    earlier = payments_of(package)
    spans = [Span(each.starts_on, each.ends_on) for each in earlier]
    refuse_if(payment_refusal(starts_on, today=clock.today(), opened_on=package.opened_on, earlier=spans), "starts_on")
    for running in (each for each in earlier if each.ends_on is None):
        _end(running, last_day_before(starts_on, Span(running.starts_on)))
    package.save()
    payment = WeeklyPayment.objects.create(
        package=package,
        number=len(earlier) + 1,
        amount_pence=amount_pence,
        basis=basis,
        starts_on=starts_on,
        set_at=clock.now(),
        set_by_id=membership_id_of(by),
    )
    record(Event.WEEKLY_PAYMENT_SET, by=by, case=package.case, subject=payment, number=payment.number)
    return payment


@action
def end_weekly_payment(*, package_id: int, number: int, ends_on: dt.date, version: int, by: Actor) -> WeeklyPayment:
    """Record the last day of a weekly payment, a London date.

    Refuses a stale `version` of the package, a payment that has ended, and a day before it started or in the future.
    """
    package = package_to_change(package_id, version, Permission.RECORD_SUPPORT, by)
    payment = payment_numbered(package, number)
    span = Span(payment.starts_on, payment.ends_on)
    refuse_if(payment_end_refusal(ends_on, today=clock.today(), span=span), "ends_on")
    package.save()
    _end(payment, ends_on)
    record(Event.WEEKLY_PAYMENT_ENDED, by=by, case=package.case, subject=payment, number=payment.number)
    return payment


def _end(payment: WeeklyPayment, ends_on: dt.date) -> None:
    payment.ends_on = ends_on
    payment.save(update_fields=["ends_on"])
