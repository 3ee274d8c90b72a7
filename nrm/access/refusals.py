"""Who asked for what and was refused, written into the record after the answer is decided. Bounded by the hour, so that
a script that tries addresses cannot fill the record."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError

from nrm import clock
from nrm.access.actors import Actor
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record

logger = logging.getLogger(__name__)

REFUSED = frozenset({403, 404})
MOST_AN_HOUR = 600
COUNTED_SECONDS = 3600
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
# Written out, because what a reference is belongs to a room above; anything else in the address is not kept.
_REFERENCE = re.compile(r"[A-Z]{3}-[0-9]{2}-[0-9]{6}-[A-Z]")


@dataclass(frozen=True)
class AskedFor:
    """A reference that stood in an address. Whether there is such a case is not looked up: the row is the same."""

    reference: str
    pk: None = None


def note_refusal(request: HttpRequest, actor: Actor | None, status: int) -> None:
    """Record the answer if it refuses an actor an address that exists. Never raises: the answer stands as it is."""
    match = request.resolver_match
    if status not in REFUSED or actor is None or match is None:
        return
    try:
        number = _count(actor)
        if number <= MOST_AN_HOUR + 1:
            write_refusal(
                route=match.view_name or "",
                method=request.method if request.method in METHODS else "other",
                status=status,
                reference=reference_in(match.kwargs),
                is_last=number > MOST_AN_HOUR,
                by=actor,
            )
    except Exception:
        logger.exception("a refusal was not recorded")


@action
def write_refusal(*, route: str, method: str | None, status: int, reference: str, is_last: bool, by: Actor) -> None:
    """Record one refusal; `is_last` records instead that those of the rest of the hour are not written."""
    if is_last:
        record(Event.REFUSALS_NOT_WRITTEN, by=by, written=MOST_AN_HOUR)
        return
    asked_for = AskedFor(reference) if reference else None
    record(Event.ACCESS_REFUSED, by=by, case=asked_for, route=route, method=method, status=status, reference=reference)


def reference_in(arguments: dict[str, object]) -> str:
    """The reference among an address's arguments, if it has the form of one; else an empty string."""
    reference = str(arguments.get("reference", ""))
    return reference if _REFERENCE.fullmatch(reference) else ""


def counter_of(actor: Actor) -> str:
    """The name under which the cache counts the refusals of a person in this hour (UTC)."""
    return f"nrm.refusals:{actor.person_id}:{clock.now():%Y%m%d%H}"


def _count(actor: Actor) -> int:
    """Which refusal of the person in this hour (UTC) it is. Without a cache none is counted, and all are written."""
    counter = counter_of(actor)
    try:
        cache.add(counter, 0, COUNTED_SECONDS)
        return int(cache.incr(counter))
    except (RedisError, OSError, ValueError):  # no cache, or it was emptied between the two
        logger.warning("a refusal was not counted")
        return 1
