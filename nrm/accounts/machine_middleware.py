"""Machines' requests: a token under /api/ puts a `MachineActor` on the request, and nothing else does.

Every refused token gets the same answer after the same work, whether it never was, has run out or was ended. Failures
are counted by address in the cache, and an address over the limit is told to wait. A good token always passes, whoever
else sends bad ones from its address: several organisations may stand behind one. The limit keeps noise away, no more:
256 random bits are not guessed. Without a cache it is not counted, and tokens still work.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from redis.exceptions import RedisError

from nrm import clock
from nrm.access.drf_defaults import CHALLENGE
from nrm.access.problems import is_api_request, problem_response
from nrm.accounts.actions.machines import note_use
from nrm.accounts.selectors import machine_known_by
from nrm.accounts.tokens import hash_of

logger = logging.getLogger(__name__)
GetResponse = Callable[[HttpRequest], HttpResponse]

SCHEME = "bearer"
MOST_FAILURES = 30
COUNTED_SECONDS = 300
REFUSED = "This token is not known here, or no longer valid."
BOTH = "Send a token or a session cookie, not both: nobody could say who acts."
TOO_MANY = "There were too many requests with a token that is not valid. Wait five minutes, then try again."


class MachineMiddleware:
    """Stands after the middleware that finds a person, and before the one that sets the database's reach."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _token_of(request) if is_api_request(request) else None
        if token is None:
            return self.get_response(request)
        return _refusal(request, token) or self.get_response(request)


def _token_of(request: HttpRequest) -> str | None:
    """The token sent, which may be empty; None when none was."""
    scheme, _, token = request.headers.get("Authorization", "").strip().partition(" ")
    return token.strip() if scheme.lower() == SCHEME else None


def _refusal(request: HttpRequest, token: str) -> HttpResponse | None:
    """The answer that refuses the request; None for a good token, whose machine acts from now on."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return problem_response(400, BOTH)
    known = machine_known_by(hash_of(token))
    if known is None:
        return _refused_token(f"nrm.machine-failures:{get_client_ip(request)}")
    actor, row = known
    if row.last_used_on != clock.today():
        note_use(token_id=row.pk, by=actor)
    request.actor = actor  # type: ignore[attr-defined]
    return None


def _refused_token(counter: str) -> HttpResponse:
    if _failures(counter) >= MOST_FAILURES:
        return problem_response(429, TOO_MANY, {"Retry-After": str(COUNTED_SECONDS)})
    logger.warning("refused a token")
    _count_failure(counter)
    return problem_response(401, REFUSED, {"WWW-Authenticate": f'{CHALLENGE}, error="invalid_token"'})


def _failures(counter: str) -> int:
    try:
        return int(cache.get(counter, 0))
    except (RedisError, OSError):
        return 0


def _count_failure(counter: str) -> None:
    try:
        cache.add(counter, 0, COUNTED_SECONDS)
        cache.incr(counter)
    except (RedisError, OSError, ValueError):  # no cache, or it was emptied between the two
        logger.warning("a refused token was not counted")
