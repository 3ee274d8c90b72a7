"""Text typed after the session had ended: held, encrypted, for one hour, given back only to the same person.

Each of our forms carries a signed mark of who it was made for (`author_token`), at which address and in which browser.
When a POST arrives signed out, with a valid mark, the fields are sealed into a row and the person is sent to sign in;
the page they return to shows the text again, unsaved. Nobody else's sign-in opens it.

The browser is known by a random cookie of its own, which no page shows: the session's key, which would do otherwise, is
gone when the mark is needed. So a mark read off somebody's page is worth nothing in another browser.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from nrm import clock
from nrm.access.actors import SystemActor, SystemName
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from nrm.web.models import HeldForm
from nrm.web.sealing import box

PURPOSE = "nrm.held"
KEPT_FOR = dt.timedelta(hours=1)
MARK_VALID_FOR = dt.timedelta(hours=24)
MARK_FIELD = "_author"
TOKEN_PARAMETER = "held"  # noqa: S105  the name of a query parameter
NEVER_HELD = frozenset({MARK_FIELD, "csrfmiddlewaretoken"})
# A mark can be sent again and again by whoever has it: what is kept for one person is bounded, newest first. A form
# of ours is smaller than this: fields take 100,000 characters each.
MOST_HELD = 20
MOST_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class Mark:
    """Whom a form was made for: the person, and the membership they acted in."""

    person_id: int
    acting: int | None


def author_token(request: HttpRequest) -> str:
    """The signed mark of the person a form is made for, of whom they act for, of this address and this browser; empty
    for a visitor."""
    if not request.user.is_authenticated:
        return ""
    acting = getattr(getattr(request, "actor", None), "membership_id", None)
    mark = {"person": request.user.pk, "acting": acting, "path": request.path, "browser": _browser(request)}
    return signing.dumps(mark, salt=PURPOSE)


class HeldFormMiddleware:
    """Holds what would otherwise be lost: a form sent signed out, or sent after its person began to act for another
    organisation than the one it was opened for. Only forms of our own pages, only with a valid mark."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        made = getattr(request, "browser_made", "")
        if made:
            secure = settings.SESSION_COOKIE_SECURE
            response.set_cookie(browser_cookie(), made, secure=secure, httponly=True, samesite="Lax")
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        mark = _mark_of(request, view)
        if mark is None:
            return None
        if not request.user.is_authenticated:
            return _hold_and_leave(request, mark)
        actor = getattr(request, "actor", None)
        if actor is None or mark.person_id != request.user.pk or mark.acting == actor.membership_id:
            return None
        messages.warning(
            request,
            f"You now act for {actor.organisation_label}. When you opened this form you acted in another role or for "
            "another organisation. What you typed is here, and nothing was sent.",
        )
        return _hold_and_leave(request, mark)


def hold_refused(request: HttpRequest) -> HttpResponse | None:
    """For a form refused because its CSRF token is of an earlier session: hold it for its own person, else None.

    That happens to somebody who signed in again in another tab while typing. A forged request has no valid mark.
    """
    match = request.resolver_match
    mark = _mark_of(request, match.func if match else None)
    if mark is None or (request.user.is_authenticated and request.user.pk != mark.person_id):
        return None
    return _hold_and_leave(request, mark)


@action
def hold(*, person_id: int, path: str, fields: QueryDict, by: SystemActor) -> str | None:
    """Seal the fields for an hour; returns the token that the person's next visit carries.

    None for more than `MOST_BYTES`, which no form of ours sends. Beyond `MOST_HELD` the person's oldest is forgotten.
    """
    kept = json.dumps({name: fields.getlist(name) for name in fields if name not in NEVER_HELD})
    if len(kept) > MOST_BYTES:
        record(Event.HELD_TEXT_FORGOTTEN, by=by, count=1)
        return None
    _make_room(person_id, by)
    token = secrets.token_urlsafe(32)
    now = clock.now()
    held = HeldForm.objects.create(
        token=hashlib.sha256(token.encode()).hexdigest(),
        person_id=person_id,
        path=path[:500],
        sealed=box(PURPOSE).encrypt(kept.encode()),
        held_at=now,
        expires_at=now + KEPT_FOR,
    )
    record(Event.TYPED_TEXT_HELD, by=by, subject=held)
    return token


