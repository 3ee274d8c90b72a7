"""Every address of the system, walked from the root of the resolver."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """One address: its URL name with its namespaces, the names of its arguments, and what it calls."""

    name: str
    arguments: tuple[str, ...]
    view: Callable[..., Any]

    @property
    def is_ours(self) -> bool:
        return self.view.__module__.split(".")[0] in {"nrm", "cases", "referrals", "decisions", "support", "desks"}

    @property
    def methods(self) -> frozenset[str]:
        """The methods it answers, of GET and POST."""
        view_class = getattr(self.view, "view_class", None) or getattr(self.view, "cls", None)
        return frozenset(method for method in ("GET", "POST") if hasattr(view_class, method.lower()))


def routes() -> list[Route]:
    """Every route, included URL configurations walked through."""
    return list(_walk(get_resolver().url_patterns, namespaces=(), arguments=()))


def _walk(
    patterns: list[URLPattern | URLResolver], *, namespaces: tuple[str, ...], arguments: tuple[str, ...]
) -> Iterator[Route]:
    for pattern in patterns:
        here = (*arguments, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            below = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern.url_patterns, namespaces=below, arguments=here)
        else:
            yield Route(":".join((*namespaces, pattern.name or "")), here, pattern.callback)
