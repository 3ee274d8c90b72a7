"""What REST framework asks before every view: who it is, and whether the view declared a permission they hold.

Apart from `nrm.access.drf`, because REST framework imports these while it imports its own views.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.permissions import BasePermission  # noqa: TID251  this is the module that may
from rest_framework.request import Request

from nrm.access.permissions import Permission

CHALLENGE = 'Bearer realm="NRM casework"'


class MachineAuthentication(BaseAuthentication):
    """A machine that `nrm.accounts.machine_middleware` knew by its token. No cookie carries it, so no CSRF is asked."""

    def authenticate(self, request: Request) -> tuple[AnonymousUser, str] | None:
        actor = getattr(request._request, "actor", None)
        return (AnonymousUser(), actor.kind) if actor is not None and actor.kind == "machine" else None

    def authenticate_header(self, request: Request) -> str:
        return CHALLENGE


class ActingSessionAuthentication(SessionAuthentication):
    """The browser's session, second factor and acting organisation included, because the middleware has run."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"


class DeclaredPermission(BasePermission):
    """Denies unless the view declares a permission for this action and the actor's role holds it; 404 for an addressed
    thing, 403 for a list."""

    def has_permission(self, request: Request, view: Any) -> bool:
        actor = getattr(request._request, "actor", None)
        declared: Permission | None = view.declared_permission()
        if actor is None or declared is None:
            return False
        if declared not in actor.permissions and view.kwargs:
            raise Http404  # to a role that may not open it, the thing an address names does not exist
        return declared in actor.permissions
