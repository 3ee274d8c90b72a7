"""What this thread is doing: the request or the task under way. Log lines take their facts from here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.http import HttpRequest

from nrm.audit import request_id

NO_ROUTE = "none"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


@dataclass(frozen=True)
class Scene:
    """A request, or a task by its name."""

    request: HttpRequest | None = None
    task: str = ""


_scene: ContextVar[Scene | None] = ContextVar("nrm_scene", default=None)


@contextmanager
def playing(scene: Scene) -> Iterator[None]:
    """Hold the scene until the block ends."""
    token = _scene.set(scene)
    try:
        yield
    finally:
        _scene.reset(token)


def facts() -> dict[str, str | int]:
    """What a log line says of the scene; empty outside any. Read when asked: a route is known only after a while."""
    scene = _scene.get()
    if scene is None:
        return {}
    known: dict[str, str | int] = {"request_id": request_id.current()}
    if scene.task:
        known["task"] = scene.task
    if scene.request is not None:
        known |= {"method": method_of(scene.request), "route": route_of(scene.request), **_actor(scene.request)}
    return known


def route_of(request: HttpRequest) -> str:
    """The name of the address, never the address: that holds references, and its query what was searched for."""
    match = request.resolver_match
    return (match.view_name if match else "") or NO_ROUTE


def method_of(request: HttpRequest) -> str:
    """The method, or `other`: whoever asks may send any word."""
    method = request.method or ""
    return method if method in METHODS else "other"


def _actor(request: HttpRequest) -> dict[str, str | int]:
    """The kind of who acts and the number of their membership; nobody's name."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {}
    known: dict[str, str | int] = {"actor": actor.kind}
    if actor.membership_id is not None:
        known["membership"] = actor.membership_id
    return known
