"""Where one can go: a literal table, shown by permission, with what waits there counted in one statement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from desks.selectors.counting import CountOf, in_one_statement
from desks.selectors.groups import allocated_to, waiting_for_check
from desks.selectors.inbox import unread
from desks.selectors.support_lists import waiting_in_support
from nrm.access.actors import PersonActor
from nrm.access.permissions import Permission

# The bar says 99+ above this.
COUNTED = 100


@dataclass(frozen=True)
class Place:
    """One link of the bar: its address, who sees it, and what is counted beside it."""

    text: str
    route: str
    permission: Permission
    query: str = ""
    waiting: Callable[[PersonActor], QuerySet[Any]] | None = None


PLACES = (
    Place("Queue", "desks:queue", Permission.SEE_FILE),
    Place("My cases", "desks:queue", Permission.DRAFT_REASONABLE_GROUNDS, "?with=me", allocated_to),
    Place("Second checks", "desks:queue", Permission.CHECK_REASONABLE_GROUNDS, "?decision=check", waiting_for_check),
    Place("Cases", "desks:cases", Permission.FOLLOW_CASE),
    Place("Drafts", "referrals:drafts", Permission.DRAFT_REFERRAL),
    Place("Support", "desks:support", Permission.SEE_SUPPORT, "", waiting_in_support),
    Place("Payments", "desks:support-payments", Permission.SEE_PAYMENTS),
    Place("Duty to notify", "referrals:duty-to-notify-list", Permission.SEE_DUTY_TO_NOTIFY),
    Place("Record", "desks:record", Permission.READ_RECORD),
    Place("People", "accounts:members", Permission.MANAGE_MEMBERS),
    Place("Inbox", "desks:inbox", Permission.READ_INBOX, "", unread),
)


def navigation(actor: PersonActor, path: str) -> list[dict[str, Any]]:
    """The links the actor may follow; `path` is where they are, with its query. One statement."""
    places = [place for place in PLACES if place.permission in actor.permissions]
    waiting = _waiting(actor, places)
    current = _current(places, path)
    return [
        {"text": p.text, "href": _address(p), "active": p is current, "count": waiting.get(p.text, 0)} for p in places
    ]


def _waiting(actor: PersonActor, places: list[Place]) -> dict[str, int]:
    names = {f"place_{number}": place for number, place in enumerate(places) if place.waiting is not None}
    if not names:
        return {}
    found = in_one_statement(
        actor, **{name: CountOf(place.waiting(actor), COUNTED) for name, place in names.items() if place.waiting}
    )
    return {place.text: found[name] for name, place in names.items()}


def _current(places: list[Place], path: str) -> Place | None:
    """The place whose address begins the path; the longest one, so that `?with=me` is told from the whole queue."""
    at = [place for place in places if path.startswith(_address(place))]
    return max(at, key=lambda place: len(_address(place)), default=None)


def _address(place: Place) -> str:
    return reverse(place.route) + place.query
