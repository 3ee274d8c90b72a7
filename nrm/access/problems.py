"""Refusals of the API in one shape: RFC 9457 problem details, the same wherever in the stack a request is stopped."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

API_ROOT = "/api/"
MEDIA_TYPE = "application/problem+json"


def is_api_request(request: HttpRequest) -> bool:
    """Whether the address is below the API's, so that the answer is never a page."""
    return request.path_info.startswith(API_ROOT)


def problem(status: int, detail: str, errors: Sequence[dict[str, str]] = ()) -> dict[str, Any]:
    """The body: what went wrong in a sentence, and where single answers are at fault each key with its sentence."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    return {**body, "errors": list(errors)} if errors else body


def problem_response(status: int, detail: str, headers: dict[str, str] | None = None) -> HttpResponse:
    """The body as an answer, for what is stopped before REST framework sees it."""
    return JsonResponse(problem(status, detail), status=status, content_type=MEDIA_TYPE, headers=headers)
