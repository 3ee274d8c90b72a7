"""Where somebody in support lives. The address is a table of its own, because it is the one fact that can kill:
only the provider of the placement and the contractor that placed there read it, as long as the support lasts
(`support.selectors.address_of`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from nrm.access.roles import Capacity
from nrm.audit.guarded import GuardedModel, ImmutableModel
from support.enums import PlacementKind

if TYPE_CHECKING:
    from nrm.access.actors import Actor

KINDS = [kind.value for kind in PlacementKind]


class Placement(GuardedModel):
    """One placement, from `since` until `until` (London dates, both inclusive; empty while it lasts): with which
    provider and of what kind, never where."""

    package = models.ForeignKey("support.SupportPackage", on_delete=models.PROTECT, related_name="placements")
    number = models.PositiveIntegerField()
    provider = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(k, k) for k in KINDS])
    since = models.DateField()
    until = models.DateField(null=True)
    end_reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["package", "number"], name="placement_number_once"),
            models.UniqueConstraint(fields=["package"], condition=Q(until=None), name="one_placement_at_a_time"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="placement_kind_known"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="placement_dates_in_order"),
            models.CheckConstraint(
                condition=Q(until=None, end_reason="") | (Q(until__isnull=False) & ~Q(end_reason="")),
                name="placement_end_paired",
            ),
        ]
        ordering = ["package", "number"]

    def __str__(self) -> str:
        return f"placement {self.number} of package {self.package_id}"

    def is_within_reach_of(self, actor: Actor) -> bool:
        """Nearer than the package: only while the support lasts, and a later provider does not reach an earlier
        provider's placement, nor the earlier one any more its own."""
        if actor.case_ids is not None:
            return self.package.case_id in actor.case_ids
        if self.package.has_ended:
            return False
        by_capacity = {
            Capacity.PRIME_CONTRACTOR: self.package.contractor_id,
            Capacity.SUPPORT_PROVIDER: self.provider_id if self.provider_id == self.package.provider_id else None,
        }
        return any(by_capacity.get(capacity) in actor.reach for capacity in actor.capacities)


class PlacementAddress(ImmutableModel):
    """The address of a placement; a correction is a new version, and the newest counts."""

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="addresses")
    version = models.PositiveIntegerField()
    address = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["placement", "version"], name="placement_address_once")]

    def __str__(self) -> str:
        return f"address of placement {self.placement_id}"
