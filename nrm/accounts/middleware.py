"""Second factor required of everybody; one acting membership at a time, put on the request as `request.actor`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from nrm.access.permissions import Permission
from nrm.access.problems import problem_response
from nrm.accounts.second_factor import DEMO_PERSONA as DEMO_PERSONA
from nrm.accounts.second_factor import Standing, standing_of
from nrm.accounts.selectors import actor_for, current_memberships

GetResponse = Callable[[HttpRequest], HttpResponse]

ACTING_MEMBERSHIP = "nrm_acting_membership"
# What a signed-in person needs while the second factor is not set up; matched on URL names. allauth asks for the
# password again on those that change anything.
TO_SET_UP = frozenset(
    {"account_logout", "account_reauthenticate", "mfa_activate_totp", "mfa_add_webauthn", "mfa_index"}
)
# Signing out, the sign-in page and setting a password by a link need nobody to be signed in.
AT_THE_DOOR = frozenset(
    {
        "account_login",
        "account_logout",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
    }
)


class SecondFactorMiddleware:
    """Nothing opens to a signed-in session that has not passed a second factor, whatever the address or method.

    Without one on the account: pages go to setting it up. With one that this session has not passed: the session ends.
    The API answers 403. Such a session gets no `request.acting_choices`, so it has no actor either.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        held = current_memberships(request.user) if request.user.is_authenticated else []
        standing = standing_of(request, held) if request.user.is_authenticated else None
        request.second_factor = standing  # type: ignore[attr-defined]
        request.is_member = bool(held)  # type: ignore[attr-defined]
        request.acting_choices = held if standing is Standing.PASSED else []  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        standing = request.second_factor  # type: ignore[attr-defined]
        if standing in (None, Standing.PASSED) or is_public(view):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in AT_THE_DOOR or (standing is Standing.NOT_SET_UP and name in TO_SET_UP):
            return None
        if is_api(view):
            return problem_response(403, "A second factor is needed.")
        if standing is Standing.NOT_SET_UP:
            # Somebody without access sets nothing up first: they are told so at once.
            return redirect("mfa_activate_totp") if request.is_member else _no_membership(request, view)  # type: ignore[attr-defined]
        logout(request)
        messages.warning(request, "Sign in again with your second factor.")
        return redirect("account_login")


class ActingMiddleware:
    """Puts `request.actor` on the request of a signed-in person with a membership, chosen from `acting_choices`.

    The session keeps which membership acts. When that one has ended, the next takes its place in sight: a page says
    so, and whatever was being sent is not done in the other's name.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None  # type: ignore[attr-defined]
        request.acting_ended = False  # type: ignore[attr-defined]
        if request.acting_choices:  # type: ignore[attr-defined]
            self._choose(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated or not getattr(view, "declared_access", None) or is_public(view):
            return None
        actor = request.actor  # type: ignore[attr-defined]
        if actor is None:
            return _no_membership(request, view)
        if request.acting_ended:  # type: ignore[attr-defined]
            return _acting_has_changed(request, view)
        return None

    def _choose(self, request: HttpRequest) -> None:
        choices = request.acting_choices  # type: ignore[attr-defined]
        chosen = request.session.get(ACTING_MEMBERSHIP)
        acting = next((m for m in choices if m.pk == chosen), choices[0])
        request.actor = actor_for(acting)  # type: ignore[attr-defined]
        request.acting_ended = chosen is not None and acting.pk != chosen  # type: ignore[attr-defined]
        if acting.pk != chosen:
            request.session[ACTING_MEMBERSHIP] = acting.pk


def is_public(view: Any) -> bool:
    """Whether the view declares a reason for being open to everybody, instead of permissions."""
    declared = getattr(view, "declared_access", None)
    return isinstance(declared, str) and not isinstance(declared, Permission)


def is_api(view: Any) -> bool:
    """Whether the view is one of the API's, which answers in JSON and never redirects."""
    return isinstance(getattr(view, "declared_access", None), dict)


def _no_membership(request: HttpRequest, view: Any) -> HttpResponse:
    if is_api(view):
        return problem_response(403, "You have no access at the moment.")
    return render(request, "errors/no_membership.html", status=403)


def _acting_has_changed(request: HttpRequest, view: Any) -> HttpResponse | None:
    actor = request.actor  # type: ignore[attr-defined]
    sentence = f"The access you were using has ended or changed. You now act for {actor.organisation_label}."
    if is_api(view):
        return problem_response(403, sentence)
    messages.warning(request, sentence)
    return None if request.method in ("GET", "HEAD") else redirect("desks:start")
