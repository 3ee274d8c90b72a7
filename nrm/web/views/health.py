"""Is the process alive, and can it do its work. Answered before any other middleware, so that a dead database or an
unknown host name cannot hide the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from redis.exceptions import RedisError

from nrm.access.declared import AccessDeclared

OK = "ok"


class Healthz(AccessDeclared):
    """Says `ok` as long as the process answers; asks nothing of anything else."""

    public_reason: ClassVar[str] = "liveness probe; says nothing but ok"

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse("ok", content_type="text/plain")


class Readyz(AccessDeclared):
    """Names each dependency with `ok` or what is wrong in two words; 200 when all are, else 503."""

    public_reason: ClassVar[str] = "readiness probe; names dependencies, no data"

    def get(self, request: HttpRequest) -> HttpResponse:
        found = {name: look() for name, look in DEPENDENCIES.items()}
        is_ready = all(answer == OK for answer in found.values())
        return JsonResponse({"ready": is_ready, **found}, status=200 if is_ready else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except DatabaseError:
        return "no answer"
    return OK


def _redis() -> str:
    try:
        cache.get("readyz")
    except (RedisError, OSError):
        return "no answer"
    return OK


def _migrations() -> str:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "unknown"
    return "not applied" if waiting else OK


DEPENDENCIES: dict[str, Callable[[], str]] = {"database": _database, "redis": _redis, "migrations": _migrations}


class ProbeMiddleware:
    """Answers the two probes at once. Their routes stay declared, so that the walk over all addresses sees them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.probes: dict[str, Callable[..., Any]] = {"/healthz": Healthz.as_view(), "/readyz": Readyz.as_view()}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        probe = self.probes.get(request.path_info)
        return self.get_response(request) if probe is None else probe(request)