def give_back(request: HttpRequest) -> QueryDict | None:
    """The fields held for this person at this address, if the request carries their token."""
    token = request.GET.get(TOKEN_PARAMETER, "")
    if not token or not request.user.is_authenticated:
        return None
    return open_held(token=token, person_id=request.user.pk, path=request.path, by=_keeper())


def open_held(*, token: str, person_id: int, path: str, by: SystemActor) -> QueryDict | None:
    """Open one held form for its own person at its own address before it expires; else None."""
    held = HeldForm.objects.filter(
        token=hashlib.sha256(token.encode()).hexdigest(), person_id=person_id, path=path, expires_at__gt=clock.now()
    ).first()
    if held is None:
        return None
    try:
        kept = json.loads(box(PURPOSE).decrypt(bytes(held.sealed)))
    except InvalidToken:
        return None
    record_given_back(held=held, by=by)
    fields = QueryDict(mutable=True)
    for name, values in kept.items():
        fields.setlist(name, values)
    return fields


@action
def record_given_back(*, held: HeldForm, by: SystemActor) -> None:
    """Record that held text was shown to its person; the row stays until its hour ends: a reload loses nothing."""
    record(Event.TYPED_TEXT_GIVEN_BACK, by=by, subject=held)


def has_expired() -> bool:
    """Whether any held form's hour has passed."""
    return HeldForm.objects.filter(expires_at__lte=clock.now()).exists()


@action
def forget_expired(*, by: SystemActor) -> int:
    """Remove every held form whose hour has passed; returns how many."""
    count, _ = HeldForm.objects.filter(expires_at__lte=clock.now()).delete()
    record(Event.HELD_TEXT_FORGOTTEN, by=by, count=count)
    return count


def forget_below(path: str, *, person_id: int | None = None) -> None:
    """Remove what is held for a page at or below an address, of one person or of all. Part of actions that destroy
    what it was typed for."""
    held = HeldForm.objects.filter(path__startswith=path)
    (held if person_id is None else held.filter(person_id=person_id)).delete()


def _hold_and_leave(request: HttpRequest, mark: Mark) -> HttpResponse:
    token = hold(person_id=mark.person_id, path=request.path, fields=request.POST, by=_keeper())
    back = request.path if token is None else f"{request.path}?{urlencode({TOKEN_PARAMETER: token})}"
    if request.user.is_authenticated:
        return HttpResponseRedirect(back)
    return HttpResponseRedirect(f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': back})}")


def _make_room(person_id: int, by: SystemActor) -> None:
    """Forget the person's oldest beyond the bound, one request at a time."""
    get_user_model().objects.select_for_update(no_key=True).get(pk=person_id)
    held = HeldForm.objects.filter(person_id=person_id).order_by("-held_at", "-pk")
    too_many = list(held.values_list("pk", flat=True)[MOST_HELD - 1 :])
    if too_many:
        HeldForm.objects.filter(pk__in=too_many).delete()
        record(Event.HELD_TEXT_FORGOTTEN, by=by, count=len(too_many))


def _mark_of(request: HttpRequest, view: Any) -> Mark | None:
    """The valid mark of a form sent to one of our form pages; None for anything else."""
    takes_text = getattr(getattr(view, "view_class", None), "gives_back_typed_text", False)
    if request.method != "POST" or not takes_text or MARK_FIELD not in request.POST:
        return None
    try:
        signed = signing.loads(request.POST[MARK_FIELD], salt=PURPOSE, max_age=MARK_VALID_FOR)
    except signing.BadSignature:
        return None
    if signed.get("path") != request.path or signed.get("browser") != _browser(request):
        return None
    return Mark(signed["person"], signed.get("acting"))


def browser_cookie() -> str:
    """The name of the cookie by which a browser is known again after its session ended; it goes with the browser."""
    return "__Host-browser" if settings.SESSION_COOKIE_SECURE else "browser"


def _browser(request: HttpRequest) -> str:
    """The hash of this browser's cookie; one that has none yet gets one with the response."""
    if not request.COOKIES.get(browser_cookie()):
        request.browser_made = request.COOKIES[browser_cookie()] = secrets.token_urlsafe(32)  # type: ignore[attr-defined]
    return hashlib.sha256(request.COOKIES[browser_cookie()].encode()).hexdigest()


def _keeper() -> SystemActor:
    return SystemActor(SystemName.HELD_TEXT)
