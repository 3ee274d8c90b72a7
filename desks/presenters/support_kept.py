"""What is kept of somebody in support, as the page of their package shows it: needs, plan, placements, payments."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse

from deadlines.domain.explain import in_words
from desks.selectors.support_file import PlacementShown, SupportFile
from nrm.access.actors import PersonActor
from nrm.access.check import refusal
from nrm.access.permissions import Permission
from support.domain.words import (
    AREA_WORDS,
    LEVEL_WORDS,
    OWNER_WORDS,
    PLACEMENT_WORDS,
    PLAN_IS_OPEN,
    PLAN_STATUS_WORDS,
    money,
)
from support.enums import NeedArea, NeedLevel, PlacementKind, PlanItemOwner, PlanItemStatus
from support.models import AssessedNeed, NeedsAssessment, PlanItem, SupportPackage, WeeklyPayment

_LEVELS = [level.value for level in NeedLevel]
_AREAS = [area.value for area in NeedArea]


def needs(assessments: list[NeedsAssessment]) -> dict[str, Any] | None:
    """The newest assessment, the pressing areas first; None before the first one."""
    if not assessments:
        return None
    newest = assessments[0]
    found = sorted(needs_of(newest), key=lambda need: (_LEVELS.index(need.level), _AREAS.index(need.area)))
    told = [need for need in found if need.level != NeedLevel.GREEN.value or need.notes.strip()]
    return {
        "assessed_on": newest.assessed_on,
        "made_by": newest.made_by.person.name,
        "summary": newest.summary,
        "counts": " · ".join(_counts([need.level for need in found])),
        "areas": [
            {
                "title": AREA_WORDS[NeedArea(need.area)],
                "level": need.level,
                "words": LEVEL_WORDS[NeedLevel(need.level)].text,
                "colour": LEVEL_WORDS[NeedLevel(need.level)].colour,
                "notes": need.notes,
            }
            for need in told
        ],
        "without": [AREA_WORDS[NeedArea(need.area)] for need in found if need not in told],
        "earlier": [_earlier(each) for each in assessments[1:]],
    }


def plan(file: SupportFile, actor: PersonActor, today: dt.date) -> dict[str, list[dict[str, Any]]]:
    """The items still to do, soonest due first, and those done or stopped."""
    may_change = not refusal(actor, Permission.RECORD_SUPPORT, file.package)
    items = sorted(file.plan, key=lambda item: (item.due_on or dt.date.max, item.number))
    shown_items = {item.number: _plan_item(item, file.package, today, may_change) for item in items}
    return {
        "open": [shown_items[item.number] for item in items if PlanItemStatus(item.status) in PLAN_IS_OPEN],
        "closed": [shown_items[item.number] for item in items if PlanItemStatus(item.status) not in PLAN_IS_OPEN],
    }


def placements(file: SupportFile, actor: PersonActor) -> list[dict[str, Any]]:
    """Where the person lives now, then where they lived; the address for whoever may read it."""
    may_change = not refusal(actor, Permission.RECORD_SUPPORT, file.package)
    newest_first = sorted(file.placements, key=lambda each: each.placement.number, reverse=True)
    return [_placement(each, file.package, may_change) for each in newest_first]


def payments(rows: list[WeeklyPayment]) -> list[dict[str, Any]]:
    """The weekly amounts, the newest first."""
    newest_first = sorted(rows, key=lambda row: row.number, reverse=True)
    return [
        {"key": _span(row.starts_on, row.ends_on), "value": f"{money(row.amount_pence)} a week", "detail": row.basis}
        for row in newest_first
    ]


def _counts(levels: list[str]) -> list[str]:
    words = {NeedLevel.RED: "now", NeedLevel.AMBER: "soon", NeedLevel.GREEN: "no need now"}
    return [f"{levels.count(level.value)} {words[level]}" for level in NeedLevel]


def _earlier(assessment: NeedsAssessment) -> str:
    counts = " · ".join(_counts([need.level for need in needs_of(assessment)]))
    return f"{in_words(assessment.assessed_on)}, {assessment.made_by.person.name}: {counts}"


def needs_of(assessment: NeedsAssessment) -> list[AssessedNeed]:
    """The areas of an assessment that came with them."""
    return assessment.shown_needs  # type: ignore[attr-defined]  # prefetched by the selector


def _plan_item(item: PlanItem, package: SupportPackage, today: dt.date, may_change: bool) -> dict[str, Any]:
    status = PLAN_STATUS_WORDS[PlanItemStatus(item.status)]
    owner = item.owner_name or OWNER_WORDS[PlanItemOwner(item.owner)]
    due = f"by {in_words(item.due_on)}" if item.due_on else "no date set"
    is_late = PlanItemStatus(item.status) in PLAN_IS_OPEN and item.due_on is not None and item.due_on < today
    href = reverse("support:plan-item", args=[package.case.reference, item.number])
    versions = item.shown_versions  # type: ignore[attr-defined]  # prefetched by the selector
    return {
        "number": item.number,
        "area": AREA_WORDS[NeedArea(item.area)],
        "goal": item.goal,
        "action": item.action,
        "progress": next((version.progress for version in versions if version.progress.strip()), ""),
        "overdue": "Overdue" if is_late else "",
        "facts": f"{owner} · {due}",
        "status": status.text,
        "colour": status.colour,
        "href": href if may_change else "",
    }


def _placement(each: PlacementShown, package: SupportPackage, may_change: bool) -> dict[str, Any]:
    placement = each.placement
    lasts = placement.until is None
    at = [package.case.reference, placement.number]
    links = [
        {"text": "Correct the address", "href": reverse("support:address", args=at)},
        {"text": "End this placement", "href": reverse("support:end-placement", args=at)},
    ]
    if placement.provider_id != package.provider_id:
        links = []
    ended = [{"key": "Why it ended", "value": placement.end_reason, "verbatim": True}]
    return {
        "title": PLACEMENT_WORDS[PlacementKind(placement.kind)] + ("" if lasts else ", ended"),
        "address": each.address,
        "rows": [
            {"key": "With", "value": placement.provider.name},
            {"key": "When", "value": _span(placement.since, placement.until)},
            *([] if lasts else ended),
        ],
        "links": links if lasts and may_change else [],
    }


def _span(since: dt.date, until: dt.date | None) -> str:
    return f"{in_words(since)} to {in_words(until)}" if until else f"Since {in_words(since)}"
