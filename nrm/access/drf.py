"""The base of every endpoint, and refusals as the API's answers. Its doors stand in `nrm.access.drf_defaults`."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.views import exception_handler as drf_exception_handler

from nrm.access.exceptions import NotVisible, Refused
from nrm.access.permissions import Permission
from nrm.exceptions import DomainError


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
    """Domain refusals as the API's answers: 404, 403 or 400 with the sentence."""
    translated: Exception = exc
    if isinstance(exc, NotVisible | Http404):
        translated = exceptions.NotFound()
    elif isinstance(exc, Refused):
        translated = exceptions.PermissionDenied(exc.sentence)
    elif isinstance(exc, DomainError):
        translated = exceptions.ValidationError({exc.field or "detail": [exc.sentence]})
    return drf_exception_handler(translated, context)
