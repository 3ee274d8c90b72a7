"""That somebody was reminded of a date: once for each kind, whatever dies and begins again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from deadlines.enums import ReminderKind
from nrm.audit.guarded import GuardedModel

KINDS = [kind.value for kind in ReminderKind]


class Reminder(GuardedModel):
    """Written in the transaction that queues its notices, so that there is one where people were told, and no other."""

    deadline = models.ForeignKey("deadlines.Deadline", on_delete=models.PROTECT, related_name="reminders")
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in KINDS])
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["deadline", "kind"], name="reminded_once"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="reminder_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of deadline {self.deadline_id}"
