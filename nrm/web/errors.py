"""Error pages outside any view."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from nrm.access.problems import is_api_request, problem_response
from nrm.audit import request_id
from nrm.web.held import hold_refused


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what was sent cannot be read as a request at all."""
    if is_api_request(request):
        return problem_response(400, "This cannot be read as a request.")
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 from outside our own check of access, which writes its own sentence and page."""
    return render(request, "errors/403.html", {"sentence": "You may not do this."}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such address, or nothing there that this person may know of; both look the same."""
    if is_api_request(request):
        return problem_response(404, "This cannot be found.")
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 while the database does not answer. Rendered without the request: what a page's context reads, the
    session and the inbox, may be what has failed."""
    is_away = isinstance(sys.exception(), (OperationalError, InterfaceError))
    template, status = ("errors/503.html", 503) if is_away else ("errors/500.html", 500)
    if is_api_request(request):
        return problem_response(status, f"Something went wrong here, and not on your side: {request_id.current()}.")
    return HttpResponse(render_to_string(template, {"request_id": request_id.current()}), status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Keep what was typed when the token is of an earlier session of the same person; else say what to do."""
    return hold_refused(request) or render(request, "errors/403_csrf.html", status=403)
