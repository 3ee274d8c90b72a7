"""Decisions, their immutable versions and the steps they went through."""

from __future__ import annotations

from decisions.models.decision import Decision, DecisionStep, DecisionVersion

__all__ = ["Decision", "DecisionStep", "DecisionVersion"]
