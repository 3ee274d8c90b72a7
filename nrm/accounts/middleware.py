"""Second factor required of everybody; one acting membership at a time, put on the request as `request.actor`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from nrm.accounts.selectors import actor_for, current_memberships

GetResponse = Callable[[HttpRequest], HttpResponse]

SECOND_FACTOR_SEEN = "nrm_second_factor_enrolled"
DEMO_PERSONA = "nrm_demo_persona"
ACTING_MEMBERSHIP = "nrm_acting_membership"
# Pages a person needs before the second factor exists; matched on URL names.
WITHOUT_SECOND_FACTOR = frozenset(
    {
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_authenticate",
        "mfa_activate_totp",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "mfa_reauthenticate",
        "mfa_index",
        "usersessions_list",
    }
)


class SecondFactorMiddleware:
    """Sends a signed-in person without a second factor to set one up, whatever page they asked for.

    The answer is kept in the session once it is yes: ending the second factor ends all sessions. A demo persona's
    session carries its own mark, set only where the demonstration runs.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated or self._is_enrolled(request):
            return None
        match = request.resolver_match
        if getattr(view, "login_required", True) is False or (match and match.view_name in WITHOUT_SECOND_FACTOR):
            return None
        return redirect("mfa_activate_totp")

    def _is_enrolled(self, request: HttpRequest) -> bool:
        if settings.DEMO and request.session.get(DEMO_PERSONA):
            return True
        if request.session.get(SECOND_FACTOR_SEEN):
            return True
        if is_mfa_enabled(request.user):
            request.session[SECOND_FACTOR_SEEN] = True
            return True
        return False


class ActingMiddleware:
    """Puts `request.actor` and `request.acting_choices` on the request of a signed-in person with a membership."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None  # type: ignore[attr-defined]
        request.acting_choices = []  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            choices = current_memberships(request.user)
            chosen = request.session.get(ACTING_MEMBERSHIP)
            acting = next((m for m in choices if m.pk == chosen), choices[0] if choices else None)
            request.acting_choices = choices  # type: ignore[attr-defined]
            request.actor = None if acting is None else actor_for(acting)  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        needs_actor = getattr(view, "declared_access", None) and getattr(view, "login_required", True) is not False
        if needs_actor and request.user.is_authenticated and request.actor is None:  # type: ignore[attr-defined]
            return render(request, "errors/no_membership.html", status=403)
        return None
