"""The case, and the immutable rows that say how it came to where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cases.enums import CaseStatus, DecisionMaker, Nation, PartyStatus
from nrm.audit.guarded import GuardedModel, ImmutableModel

if TYPE_CHECKING:
    from nrm.access.actors import Actor

STATUSES = [status.value for status in CaseStatus]
DECISION_MAKERS = [decision_maker.value for decision_maker in DecisionMaker]
# A case may be closed before anybody is chosen to decide it.
UNDECIDED = [CaseStatus.SUBMITTED.value, CaseStatus.CLOSED.value]
NATIONS = [nation.value for nation in Nation]
# Somebody works on the case, so it is theirs.
IN_PROGRESS = [CaseStatus.RG_IN_PROGRESS.value, CaseStatus.CG_IN_PROGRESS.value]


class Case(GuardedModel):
    """One referral's life. `received_at` is UTC; `received_on` its Europe/London date. `version` counts every change,
    so that a stale form is refused."""

    reference = models.CharField(max_length=20, unique=True)
    status = models.CharField(max_length=20, choices=[(s, s) for s in STATUSES])
    nation = models.CharField(max_length=20, choices=[(n, n) for n in NATIONS])
    received_at = models.DateTimeField()
    received_on = models.DateField()
    decision_maker = models.CharField(max_length=10, blank=True, choices=[(d, d) for d in DECISION_MAKERS])
    allocated_to = models.ForeignKey(
        "accounts.Membership", null=True, blank=True, on_delete=models.PROTECT, related_name="allocated_cases"
    )
    identity = models.ForeignKey("cases.Identity", null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="case_status_known"),
            models.CheckConstraint(condition=Q(nation__in=NATIONS), name="case_nation_known"),
            models.CheckConstraint(
                condition=Q(decision_maker__in=["", *DECISION_MAKERS]), name="case_decision_maker_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=UNDECIDED) | ~Q(decision_maker=""), name="case_routed_to_a_decision_maker"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=IN_PROGRESS) | Q(allocated_to__isnull=False),
                name="case_in_progress_is_allocated",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def is_within_reach_of(self, actor: Actor) -> bool:
        if actor.case_ids is not None:
            return self.pk in actor.case_ids
        return self.parties.filter(
            organisation_id__in=actor.reach,
            capacity__in=[c.value for c in actor.capacities],
            party_status=PartyStatus.ACTIVE.value,
        ).exists()


class CaseStatusRow(ImmutableModel):
    """One status the case has had, from `since` (UTC), and who brought it there."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="status_rows")
    status = models.CharField(max_length=20)
    since = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    by_person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(status__in=STATUSES), name="status_row_known")]
        indexes = [models.Index(fields=["case", "-since"], name="status_rows_of_case")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.status}"


class Routing(ImmutableModel):
    """To which decision-maker a case was sent, by which rule, when and by whom; the newest counts.

    `ieca_criteria` are those the officer ticked: the referral does not ask them."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="routings")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    suggested_rule = models.CharField(max_length=60)
    ieca_criteria = ArrayField(models.TextField(), default=list, db_default=[])
    followed_suggestion = models.BooleanField()
    reason = models.TextField(blank=True)
    routed_at = models.DateTimeField()
    routed_by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.case_id} to {self.organisation_id}"


class Allocation(ImmutableModel):
    """To which caseworker a case was given, when and by whom; the newest counts."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="allocations")
    caseworker = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    allocated_at = models.DateTimeField()
    allocated_by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.case_id} to {self.caseworker_id}"
