"""The rules of time a case can have so far: what each is called, and whether passing it makes a case overdue."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

RG_TARGET = "rg_target"
RECOVERY_PERIOD_END = "recovery_period_end"
CG_EARLIEST = "cg_earliest"
MOVE_ON_AFTER_POSITIVE = "move_on_after_positive_cg"
MOVE_ON_AFTER_NEGATIVE = "move_on_after_negative_cg"
# Not a clock of a case: until when somebody may ask for a negative decision to be reconsidered.
RECONSIDERATION_LIMIT = "reconsideration_limit"


@dataclass(frozen=True)
class RuleWords:
    """`title` stands on pages and in the record. `is_target` says that somebody must act by the date: only such dates
    are what a queue is ordered by. `is_of_support` says that it concerns people in support, of whom the referrer is
    told nothing."""

    title: str
    is_target: bool
    is_of_support: bool = False


RULES = MappingProxyType(
    {
        RG_TARGET: RuleWords("Reasonable grounds target", is_target=True),
        RECOVERY_PERIOD_END: RuleWords("Recovery period, at least until", is_target=False),
        CG_EARLIEST: RuleWords("Earliest conclusive grounds decision", is_target=False),
        MOVE_ON_AFTER_POSITIVE: RuleWords("Move-on support, at least until", is_target=False, is_of_support=True),
        MOVE_ON_AFTER_NEGATIVE: RuleWords("Move-on support until", is_target=False, is_of_support=True),
    }
)

TARGETS = frozenset(rule for rule, words in RULES.items() if words.is_target)
OF_SUPPORT = frozenset(rule for rule, words in RULES.items() if words.is_of_support)
MOVE_ON = MappingProxyType({"positive": MOVE_ON_AFTER_POSITIVE, "negative": MOVE_ON_AFTER_NEGATIVE})
