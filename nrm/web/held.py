"""Text typed after the session had ended: held, encrypted, for one hour, given back only to the same person.

Each of our forms carries a signed mark of who it was made for (`author_token`). When a POST arrives signed out, with
a valid mark, the fields are sealed into a row and the person is sent to sign in; the page they return to shows the
text again, unsaved. Nobody else's sign-in opens it.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from nrm import clock
from nrm.access.actors import SystemActor, SystemName
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from nrm.web.models import HeldForm

KEPT_FOR = dt.timedelta(hours=1)
MARK_VALID_FOR = dt.timedelta(hours=24)
MARK_FIELD = "_author"
TOKEN_PARAMETER = "held"  # noqa: S105  the name of a query parameter
NEVER_HELD = frozenset({MARK_FIELD, "csrfmiddlewaretoken"})


def author_token(request: HttpRequest) -> str:
    """The signed mark of the person a form is made for; empty for a visitor."""
    if not request.user.is_authenticated:
        return ""
    return signing.dumps({"person": request.user.pk}, salt="nrm.held")


class HeldFormMiddleware:
    """Holds a signed-out POST that carries a valid mark, before the sign-in page would lose it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.method != "POST" or request.user.is_authenticated or MARK_FIELD not in request.POST:
            return None
        person_id = _marked_person(request.POST[MARK_FIELD])
        if person_id is None:
            return None
        token = hold(person_id=person_id, path=request.path, fields=request.POST, by=_keeper())
        back = f"{request.path}?{urlencode({TOKEN_PARAMETER: token})}"
        return HttpResponseRedirect(f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': back})}")


@action
def hold(*, person_id: int, path: str, fields: QueryDict, by: SystemActor) -> str:
    """Seal the fields for an hour; returns the token that the person's next visit carries."""
    kept = {name: fields.getlist(name) for name in fields if name not in NEVER_HELD}
    token = secrets.token_urlsafe(32)
    now = clock.now()
    held = HeldForm.objects.create(
        token=hashlib.sha256(token.encode()).hexdigest(),
        person_id=person_id,
        path=path[:500],
        sealed=_box().encrypt(json.dumps(kept).encode()),
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
        kept = json.loads(_box().decrypt(bytes(held.sealed)))
    except InvalidToken:
        return None
    record_given_back(held=held, by=by)
    fields = QueryDict(mutable=True)
    for name, values in kept.items():
        fields.setlist(name, values)
    return fields


@action
def record_given_back(*, held: HeldForm, by: SystemActor) -> None:
    """Record that held text was shown to its person; the row stays until its hour ends, so that a reload loses nothing."""
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


def forget_below(path: str) -> None:
    """Remove what is held for any page at or below an address. Part of the actions that destroy what it was typed for."""
    HeldForm.objects.filter(path__startswith=path).delete()


def _marked_person(mark: str) -> int | None:
    try:
        person: int = signing.loads(mark, salt="nrm.held", max_age=MARK_VALID_FOR)["person"]
    except (signing.BadSignature, KeyError):
        return None
    return person


def _box() -> Fernet:
    digest = hashlib.sha256(b"nrm.held" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def _keeper() -> SystemActor:
    return SystemActor(SystemName.HELD_TEXT)
