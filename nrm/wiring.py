"""What sets off what, in one screen: events → handlers above them, permissions → state policies, the questions.

Dotted names, because the lower app must not import the higher one; `nrm/checks.py` checks that each exists and has the
right signature. A handler is an action, runs in the same transaction and emits nothing itself.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.utils.module_loading import import_string

HANDLERS: dict[str, tuple[str, ...]] = {
    "referrals.events.ReferralSubmitted": ("deadlines.actions.clocks.set_reasonable_grounds_target",),
    "decisions.events.ReasonableGroundsIssued": (
        "deadlines.actions.clocks.start_recovery_period",
        "support.actions.opening.open_support_package",
    ),
    "decisions.events.ConclusiveGroundsIssued": (
        "deadlines.actions.clocks.start_move_on",
        "support.actions.telling.tell_of_conclusive_grounds",
    ),
}

# permission → a function (thing, actor) that raises `Refused` with a sentence when the thing's state forbids it
STATE_POLICIES: dict[str, str] = {
    "cases.route": "cases.policies.check_can_route",
    "cases.allocate": "cases.policies.check_can_allocate",
    "decisions.draft_rg": "decisions.policies.check_can_draft_reasonable_grounds",
    "decisions.check_rg": "decisions.policies.check_can_check_reasonable_grounds",
    "decisions.issue_rg": "decisions.policies.check_can_issue_reasonable_grounds",
    "decisions.draft_cg": "decisions.policies.check_can_draft_conclusive_grounds",
    "decisions.check_cg": "decisions.policies.check_can_check_conclusive_grounds",
    "decisions.issue_cg": "decisions.policies.check_can_issue_conclusive_grounds",
    "support.allocate_provider": "support.policies.check_can_allocate_provider",
    "support.answer_offer": "support.policies.check_can_answer_offer",
    "support.record": "support.policies.check_can_record_support",
    "support.end": "support.policies.check_can_end_support",
}

# rule of a deadline → (case_id) -> the memberships reminded of it beside the deciding authority's
ALSO_REMINDED: dict[str, str] = {
    "move_on_after_positive_cg": "support.selectors.supporters_of",
    "move_on_after_negative_cg": "support.selectors.supporters_of",
}

# () -> the numbers a room has for monitoring, as nrm.observe.measures.Measure
MEASURES: tuple[str, ...] = (
    "nrm.observe.queue.tasks",
    "nrm.notices.measures.outbox",
    "nrm.web.measures.held_forms",
    "deadlines.measures.dates",
)

# (membership_id, actor) -> nrm.accounts.selectors.OpenWork: what would be left behind when the access ends
OPEN_WORK = "cases.selectors.open_work_of_member"

# (case_id, kind, outcome) -> the memberships told of a decision issued now, beside those of whoever referred
ALSO_TOLD = "support.selectors.also_told_of_decision"

# (person_id, organisation_id) -> bool: whether the person still has a role there; asked before an email goes out
STILL_BELONGS = "nrm.accounts.selectors.still_belongs"


def emit(fact: Any) -> None:
    """Call every handler wired to the fact's type, in order, in the running transaction."""
    name = f"{type(fact).__module__}.{type(fact).__qualname__}"
    for handler in HANDLERS.get(name, ()):
        _load(handler)(fact=fact)


def state_policy(permission: str) -> Callable[[Any, Any], None] | None:
    """The policy wired to a permission, or None when state never forbids it."""
    name = STATE_POLICIES.get(permission)
    return None if name is None else _load(name)


def also_reminded(rule: str, case_id: int) -> list[Any]:
    """The memberships that whoever looks after the person names for a reminder of that rule; empty for most rules."""
    name = ALSO_REMINDED.get(rule)
    return [] if name is None else list(_load(name)(case_id))


def open_work(membership_id: int, actor: Any) -> Any:
    """The answer of whoever above the kernel knows what a member works on."""
    return _load(OPEN_WORK)(membership_id, actor)


def also_told(case_id: int, kind: Any, outcome: Any) -> list[Any]:
    """The memberships that whoever looks after the person tells of a decision issued now."""
    return list(_load(ALSO_TOLD)(case_id, kind, outcome))


def still_belongs(person_id: int, organisation_id: int) -> bool:
    """The answer of whoever knows memberships: notices stand below them."""
    return bool(_load(STILL_BELONGS)(person_id, organisation_id))


def measures() -> dict[str, Callable[[], Any]]:
    """What monitoring asks, by name."""
    return {name: _load(name) for name in MEASURES}


@functools.cache
def _load(dotted_name: str) -> Callable[..., Any]:
    loaded: Callable[..., Any] = import_string(dotted_name)
    return loaded
