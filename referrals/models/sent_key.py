"""With which key a machine sent a duty-to-notify report, so that a repeat adds none."""

from __future__ import annotations

from django.db import models

from nrm.audit.guarded import ImmutableModel
from referrals.models.duty_to_notify import DutyToNotify


class ReportKey(ImmutableModel):
    """The key's keyed hash, beside the report it made. A referral needs no such row: its case knows its key.

    The hash is made with the installation's secret, so that this table alone leads from nobody's key to a report; and
    a key is a random number of the sender's that says nothing of the adult (Modern Slavery Act 2015, s52(3)).
    """

    key_hash = models.CharField(max_length=64, unique=True)
    report = models.OneToOneField(DutyToNotify, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"key of report {self.report_id}"
