"""Text that was typed after a session had ended, kept encrypted for one hour for the same person."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from nrm.audit.guarded import GuardedModel


class HeldForm(GuardedModel):
    """One form's fields as sent, encrypted; opened only for `person`, at `path`, until `expires_at` (UTC)."""

    token = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=500)
    sealed = models.BinaryField()
    held_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"held for {self.person_id} until {self.expires_at}"
