"""How far an invented case has come: the stages, what happened to a case that stands there, and their shares."""

from __future__ import annotations

_TO_WORK = ("route", "allocate")
_DRAFTED = ("save_draft",)
_SENT = (*_DRAFTED, "send_to_second_caseworker")
_RETURNED = (*_SENT, "return_with_comments")
_APPROVED = (*_SENT, "approve")
_POSITIVE = (*_DRAFTED, "issue")
_NEGATIVE = (*_APPROVED, "issue")

# What happened up to the reasonable grounds decision, as names of transitions of cases and decisions.
RG_STEPS_TO: dict[str, tuple[str, ...]] = {
    "submitted": (),
    "routed": ("route",),
    "allocated": _TO_WORK,
    "drafted": (*_TO_WORK, *_DRAFTED),
    "with_second_caseworker": (*_TO_WORK, *_SENT),
    "returned": (*_TO_WORK, *_RETURNED),
    "approved": (*_TO_WORK, *_APPROVED),
    "rg_negative": (*_TO_WORK, *_NEGATIVE),
    "rg_positive": (*_TO_WORK, *_POSITIVE),
}
# And then up to the conclusive grounds decision.
CG_STEPS_TO: dict[str, tuple[str, ...]] = {
    "cg_drafted": _DRAFTED,
    "cg_with_second_caseworker": _SENT,
    "cg_returned": _RETURNED,
    "cg_approved": _APPROVED,
    "cg_positive": _POSITIVE,
    "cg_negative": _NEGATIVE,
}
EVERY_STAGE = (*RG_STEPS_TO, *CG_STEPS_TO)
HAS_POSITIVE_RG = frozenset({"rg_positive", *CG_STEPS_TO})
RG_DECIDED = frozenset({"rg_negative", *HAS_POSITIVE_RG})
CG_DECIDED = frozenset({"cg_positive", "cg_negative"})

# Of a hundred cases. Of the reasonable grounds decisions 61 in a hundred were positive (62 to 64 in the second half of
# 2025), of the conclusive grounds decisions 70 (68 in the third quarter of 2025, 73 in the fourth). Work in hand is a
# larger share than in life, so that there is something to do.
STAGES = (
    ("submitted", 8),
    ("routed", 5),
    ("allocated", 12),
    ("drafted", 6),
    ("with_second_caseworker", 4),
    ("returned", 2),
    ("approved", 1),
    ("rg_negative", 24),
    ("rg_positive", 11),
    ("cg_drafted", 3),
    ("cg_with_second_caseworker", 2),
    ("cg_returned", 1),
    ("cg_approved", 1),
    ("cg_positive", 14),
    ("cg_negative", 6),
)


def rg_steps(stage: str) -> tuple[str, ...]:
    """The steps up to the reasonable grounds decision of a case that stands there."""
    return RG_STEPS_TO["rg_positive" if stage in CG_STEPS_TO else stage]


def cg_steps(stage: str) -> tuple[str, ...]:
    """The steps of its conclusive grounds decision; none where that has not been begun."""
    return CG_STEPS_TO.get(stage, ())
