"""Is the process alive, and can it do its work. Answered before any other middleware, so that a dead database or an
unknown host name cannot hide the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from nrm.access.declared import AccessDeclared
from nrm.celery import app
from nrm.web.views.metrics import Metrics, has_token

OK = "ok"
PATIENCE_SECONDS = 2
_all_applied = False


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
    except Error:
        return "no answer"
    return OK


def _redis() -> str:
    try:
        cache.get("readyz")
    except (RedisError, OSError):
        return "no answer"
    return OK


def _migrations() -> str:
    """Compares the files with the table. Once all are applied that is remembered: the probe comes every few seconds,
    and this process's files do not change."""
    global _all_applied
    if _all_applied:
        return OK
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return "unknown"
    _all_applied = not waiting
    return "not applied" if waiting else OK


def _broker() -> str:
    """Whether a task could be handed over: the same server as the cache today, asked the way Celery asks."""
    try:
        with app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=PATIENCE_SECONDS)
    except (OperationalError, RedisError, OSError):
        return "no answer"
    return OK


DEPENDENCIES: dict[str, Callable[[], str]] = {
    "database": _database,
    "redis": _redis,
    "broker": _broker,
    "migrations": _migrations,
}


class ProbeMiddleware:
    """Answers probes and monitoring at once. Their routes stay declared, so the walk over all addresses sees them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.probes: dict[str, Callable[..., Any]] = {"/healthz": Healthz.as_view(), "/readyz": Readyz.as_view()}
        self.metrics: Callable[..., Any] = Metrics.as_view()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Without the token the request goes the way of any unknown address.
        is_monitoring = request.path_info == "/metrics" and has_token(request)
        probe = self.metrics if is_monitoring else self.probes.get(request.path_info)
        return self.get_response(request) if probe is None else probe(request)
