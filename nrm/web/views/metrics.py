"""The numbers that Prometheus reads. Without the token there is no such address."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST

from nrm.access.declared import AccessDeclared
from nrm.observe.counting import counted
from nrm.observe.measures import measured

SCHEME = "Bearer "


class Metrics(AccessDeclared):
    """Counts and measures with the bearer token of METRICS_TOKEN; 404 otherwise, and always where none is set."""

    http_method_names = ["get", "head"]
    public_reason: ClassVar[str] = "numbers for monitoring, which has no session; only with the bearer token"

    def get(self, request: HttpRequest) -> HttpResponse:
        if not has_token(request):
            raise Http404
        return HttpResponse(counted() + measured(), content_type=CONTENT_TYPE_LATEST)


def has_token(request: HttpRequest) -> bool:
    """Whether the request carries the token, compared in a time that does not tell how much of it is right."""
    given = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not given.startswith(SCHEME):
        return False
    return secrets.compare_digest(given.removeprefix(SCHEME).encode(), settings.METRICS_TOKEN.encode())
