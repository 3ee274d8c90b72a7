"""The rules of time a case can have so far: what each is called, and whether passing it makes a case overdue."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

RG_TARGET = "rg_target"
RECOVERY_PERIOD_END = "recovery_period_end"
CG_EARLIEST = "cg_earliest"


@dataclass(frozen=True)
class RuleWords:
    """`title` stands on pages and in the record. `is_target` says that somebody must act by the date: only such dates
    are what a queue is ordered by."""

    title: str
    is_target: bool


RULES = MappingProxyType(
    {
        RG_TARGET: RuleWords("Reasonable grounds target", is_target=True),
        RECOVERY_PERIOD_END: RuleWords("Recovery period, at least until", is_target=False),
        CG_EARLIEST: RuleWords("Earliest conclusive grounds decision", is_target=False),
    }
)

TARGETS = frozenset(rule for rule, words in RULES.items() if words.is_target)
