"""The one check every view and action makes: role, reach, state."""

from __future__ import annotations

from typing import Protocol

from nrm import wiring
from nrm.access.actors import Actor
from nrm.access.exceptions import NotVisible, Refused, RefusedByRole
from nrm.access.permissions import Permission
from nrm.access.roles import Role
from nrm.access.words import refusal_by_role


class Reachable(Protocol):
    """A thing that knows whether an actor's reach extends to it."""

    def is_within_reach_of(self, actor: Actor) -> bool: ...


def check(actor: Actor, permission: Permission, obj: Reachable | None = None) -> None:
    """Raise unless the actor's role holds the permission, their reach extends to `obj`, and its state allows it.

    Order matters: reach before role when there is an object, so that a refusal never tells that the object exists.
    """
    if obj is not None and not obj.is_within_reach_of(actor):
        raise NotVisible
    if permission not in actor.permissions:
        raise RefusedByRole(_refused_by_role(actor, permission))
    if obj is None:
        return
    policy = wiring.state_policy(permission.value)
    if policy is not None:
        policy(obj, actor)


def allows(actor: Actor, permission: Permission, obj: Reachable | None = None) -> bool:
    """Whether `check` would pass; for showing links and buttons."""
    try:
        check(actor, permission, obj)
    except (NotVisible, Refused):
        return False
    return True


def refusal(actor: Actor, permission: Permission, obj: Reachable | None = None) -> str:
    """The sentence `check` would refuse with, or an empty string; shown beside a disabled button."""
    try:
        check(actor, permission, obj)
    except Refused as refused:
        return refused.sentence
    except NotVisible:
        return "This cannot be found."
    return ""


def _refused_by_role(actor: Actor, permission: Permission) -> str:
    return "The system may not do this." if actor.kind == "system" else refusal_by_role(Role(actor.role), permission)
