"""The typed columns that queues, search and statistics use, derived at submission from the answers."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cases.enums import AgeGroup
from nrm.audit.guarded import GuardedModel

AGE_GROUPS = [group.value for group in AgeGroup]


class CaseFacts(GuardedModel):
    """Derived, never typed: `referrals.domain.facts` rebuilds every column from the answers and the identity."""

    case = models.OneToOneField("cases.Case", primary_key=True, on_delete=models.PROTECT, related_name="facts")
    age_group = models.CharField(max_length=10)
    age_at_referral = models.PositiveSmallIntegerField(null=True)
    child_when_exploited = models.CharField(max_length=10, blank=True)
    sex = models.CharField(max_length=20, blank=True)
    nationalities = ArrayField(models.TextField(), default=list)
    exploitation_types = ArrayField(models.TextField(), default=list)
    exploitation_place = models.CharField(max_length=10, blank=True)
    uk_places = ArrayField(models.TextField(), default=list)
    countries = ArrayField(models.TextField(), default=list)
    indicators = ArrayField(models.TextField(), default=list)
    still_exploited = models.CharField(max_length=10, blank=True)
    immediate_risk = models.CharField(max_length=10, blank=True)
    needs_accommodation_tonight = models.CharField(max_length=10, blank=True)
    wants_support = models.CharField(max_length=10, blank=True)
    police_force = models.CharField(max_length=60, blank=True)
    local_authority = models.CharField(max_length=80, blank=True)
    interpreter_language = models.CharField(max_length=60, blank=True)
    nation = models.CharField(max_length=20, blank=True)
    encountered_on = models.DateField(null=True)
    exploitation_began_on = models.DateField(null=True)
    exploitation_ended_on = models.DateField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(age_group__in=AGE_GROUPS), name="facts_age_group_known")]

    def __str__(self) -> str:
        return f"facts of case {self.case_id}"
