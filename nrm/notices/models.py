"""The transactional outbox and the in-app inbox. What must be told is a row first; no personal data in either."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from nrm.audit.guarded import GuardedModel

OUTBOX_STATES = ["queued", "sending", "sent", "unknown", "failed"]
# The error of a row that failed because its person has left; nobody needs to look into it.
LEFT = "left"


class OutboxRow(GuardedModel):
    """One email to one person, queued in the transaction that makes it due. `key` makes a repeat impossible.

    queued → sending (claimed, committed) → sent | failed (the server refused, may be tried again; or `left`: the
    person has no role in the organisation any more) | unknown (the process died or the answer was lost between sending
    and marking: never sent again by itself).
    """

    key = models.CharField(max_length=200, unique=True)
    notice = models.CharField(max_length=60)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("accounts.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", null=True, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, default="queued", choices=[(s, s) for s in OUTBOX_STATES])
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    not_before = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=OUTBOX_STATES), name="outbox_state_known"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent"), name="outbox_sent_at"
            ),
        ]
        indexes = [
            models.Index(fields=["not_before"], condition=Q(state="queued"), name="outbox_due"),
            models.Index(fields=["claimed_at"], condition=Q(state="sending"), name="outbox_claimed"),
            models.Index(fields=["state", "queued_at"], condition=~Q(state="sent"), name="outbox_unsent"),
        ]

    def __str__(self) -> str:
        return f"{self.notice} {self.state}"


class InboxItem(GuardedModel):
    """One notice on a person's in-app inbox, for the organisation they act for. Speaks of a case by reference only."""

    key = models.CharField(max_length=200, unique=True)
    notice = models.CharField(max_length=60)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("accounts.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", null=True, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "organisation", "-made_at"], name="inbox_newest"),
            models.Index(fields=["person", "organisation"], condition=Q(read_at=None), name="inbox_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.notice} for {self.person_id}"
