"""What somebody in support is paid each week, from when until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from nrm.audit.guarded import GuardedModel

if TYPE_CHECKING:
    from nrm.access.actors import Actor


class WeeklyPayment(GuardedModel):
    """A weekly amount in pence from `starts_on` to `ends_on` (London dates, both inclusive; empty while it lasts). Two
    never run on one day. `basis` says why this amount; the rates of the contract are not all published."""

    package = models.ForeignKey("support.SupportPackage", on_delete=models.PROTECT, related_name="payments")
    number = models.PositiveIntegerField()
    amount_pence = models.PositiveIntegerField()
    basis = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["package", "number"], name="payment_number_once"),
            models.CheckConstraint(condition=Q(amount_pence__gt=0), name="payment_is_something"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="payment_dates_in_order"
            ),
            ExclusionConstraint(
                name="one_weekly_payment_at_a_time",
                expressions=[
                    ("package", RangeOperators.EQUAL),
                    (Func("starts_on", "ends_on", Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        ordering = ["package", "number"]

    def __str__(self) -> str:
        return f"payment {self.number} of package {self.package_id}"

    def is_within_reach_of(self, actor: Actor) -> bool:
        return self.package.is_within_reach_of(actor)
