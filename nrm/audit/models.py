"""The record: one row for every write and every read of personal data. Append-only, in monthly partitions."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from nrm.audit.guarded import RowIsImmutable


class AuditEvent(models.Model):
    """What was done or read, by whom, acting for whom. Labels are copied so that the row reads alone.

    No foreign keys: the record outlives what it speaks of. `payload` holds ids and names of fields, never free text
    about people. `shown_case_ids` are the cases a list or search put on a screen.
    """

    id = models.BigAutoField(primary_key=True)
    occurred_at = models.DateTimeField()
    event = models.TextField()
    is_read = models.BooleanField(default=False)
    actor_kind = models.TextField()
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.TextField()
    actor_role = models.TextField(blank=True)
    organisation_id = models.BigIntegerField(null=True)
    organisation_label = models.TextField(blank=True)
    case_id = models.BigIntegerField(null=True)
    case_reference = models.TextField(blank=True)
    subject_type = models.TextField(blank=True)
    subject_id = models.TextField(blank=True)
    shown_case_ids = ArrayField(models.BigIntegerField(), null=True)
    payload = models.JSONField(default=dict)
    request_id = models.TextField(blank=True)

    class Meta:
        db_table = "audit_event"
        indexes = [
            models.Index(fields=["case_id", "-occurred_at"], name="audit_by_case"),
            models.Index(fields=["actor_id", "-occurred_at"], name="audit_by_actor"),
            models.Index(fields=["-occurred_at", "-id"], name="audit_by_time"),
            GinIndex(fields=["shown_case_ids"], name="audit_by_shown_case"),
            models.Index(fields=["case_reference"], condition=~models.Q(case_reference=""), name="audit_by_reference"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.occurred_at:%Y-%m-%d %H:%M}"

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise RowIsImmutable("audit events are never changed")
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        raise RowIsImmutable("audit events are never removed")
