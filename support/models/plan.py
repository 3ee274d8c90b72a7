"""The plan made with somebody in support: a goal, what is done about it, by whom and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from nrm.audit.guarded import GuardedModel, ImmutableModel
from support.enums import NeedArea, PlanItemOwner, PlanItemStatus

if TYPE_CHECKING:
    from nrm.access.actors import Actor

AREAS = [area.value for area in NeedArea]
OWNERS = [owner.value for owner in PlanItemOwner]
STATUSES = [status.value for status in PlanItemStatus]


class PlanItem(GuardedModel):
    """One item as it stands; `PlanItemVersion` holds every text it had. `goal` is in the person's words. `due_on` is a
    London date."""

    package = models.ForeignKey("support.SupportPackage", on_delete=models.PROTECT, related_name="plan_items")
    number = models.PositiveIntegerField()
    area = models.CharField(max_length=30, choices=[(a, a) for a in AREAS])
    goal = models.TextField()
    action = models.TextField()
    owner = models.CharField(max_length=20, choices=[(o, o) for o in OWNERS])
    owner_name = models.CharField(max_length=150, blank=True)
    due_on = models.DateField(null=True)
    status = models.CharField(max_length=20, choices=[(s, s) for s in STATUSES])
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["package", "number"], name="plan_item_number_once"),
            models.CheckConstraint(condition=Q(area__in=AREAS), name="plan_item_area_known"),
            models.CheckConstraint(condition=Q(owner__in=OWNERS), name="plan_item_owner_known"),
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="plan_item_status_known"),
        ]
        ordering = ["package", "number"]

    def __str__(self) -> str:
        return f"plan item {self.number} of package {self.package_id}"

    def is_within_reach_of(self, actor: Actor) -> bool:
        return self.package.is_within_reach_of(actor)


class PlanItemVersion(ImmutableModel):
    """One version of a plan item, with what was said about progress when it was written."""

    item = models.ForeignKey(PlanItem, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    area = models.CharField(max_length=30)
    goal = models.TextField()
    action = models.TextField()
    owner = models.CharField(max_length=20)
    owner_name = models.CharField(max_length=150, blank=True)
    due_on = models.DateField(null=True)
    status = models.CharField(max_length=20)
    progress = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "version"], name="plan_item_version_once")]
        ordering = ["item", "version"]

    def __str__(self) -> str:
        return f"version {self.version} of plan item {self.item_id}"
