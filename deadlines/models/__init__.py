"""Stored dates: what a rule said of a case, with why."""

from __future__ import annotations

from deadlines.models.deadline import Deadline

__all__ = ["Deadline"]
