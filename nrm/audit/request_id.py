"""The identifier that ties together all events of one request, task or command."""

from __future__ import annotations

import uuid
from contextvars import ContextVar

_request_id: ContextVar[str] = ContextVar("nrm_request_id", default="")


def current() -> str:
    """The identifier of the work under way, or an empty string outside any."""
    return _request_id.get()


def begin() -> str:
    """Start a new piece of work and return its identifier."""
    fresh = uuid.uuid4().hex
    _request_id.set(fresh)
    return fresh
