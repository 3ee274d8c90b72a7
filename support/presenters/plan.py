"""An item of the plan: the texts it had."""

from __future__ import annotations

from typing import Any

from support.domain.words import PLAN_STATUS_WORDS
from support.enums import PlanItemStatus
from support.models import PlanItem


def item_history(item: PlanItem) -> list[dict[str, Any]]:
    """Every version, the newest first, as `components/timeline.html` takes them."""
    versions = item.shown_versions  # type: ignore[attr-defined]  # prefetched by the selector
    return [
        {
            "title": f"Version {each.version}: {PLAN_STATUS_WORDS[PlanItemStatus(each.status)].text.lower()}",
            "text": each.progress,
            "at": each.made_at,
            "by": each.made_by.person.name,
        }
        for each in versions
    ]
