"""What the pages about people show: rows, summaries and the links this actor may follow."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from nrm.access.actors import PersonActor
from nrm.access.permissions import Permission
from nrm.access.roles import ROLES, Role
from nrm.accounts.models import Membership
from nrm.accounts.policies import can_look_after
from nrm.accounts.selectors import OpenWork
from nrm.jinja import date_short
from nrm.web.pagination import ListPage


def member_rows(page: ListPage[Any], actor: PersonActor) -> list[dict[str, Any]]:
    """One row a membership, with the links the actor may follow."""
    return [_member_row(membership, actor) for membership in page.rows]


def member_summary(membership: Membership) -> list[dict[str, str]]:
    """Who it is about, at the top of a page that changes something."""
    rows = [
        {"key": "Name", "value": membership.shown_name},
        {"key": "Email address", "value": membership.person.email},
        {"key": "Role", "value": membership.role_title},
    ]
    if membership.team is not None:
        rows.append({"key": "Team", "value": membership.team.name})
    return [*rows, {"key": "Since", "value": date_short(membership.since)}]


def open_work(work: OpenWork) -> dict[str, Any]:
    """The cases that would be left without their caseworker; the oldest by reference for an actor who sees them."""
    named = [reference for _, reference in work.shown]
    return {"count": work.count, "references": named, "more": work.count - len(named) if named else 0}


def section_links(actor: PersonActor, *, ended: bool) -> list[dict[str, Any]]:
    """The parts of the list; to who looks after them also the organisation's connected systems."""
    members = reverse("accounts:members")
    links: list[dict[str, Any]] = [
        {"text": "People with access", "href": members, "current": not ended},
        {"text": "Access ended", "href": f"{members}?show=ended", "current": ended},
    ]
    if Permission.MANAGE_MACHINES in actor.permissions:
        links.append({"text": "Connected systems", "href": reverse("accounts:machines"), "current": False})
    return links


def pages_of(page: ListPage[Any], *, ended: bool) -> dict[str, Any]:
    """The links to the pages before and after."""
    query = "show=ended&" if ended else ""
    return {
        "previous_href": f"?{query}page={page.number - 1}" if page.has_previous else "",
        "next_href": f"?{query}page={page.number + 1}" if page.has_next else "",
    }


def _member_row(membership: Any, actor: PersonActor) -> dict[str, Any]:
    return {
        "name": membership.shown_name,
        "email": membership.person.email if membership.named_at else "Their name shows when they first act here",
        "role": membership.role_title,
        "team": membership.team.name if membership.team else "",
        "since": date_short(membership.since),
        "until": date_short(membership.until),
        "became": ROLES[Role(membership.became)].title if membership.became else "",
        "second_factor": _second_factor(membership),
        "links": _links(membership) if can_look_after(actor, membership) else [],
        "is_self": membership.person_id == actor.person_id,
    }


def _second_factor(membership: Any) -> str:
    if membership.named_at is None:
        return "Shown when they first act here"
    return "Set up" if membership.secured else "Not set up yet"


def _links(membership: Any) -> list[dict[str, str]]:
    links = [("accounts:change-role", "Change role"), ("accounts:end-access", "End access")]
    if membership.secured and membership.named_at is not None:
        links.append(("accounts:reset-second-factor", "Reset second factor"))
    return [{"href": reverse(name, args=[membership.pk]), "text": text} for name, text in links]
