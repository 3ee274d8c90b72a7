"""The record an organisation makes when an adult refuses: numbers for the statistics, nobody's identity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from nrm.access.permissions import Permission
from nrm.audit.guarded import ImmutableModel
from referrals.domain.path import NATIONS_UNDER_THE_DUTY

if TYPE_CHECKING:
    from nrm.access.actors import Actor

NATIONS = sorted(nation.value for nation in NATIONS_UNDER_THE_DUTY)


class DutyToNotify(ImmutableModel):
    """Modern Slavery Act 2015 s52(3): nothing that identifies the adult, alone or in combination. There is no column
    for a name, a birth date, a contact or free text, and nothing leads back to the draft."""

    reference = models.CharField(max_length=20, unique=True)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    submitted_by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    submitted_on = models.DateField()
    question_set = models.CharField(max_length=20)
    nation = models.CharField(max_length=20)
    sex = models.CharField(max_length=20, blank=True)
    age_band = models.CharField(max_length=10, blank=True)
    nationalities = ArrayField(models.TextField(), default=list)
    exploitation_types = ArrayField(models.TextField(), default=list)
    exploitation_place = models.CharField(max_length=10, blank=True)
    police_force = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(nation__in=NATIONS), name="dtn_in_england_or_wales")]
        indexes = [models.Index(fields=["organisation", "-submitted_on", "-id"], name="dtn_of_organisation")]

    def __str__(self) -> str:
        return self.reference

    def is_within_reach_of(self, actor: Actor) -> bool:
        return self.organisation_id in actor.reach and Permission.SEE_DUTY_TO_NOTIFY in actor.permissions
