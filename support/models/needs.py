"""What somebody in support needs, area by area, as assessed on a day. Every assessment is a version and stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from nrm.audit.guarded import ImmutableModel
from support.enums import NeedArea, NeedLevel

if TYPE_CHECKING:
    from nrm.access.actors import Actor

AREAS = [area.value for area in NeedArea]
LEVELS = [level.value for level in NeedLevel]


class NeedsAssessment(ImmutableModel):
    """One needs-based assessment; the newest version counts. `assessed_on` is the London date it was made with the
    person; `made_at` when it was written down."""

    package = models.ForeignKey("support.SupportPackage", on_delete=models.PROTECT, related_name="assessments")
    version = models.PositiveIntegerField()
    assessed_on = models.DateField()
    summary = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["package", "version"], name="assessment_version_once")]

    def __str__(self) -> str:
        return f"needs assessment {self.version} of package {self.package_id}"

    def is_within_reach_of(self, actor: Actor) -> bool:
        return self.package.is_within_reach_of(actor)


class AssessedNeed(ImmutableModel):
    """One area of an assessment: how pressing, and what was said, character for character."""

    assessment = models.ForeignKey(NeedsAssessment, on_delete=models.PROTECT, related_name="needs")
    area = models.CharField(max_length=30, choices=[(a, a) for a in AREAS])
    level = models.CharField(max_length=10, choices=[(level, level) for level in LEVELS])
    notes = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "area"], name="area_assessed_once"),
            models.CheckConstraint(condition=Q(area__in=AREAS), name="need_area_known"),
            models.CheckConstraint(condition=Q(level__in=LEVELS), name="need_level_known"),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.level}"
