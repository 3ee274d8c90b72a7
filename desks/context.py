"""What every page shows around its content: who acts for whom, the navigation, what waits, the forms' author mark."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from desks.finding import address_around
from desks.navigation import navigation
from nrm import clock
from nrm.access.actors import PersonActor
from nrm.access.permissions import Permission
from nrm.access.roles import ROLES, Role
from nrm.jinja import date_long
from nrm.web.held import MARK_FIELD, author_token


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Context for both template engines; one statement for whoever acts, none for a visitor."""
    actor: PersonActor | None = getattr(request, "actor", None)
    context: dict[str, Any] = {
        "actor": actor,
        "demo": settings.DEMO,
        "demo_day": date_long(clock.today()) if settings.DEMO and clock.offset() else "",
        "navigation": [],
        "author_input": _author_input(request),
        # Asked by the page of a refusal alone.
        "way_back_to_case": partial(address_around, actor, request),
    }
    return context if actor is None else {**context, **_acting(request, actor)}


def _acting(request: HttpRequest, actor: PersonActor) -> dict[str, Any]:
    return {
        "navigation": navigation(actor, request.get_full_path()),
        "person_name": actor.label,
        "acting_organisation": actor.organisation_label,
        "acting_role": ROLES[Role(actor.role)].title,
        "acting_choices": len(getattr(request, "acting_choices", [])) > 1,
        "switch_href": reverse("accounts:act-as"),
        **_searching(actor),
    }


def _searching(actor: PersonActor) -> dict[str, str]:
    if Permission.SEARCH_CASES not in actor.permissions:
        return {}
    return {"search_href": reverse("desks:search"), "suggest_href": reverse("desks:suggest")}


def _author_input(request: HttpRequest) -> str:
    token = author_token(request) if hasattr(request, "user") else ""
    return format_html('<input type="hidden" name="{}" value="{}">', MARK_FIELD, token) if token else ""
