"""The database transaction around a whole response, the refusal of undeclared views, and refusals as pages."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from nrm.access.declared import SAFE_METHODS
from nrm.access.exceptions import NotVisible, Refused
from nrm.access.problems import is_api_request, problem_response
from nrm.access.refusals import note_refusal
from nrm.access.third_party import THIRD_PARTY

logger = logging.getLogger(__name__)
GetResponse = Callable[[HttpRequest], HttpResponse]


def set_reach(organisation_ids: frozenset[int]) -> None:
    """Tell the database whose rows this transaction may reach; for row-level security. Lasts until the commit."""
    reach = ",".join(str(pk) for pk in sorted(organisation_ids))
    with connection.cursor() as cursor:
        cursor.execute("select set_config('nrm.reach', %s, true)", [reach])


class ReachTransactionMiddleware:
    """One transaction around the whole response, so that a lazily rendered template still runs inside it.

    A page that may write runs in a savepoint of its own within it (`AccessDeclared.dispatch`; `ATOMIC_REQUESTS` for
    views that are not ours), so that one that raises is undone before the error page is made. A page that only shows
    has no savepoint: when it is refused or fails, the whole transaction is undone. A refusal is recorded after that, in
    a transaction of its own.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = getattr(request, "actor", None)
        with transaction.atomic():
            if actor is not None:
                set_reach(actor.reach)
            response = self.get_response(request)
            if response.status_code >= (400 if request.method in SAFE_METHODS else 500):
                transaction.set_rollback(True)
        note_refusal(request, actor, response.status_code)
        return response


class DeclaredAccessMiddleware:
    """Shuts every routed callable that declares neither a permission nor a public reason."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if getattr(view, "declared_access", None):
            return None
        match = request.resolver_match
        if match is not None and match.view_name in THIRD_PARTY:
            return None
        logger.error("refused an undeclared view: %s", getattr(view, "__qualname__", view))
        if is_api_request(request):
            return problem_response(403, "This is not open.")
        return render(request, "errors/403.html", {"sentence": "This page is not open."}, status=403)


class RefusalMiddleware:
    """Turns the two refusals into pages: invisible is 404, not allowed is 403 with its sentence."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotVisible | Http404):
            return render(request, "errors/404.html", status=404)
        if isinstance(exception, Refused):
            return render(
                request, "errors/403.html", {"sentence": exception.sentence, "by_role": exception.by_role}, status=403
            )
        return None


class PrivateResponseMiddleware:
    """No page is kept by a browser or a proxy, or shows inside another site."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Cache-Control", "no-store")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        response.setdefault("X-Robots-Tag", "noindex")
        return response
