"""A decision on a case: one open at a time for each kind; every text it ever had, and every hand it went through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from decisions.enums import DecisionKind, DecisionOutcome, DecisionStatus
from nrm.audit.guarded import GuardedModel, ImmutableModel

if TYPE_CHECKING:
    from nrm.access.actors import Actor

KINDS = [kind.value for kind in DecisionKind]
OUTCOMES = [outcome.value for outcome in DecisionOutcome]
STATUSES = [status.value for status in DecisionStatus]
STEPS = ["drafted", "sent_to_second_caseworker", "returned", "approved", "issued"]


class Decision(GuardedModel):
    """The decision as it stands. `author` wrote the current version; `approved_by` is the second caseworker, another
    person, required before a negative is issued. `issued_at` is UTC, `issued_on` its London date."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=30, choices=[(k, k) for k in KINDS])
    status = models.CharField(max_length=30, choices=[(s, s) for s in STATUSES])
    outcome = models.CharField(max_length=20, choices=[(o, o) for o in OUTCOMES])
    version = models.PositiveIntegerField(default=1)
    author = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    author_person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    approved_by_person = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_version = models.PositiveIntegerField(null=True)
    issued_by = models.ForeignKey("accounts.Membership", null=True, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(null=True)
    issued_on = models.DateField(null=True)
    standard_of_proof = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="decision_status_known"),
            models.CheckConstraint(condition=Q(outcome__in=OUTCOMES), name="decision_outcome_known"),
            models.UniqueConstraint(
                fields=["case", "kind"], condition=~Q(status="issued"), name="one_open_decision_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(approved_by_person=None) | ~Q(approved_by_person=F("author_person")),
                name="second_caseworker_is_another",
            ),
            models.CheckConstraint(
                condition=Q(approved_by_person=None, approved_at=None, approved_version=None)
                | Q(approved_by_person__isnull=False, approved_at__isnull=False, approved_version__isnull=False),
                name="decision_approval_paired",
            ),
            models.CheckConstraint(
                condition=(
                    Q(status="issued", issued_by__isnull=False, issued_at__isnull=False, issued_on__isnull=False)
                    & ~Q(standard_of_proof="")
                )
                | (~Q(status="issued") & Q(issued_by=None, issued_at=None, issued_on=None)),
                name="decision_issue_paired",
            ),
            models.CheckConstraint(
                # Without the first test a missing approval would make the whole unknown, which a check lets pass.
                condition=~Q(status="issued", outcome="negative")
                | Q(approved_version__isnull=False, approved_version=F("version")),
                name="negative_issued_only_when_approved",
            ),
        ]
        indexes = [
            # What waits for somebody is few among all that was ever issued.
            models.Index(fields=["kind", "status", "case"], condition=~Q(status="issued"), name="decisions_in_progress")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.outcome} of case {self.case_id}"

    def is_within_reach_of(self, actor: Actor) -> bool:
        return self.case.is_within_reach_of(actor)


class DecisionVersion(ImmutableModel):
    """One text of the decision: the outcome and the reasons (the minute), character for character."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    outcome = models.CharField(max_length=20)
    reasons = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "version"], name="decision_version_once")]

    def __str__(self) -> str:
        return f"version {self.version} of decision {self.decision_id}"


class DecisionStep(ImmutableModel):
    """One hand the decision went through, with the comments given there."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=30, choices=[(s, s) for s in STEPS])
    version = models.PositiveIntegerField()
    comments = models.TextField(blank=True)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(step__in=STEPS), name="decision_step_known")]
        ordering = ["taken_at", "pk"]

    def __str__(self) -> str:
        return f"{self.step} of decision {self.decision_id}"
