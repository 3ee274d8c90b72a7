"""What the pages about connected systems show: panels, summaries, the tokens in words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse

from nrm.accounts.models import MachineToken, Membership
from nrm.jinja import date_short
from nrm.web.pagination import ListPage

SOON = dt.timedelta(days=30)


def machine_panel(machine: Membership, now: dt.datetime) -> dict[str, Any]:
    """One system with its tokens, newest first, and what may be done with it."""
    has_access = machine.until is None
    links = [("accounts:machine-token", "Make a token"), ("accounts:machine-end", "End a token or the system")]
    return {
        "name": machine.person.name,
        "since": date_short(machine.since),
        "until": date_short(machine.until) if machine.until else "",
        "address": machine.person.email,
        "tokens": [token_row(token, now) for token in machine.tokens.all()],
        "links": [{"href": reverse(name, args=[machine.pk]), "text": text} for name, text in links if has_access],
    }


def token_row(token: MachineToken, now: dt.datetime) -> dict[str, str]:
    """One token: how it begins, what it is for, until when, when it was last used; never the token."""
    return {
        "prefix": f"{token.prefix}…",
        "label": token.label,
        "made": f"{date_short(token.since)} by {token.made_by.person.name}",
        "last_used": date_short(token.last_used_on) if token.last_used_on else "Never",
        **_state(token, now),
    }


def token_made(token: MachineToken, text: str, document_href: str) -> dict[str, Any]:
    """The one page that shows a token."""
    return {
        "token": text,
        "name": token.membership.person.name,
        "label": token.label,
        "until": date_short(token.until),
        "document_href": document_href,
        "machines_href": reverse("accounts:machines"),
    }


def machine_summary(machine: Membership) -> list[dict[str, str]]:
    """Which system it is about, at the top of a page that changes something."""
    return [
        {"key": "System", "value": machine.person.name},
        {"key": "Connected since", "value": date_short(machine.since)},
        {"key": "Address in the record", "value": machine.person.email},
    ]


def ending_choices(machine: Membership, now: dt.datetime) -> list[tuple[str, str]]:
    """The tokens that can still be ended."""
    in_use = [token for token in machine.tokens.all() if token.ended_at is None and token.until > now]
    return [(str(token.pk), f"The token {token.prefix}…, {token.label}") for token in in_use]


def pages_of(page: ListPage[Any]) -> dict[str, Any]:
    """The links to the pages before and after."""
    return {
        "previous_href": f"?page={page.number - 1}" if page.has_previous else "",
        "next_href": f"?page={page.number + 1}" if page.has_next else "",
    }


def _state(token: MachineToken, now: dt.datetime) -> dict[str, str]:
    if token.ended_at is not None and token.ended_by is not None:
        return {
            "state": "Ended",
            "colour": "grey",
            "detail": f"{date_short(token.ended_at)} by {token.ended_by.person}",
        }
    if token.until <= now:
        return {"state": "Run out", "colour": "grey", "detail": date_short(token.until)}
    words = {"detail": f"Until {date_short(token.until)}"}
    if token.until - now <= SOON:
        return {"state": "Runs out soon", "colour": "yellow", **words}
    return {"state": "In use", "colour": "green", **words}
