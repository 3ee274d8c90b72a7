"""The base of every endpoint, and refusals as the API's answers. Its doors stand in `nrm.access.drf_defaults`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.views import exception_handler as drf_exception_handler

from nrm.access.exceptions import NotVisible, Refused
from nrm.access.permissions import Permission
from nrm.access.problems import MEDIA_TYPE, problem
from nrm.exceptions import DomainError, StaleForm


class Conflict(exceptions.APIException):
    """What was sent contradicts what is there."""

    status_code = 409
    default_detail = "This contradicts what is there."
    default_code = "conflict"


class KeyedRefusal(DomainError):
    """A refusal of single parts of what was sent: (key, sentence) for each."""

    def __init__(self, sentence: str, by_key: Iterable[tuple[str, str]]) -> None:
        super().__init__(sentence)
        self.by_key = tuple(by_key)


class ApiView(APIView):
    """Base of every endpoint. `permissions` maps the HTTP method, or a viewset's action, to a permission."""

    permissions: dict[str, Permission] = {}

    @classmethod
    def as_view(cls, *args: Any, **kwargs: Any) -> Any:
        if not cls.permissions:
            raise TypeError(f"{cls.__qualname__} must declare its permissions")
        view = super().as_view(*args, **kwargs)
        view.declared_access = cls.permissions  # type: ignore[attr-defined]
        return view

    def declared_permission(self) -> Permission | None:
        action = getattr(self, "action", None) or (self.request.method or "").lower()
        return self.permissions.get(action)

    @property
    def actor(self) -> Any:
        return self.request._request.actor  # type: ignore[attr-defined]


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Every refusal as problem details with its sentence: 404, 403, 409 or 400, the last also by single answer."""
    translated = _translated(exc)
    response = drf_exception_handler(translated, context)
    if response is None:
        return None
    detail, errors = _words_of(exc, translated)
    headers = {name: value for name, value in response.items() if name != "Content-Type"}
    return Response(
        problem(response.status_code, detail, errors), response.status_code, headers=headers, content_type=MEDIA_TYPE
    )


def _translated(exc: Exception) -> Exception:
    if isinstance(exc, NotVisible | Http404):
        return exceptions.NotFound("This cannot be found.")
    if isinstance(exc, Refused):
        return exceptions.PermissionDenied(exc.sentence)
    if isinstance(exc, StaleForm):
        return Conflict(exc.sentence)
    return exceptions.ValidationError(exc.sentence) if isinstance(exc, DomainError) else exc


def _words_of(exc: Exception, translated: Exception) -> tuple[str, Sequence[dict[str, str]]]:
    """The sentence of the whole, and a sentence by key where the refusal has them."""
    if isinstance(exc, KeyedRefusal):
        return exc.sentence, [{"key": key, "sentence": sentence} for key, sentence in exc.by_key]
    if isinstance(exc, DomainError):
        return exc.sentence, [{"key": exc.field, "sentence": exc.sentence}] if exc.field else []
    return str(getattr(translated, "detail", translated)), []
