"""One date of one case, with the rule that made it and the words that explain it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

from deadlines.domain.compute import Computed
from nrm.audit.guarded import GuardedModel

if TYPE_CHECKING:
    from nrm.access.actors import Actor


class Deadline(GuardedModel):
    """`started_on` and `due_on` are Europe/London dates. Overdue is a comparison made when read; nothing counts."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="deadlines")
    rule = models.CharField(max_length=40)
    rule_version = models.CharField(max_length=40)
    started_on = models.DateField()
    due_on = models.DateField()
    calendar = models.CharField(max_length=60, blank=True)
    counting = models.CharField(max_length=30)
    skipped = models.JSONField(default=list)
    explanation = models.TextField()
    source = models.TextField()
    confidence = models.CharField(max_length=20)
    set_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "rule"], condition=Q(met_at=None), name="one_running_deadline_a_rule"
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("started_on")), name="deadline_not_before_its_start"),
        ]
        indexes = [models.Index(fields=["rule", "due_on"], condition=Q(met_at=None), name="deadlines_running_by_rule")]

    def __str__(self) -> str:
        return f"{self.rule} of case {self.case_id}: {self.due_on}"

    @staticmethod
    def columns_of(computed: Computed) -> dict[str, Any]:
        """What a computed date puts into the columns, beside the case and when it was set."""
        return {
            "rule": computed.rule,
            "rule_version": computed.version,
            "started_on": computed.started_on,
            "due_on": computed.due_on,
            "calendar": computed.calendar,
            "counting": computed.counting.value,
            "skipped": [{"date": day.isoformat(), "name": name} for day, name in computed.skipped],
            "explanation": computed.explanation,
            "source": computed.source,
            "confidence": computed.confidence.value,
        }

    def is_within_reach_of(self, actor: Actor) -> bool:
        return self.case.is_within_reach_of(actor)
