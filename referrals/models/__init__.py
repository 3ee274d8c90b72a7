"""Intake: drafts, submitted referrals and duty-to-notify records."""

from __future__ import annotations

from referrals.models.draft import Draft
from referrals.models.duty_to_notify import DutyToNotify
from referrals.models.referral import AnswersVersion, Referral
from referrals.models.sent_key import ReportKey

__all__ = ["AnswersVersion", "Draft", "DutyToNotify", "Referral", "ReportKey"]
