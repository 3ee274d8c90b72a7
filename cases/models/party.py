"""Which organisation takes part in a case as what. Lists start here."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from cases.enums import PartyStatus
from nrm.access.roles import Capacity
from nrm.audit.guarded import GuardedModel

CAPACITIES = [capacity.value for capacity in Capacity]
PARTY_STATUSES = [status.value for status in PartyStatus]
ACTIVE, ENDED = PartyStatus.ACTIVE.value, PartyStatus.ENDED.value


class CaseParty(GuardedModel):
    """One organisation's part in one case. `case_status`, `due_on`, `received_on` and `caseworker` are copies that
    the same action changes together with the case (`cases.actions.standing`), so that a list is one index."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="parties")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=30, choices=[(c, c) for c in CAPACITIES])
    party_status = models.CharField(max_length=10, choices=[(s, s) for s in PARTY_STATUSES], default=ACTIVE)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    case_status = models.CharField(max_length=20)
    received_on = models.DateField()
    due_on = models.DateField(null=True)
    caseworker = models.ForeignKey("accounts.Membership", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(capacity__in=CAPACITIES), name="party_capacity_known"),
            models.CheckConstraint(condition=Q(party_status__in=PARTY_STATUSES), name="party_status_known"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="party_dates_in_order"),
            models.CheckConstraint(
                condition=Q(party_status=ENDED, until__isnull=False) | (~Q(party_status=ENDED) & Q(until=None)),
                name="party_ended_when_until_is_set",
            ),
            models.UniqueConstraint(
                fields=["case", "organisation", "capacity"], condition=Q(party_status=ACTIVE), name="party_once"
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(party_status=ACTIVE, capacity=Capacity.COMPETENT_AUTHORITY.value),
                name="one_competent_authority",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "capacity", "case_status", "due_on", "case"],
                condition=Q(party_status=ACTIVE),
                name="party_by_status_and_due",
            ),
            models.Index(
                fields=["organisation", "capacity", "due_on", "case"],
                condition=Q(party_status=ACTIVE),
                name="party_by_due",
            ),
            models.Index(
                fields=["organisation", "capacity", "-received_on", "-case"],
                condition=Q(party_status=ACTIVE),
                name="party_by_received",
            ),
            models.Index(
                fields=["organisation", "caseworker", "due_on", "case"],
                condition=Q(party_status=ACTIVE),
                name="party_by_caseworker",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} as {self.capacity} in {self.case_id}"
