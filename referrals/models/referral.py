"""A submitted referral and the immutable versions of its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from nrm.audit.guarded import GuardedModel, ImmutableModel
from referrals.enums import Path

if TYPE_CHECKING:
    from nrm.access.actors import Actor

PATHS = [path.value for path in Path if path.is_referral]


class Referral(GuardedModel):
    """What was submitted for a case. `submission_key` is the draft's id: a repeated submit finds the first one."""

    case = models.OneToOneField("cases.Case", primary_key=True, on_delete=models.PROTECT, related_name="referral")
    submission_key = models.UUIDField(unique=True)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    submitted_by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    path = models.CharField(max_length=20)
    question_set = models.CharField(max_length=20)
    own_reference = models.TextField(blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(path__in=PATHS), name="referral_path_makes_a_case")]
        indexes = [models.Index(Upper("own_reference"), name="referral_by_own_reference")]

    def __str__(self) -> str:
        return f"referral of case {self.case_id}"

    def is_within_reach_of(self, actor: Actor) -> bool:
        return self.case.is_within_reach_of(actor)


class AnswersVersion(ImmutableModel):
    """The answers without those that identify (these stand in `cases.Identity`); the newest version counts."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="answers_versions")
    version = models.PositiveIntegerField()
    answers = models.JSONField()
    made_at = models.DateTimeField()
    made_by_label = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["referral", "version"], name="answers_version_once")]

    def __str__(self) -> str:
        return f"answers {self.version} of case {self.referral_id}"
