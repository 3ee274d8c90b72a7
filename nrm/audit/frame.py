"""Actions: the only writers. One transaction each, and an error when nothing was recorded.

Guarded models ask `in_action()` before they are written; `unguarded()` is for factories and the bulk loader only.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")


class UnauditedAction(Exception):
    """An action ended without recording what it did."""


class WriteOutsideAction(Exception):
    """A guarded model was written outside an action."""


@dataclass
class Frame:
    """One running action: its name and the events it has recorded."""

    name: str
    recorded: list[str] = field(default_factory=list)


_frame: ContextVar[Frame | None] = ContextVar("nrm_action_frame", default=None)
_unguarded: ContextVar[bool] = ContextVar("nrm_unguarded", default=False)


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Run in one transaction as an action; raise `UnauditedAction`, and so undo it, when nothing was recorded."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        frame = Frame(f"{function.__module__}.{function.__qualname__}")
        token = _frame.set(frame)
        try:
            with transaction.atomic():
                result = function(*args, **kwargs)
                if not frame.recorded:
                    raise UnauditedAction(f"{frame.name} recorded no audit event")
                return result
        finally:
            _frame.reset(token)

    run.is_action = True  # type: ignore[attr-defined]
    return run


def current_frame() -> Frame | None:
    """The innermost running action, if any."""
    return _frame.get()


def require_action(what: str) -> None:
    """Refuse a write of a guarded model that no action makes."""
    if _frame.get() is None and not _unguarded.get():
        raise WriteOutsideAction(f"{what} is written only inside an @action")


@contextlib.contextmanager
def unguarded() -> Iterator[None]:
    """Let factories and the bulk loader write guarded models directly."""
    token = _unguarded.set(True)
    try:
        yield
    finally:
        _unguarded.reset(token)
