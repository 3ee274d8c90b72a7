"""What every page shows around its content: who acts for whom, the navigation, the unread count."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from nrm.web.held import author_token


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Context for both template engines."""
    return {
        "actor": getattr(request, "actor", None),
        "acting_choices": getattr(request, "acting_choices", []),
        "navigation": [],
        "unread": 0,
        "demo": settings.DEMO,
        "author_token": author_token(request) if hasattr(request, "user") else "",
    }
