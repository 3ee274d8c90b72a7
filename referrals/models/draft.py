"""Half-done work of an organisation. A draft is no case: submitting or disposing removes it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models

from nrm.access.permissions import Permission
from nrm.audit.guarded import GuardedModel

if TYPE_CHECKING:
    from nrm.access.actors import Actor


class Draft(GuardedModel):
    """Answers so far, `{key: {value, state, precision}}`. `version` rises with every save, so that two tabs or two
    people cannot overwrite each other."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    started_by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    changed_by_label = models.CharField(max_length=200)
    question_set = models.CharField(max_length=20)
    answers = models.JSONField(default=dict)
    own_reference = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "-changed_at"], name="drafts_of_organisation")]

    def __str__(self) -> str:
        return f"draft {self.pk}"

    def is_within_reach_of(self, actor: Actor) -> bool:
        return self.organisation_id in actor.reach and Permission.DRAFT_REFERRAL in actor.permissions
