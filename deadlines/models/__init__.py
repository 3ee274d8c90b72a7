"""Stored dates: what a rule said of a case, with why; and that somebody was reminded of one."""

from __future__ import annotations

from deadlines.models.deadline import Deadline
from deadlines.models.reminder import Reminder

__all__ = ["Deadline", "Reminder"]
