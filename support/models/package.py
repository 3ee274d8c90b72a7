"""The support package of one person, the offers of it to providers, and how it came to where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from nrm.access.roles import Capacity
from nrm.audit.guarded import GuardedModel, ImmutableModel
from support.domain.states import TO_PLACE
from support.enums import OfferStatus, PackageStatus

if TYPE_CHECKING:
    from nrm.access.actors import Actor

STATUSES = [status.value for status in PackageStatus]
OFFER_STATUSES = [status.value for status in OfferStatus]
UNPLACED = [status.value for status in TO_PLACE]
ENDED = PackageStatus.ENDED.value
OPEN, REFUSED = OfferStatus.OPEN.value, OfferStatus.REFUSED.value


class SupportPackage(GuardedModel):
    """Support from its opening to its end. `provider` is set once one has accepted; whom it is offered to stands in
    `SupportOffer`. `opened_at` is UTC; `opened_on` and `in_support_since` are Europe/London dates. `version` counts
    every change of the package itself."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="support_packages")
    contractor = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey("accounts.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey("accounts.Membership", null=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=20, choices=[(s, s) for s in STATUSES])
    opened_at = models.DateTimeField()
    opened_on = models.DateField()
    in_support_since = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="package_status_known"),
            models.UniqueConstraint(fields=["case"], condition=~Q(status=ENDED), name="one_open_package_a_case"),
            models.CheckConstraint(
                condition=(
                    Q(status__in=UNPLACED, provider=None, in_support_since=None, worker=None, ended_on=None)
                    | Q(status="in_support", provider__isnull=False, in_support_since__isnull=False, ended_on=None)
                    | Q(status=ENDED, ended_on__isnull=False)
                ),
                name="package_provider_follows_status",
            ),
        ]
        indexes = [
            models.Index(fields=["contractor", "status", "opened_on", "id"], name="packages_of_contractor"),
            models.Index(fields=["provider", "status", "opened_on", "id"], name="packages_of_provider"),
        ]

    def __str__(self) -> str:
        return f"support package {self.pk}"

    @property
    def has_ended(self) -> bool:
        """Whether support is over: contractor and provider keep what they recorded, and learn nothing more."""
        return self.status == ENDED

    def is_within_reach_of(self, actor: Actor) -> bool:
        if actor.case_ids is not None:
            return self.case_id in actor.case_ids
        by_capacity = {Capacity.PRIME_CONTRACTOR: self.contractor_id, Capacity.SUPPORT_PROVIDER: self.provider_id}
        return any(by_capacity.get(capacity) in actor.reach for capacity in actor.capacities)


class PackageStatusRow(ImmutableModel):
    """One status the package has had, from `since` (UTC), who brought it there, and why where a reason was given."""

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="status_rows")
    status = models.CharField(max_length=20)
    since = models.DateTimeField()
    reason = models.TextField(blank=True)
    by_label = models.CharField(max_length=200)
    by_person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(status__in=STATUSES), name="package_status_row_known")]
        ordering = ["since", "pk"]

    def __str__(self) -> str:
        return f"{self.package_id}: {self.status}"


class SupportOffer(GuardedModel):
    """The offer of one package to one provider, and its answer. Until it is accepted the provider sees what it must
    know to answer, never who the person is."""

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="offers")
    provider = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=[(s, s) for s in OFFER_STATUSES], default=OPEN)
    note = models.TextField(blank=True)
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("accounts.Membership", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=OFFER_STATUSES), name="offer_status_known"),
            models.UniqueConstraint(fields=["package"], condition=Q(status=OPEN), name="one_open_offer_a_package"),
            models.CheckConstraint(
                condition=Q(status=OPEN, answered_at=None, answered_by=None)
                | (~Q(status=OPEN) & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="offer_answer_paired",
            ),
            models.CheckConstraint(condition=~Q(status=REFUSED) | ~Q(reason=""), name="refused_offer_has_a_reason"),
        ]
        indexes = [
            models.Index(fields=["provider", "offered_at", "id"], condition=Q(status=OPEN), name="offers_to_answer")
        ]
        ordering = ["offered_at", "pk"]

    def __str__(self) -> str:
        return f"offer of package {self.package_id} to {self.provider_id}: {self.status}"

    def is_within_reach_of(self, actor: Actor) -> bool:
        if self.package.is_within_reach_of(actor):
            return True
        return Capacity.SUPPORT_PROVIDER in actor.capacities and self.provider_id in actor.reach
