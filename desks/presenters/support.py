"""The page of one support package: who, until when, what they need, the plan, where they live, what they are paid."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from django.urls import reverse

from cases.domain.headline import NAME_NOT_KNOWN, born_in_words
from deadlines.presenters import clock_cards
from desks.presenters.care import contact_words, is_contact_dangerous
from desks.presenters.followed import followed_stage
from desks.presenters.words import labels
from desks.selectors.support_file import PlacementShown, SupportFile
from nrm.access.actors import PersonActor
from nrm.access.check import refusal
from nrm.access.permissions import Permission
from nrm.london import london_date
from referrals.domain.answers import codes_of
from referrals.domain.question_set import load
from referrals.presenters.words import shown
from support.domain.words import (
    AREA_WORDS,
    LEVEL_WORDS,
    OWNER_WORDS,
    PACKAGE_WORDS,
    PLACEMENT_WORDS,
    PLAN_IS_OPEN,
    PLAN_STATUS_WORDS,
    money,
)
from support.enums import (
    NeedArea,
    NeedLevel,
    PackageStatus,
    PlacementKind,
    PlanItemOwner,
    PlanItemStatus,
)
from support.models import AssessedNeed, NeedsAssessment, PlanItem, SupportPackage, WeeklyPayment

SOON_DAYS = 7
# Questions of the referral that say how to reach and meet the person, as the page calls them.
CONTACT = {
    "contact_route": "Safe way to reach them",
    "contact_detail": "Number, address or person",
    "may_write": "Safe to write there",
    "languages": "Languages",
    "interpreter_language": "Interpreter",
    "sex": "Sex",
    "support_needs": "To know before you meet them",
}
NOT_ASSESSED = "Nobody has assessed their needs yet."
PARTS = (
    ("Needs", "#needs"),
    ("Plan", "#plan"),
    ("Placement", "#placement"),
    ("Weekly payment", "#payment"),
    ("Reaching them", "#contact"),
    ("History", "#history"),
)


@dataclass(frozen=True)
class Act:
    """One thing that can be done to a package: its button, its page, and in which statuses it is offered."""

    text: str
    route: str
    permission: Permission
    statuses: frozenset[PackageStatus]
    again: str = ""


_TO_PLACE = frozenset({PackageStatus.TO_ALLOCATE, PackageStatus.OFFERED})
_IN_SUPPORT = frozenset({PackageStatus.IN_SUPPORT})
ACTS = (
    Act(
        "Offer to a provider",
        "support:offer",
        Permission.ALLOCATE_PROVIDER,
        frozenset({PackageStatus.TO_ALLOCATE}),
    ),
    Act(
        "Withdraw the offer",
        "support:withdraw",
        Permission.ALLOCATE_PROVIDER,
        frozenset({PackageStatus.OFFERED}),
    ),
    Act("Assess their needs", "support:assess", Permission.RECORD_SUPPORT, _IN_SUPPORT, "Assess their needs again"),
    Act("Add to the plan", "support:plan-item-add", Permission.RECORD_SUPPORT, _IN_SUPPORT),
    Act("Record a placement", "support:place", Permission.RECORD_SUPPORT, _IN_SUPPORT, "Record another placement"),
    Act("Set the weekly payment", "support:payment", Permission.RECORD_SUPPORT, _IN_SUPPORT, "Change the payment"),
    Act("Change the support worker", "support:worker", Permission.RECORD_SUPPORT, _IN_SUPPORT),
    Act("End the support", "support:end", Permission.END_SUPPORT, _TO_PLACE | _IN_SUPPORT),
)


def identity_bar(file: SupportFile) -> dict[str, Any]:
    """What `components/identity_bar.html` shows of the person in support."""
    package, case = file.package, file.package.case
    identity, referral = case.identity, getattr(case, "referral", None)
    born = born_in_words(identity.born_on, identity.born_precision) if identity is not None else ""
    languages = labels("languages", codes_of(file.answers, "languages"))
    safe = contact_words(file.answers, referral.question_set) if referral is not None else "Not known"
    return {
        "name": (identity.full_name if identity else "") or NAME_NOT_KNOWN,
        "stage": asdict(followed_stage(case)),
        "facts": [
            {"label": "Case", "value": case.reference},
            {"label": "Born", "value": born or "Not known"},
            {"label": "Language", "value": ", ".join(languages) or "Not known"},
            {"label": "Safe contact", "value": safe, "danger": is_contact_dangerous(file.answers)},
            {"label": "Supported by", "value": _supporter(package)},
        ],
    }


def clocks(file: SupportFile, today: dt.date) -> list[dict[str, Any]]:
    """Where the support stands, then the dates that say how long it lasts."""
    package = file.package
    cards = clock_cards(file.deadlines, nation=package.case.nation, today=today)
    return [_status_card(package), *(asdict(card) for card in cards)]


def needs(assessments: list[NeedsAssessment]) -> dict[str, Any] | None:
    """The newest assessment, the pressing areas first; None before the first one."""
    if not assessments:
        return None
    newest = assessments[0]
    found = sorted(_needs_of(newest), key=lambda need: (_LEVELS.index(need.level), _AREAS.index(need.area)))
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


def contact_rows(file: SupportFile) -> list[dict[str, Any]]:
    """What the referral said about reaching and meeting the person, and nothing else of it."""
    referral = getattr(file.package.case, "referral", None)
    if referral is None:
        return []
    questions = load(referral.question_set)
    rows = []
    for key, title in CONTACT.items():
        words = shown(questions.question(key), file.answers)
        rows.append({"key": title, "value": words.value, "state": words.state, "verbatim": words.verbatim})
    return rows


def history_rows(file: SupportFile) -> list[dict[str, Any]]:
    """The statuses of the package, newest first, with who brought it there and why."""
    return [
        {
            "key": PACKAGE_WORDS[PackageStatus(row.status)].text,
            "value": f"{_day(london_date(row.since))}, {_who(row.by_label)}",
            "detail": row.reason,
        }
        for row in file.history
    ]


def acts(file: SupportFile, actor: PersonActor) -> list[dict[str, Any]]:
    """The buttons of the side: what may be done first; what may not, with the reason."""
    status = PackageStatus(file.package.status)
    offered = [act for act in ACTS if status in act.statuses and act.permission in actor.permissions]
    buttons = [_button(act, file, actor) for act in offered]
    allowed = [button for button in buttons if not button["disabled_reason"]]
    for button in allowed[1:]:
        button["kind"] = "secondary"
    return allowed + [button for button in buttons if button["disabled_reason"]]


def _button(act: Act, file: SupportFile, actor: PersonActor) -> dict[str, Any]:
    again = {
        "support:assess": bool(file.assessments),
        "support:place": any(each.placement.until is None for each in file.placements),
        "support:payment": any(row.ends_on is None for row in file.payments),
    }
    return {
        "text": act.again if again.get(act.route) else act.text,
        "href": reverse(act.route, args=[file.package.case.reference]),
        "kind": "primary",
        "disabled_reason": refusal(actor, act.permission, file.package),
    }


def _status_card(package: SupportPackage) -> dict[str, Any]:
    status = PackageStatus(package.status)
    since = {
        PackageStatus.TO_ALLOCATE: f"opened on {_day(package.opened_on)}",
        PackageStatus.OFFERED: f"opened on {_day(package.opened_on)}",
        PackageStatus.IN_SUPPORT: f"since {_day(package.in_support_since)}",
        PackageStatus.ENDED: f"on {_day(package.ended_on)}",
    }[status]
    who = package.worker.person.name if package.worker else "nobody yet"
    detail = f"{since} · support worker: {who}" if status is PackageStatus.IN_SUPPORT else since
    state = {PackageStatus.IN_SUPPORT: "met", PackageStatus.ENDED: "none"}.get(status, "running")
    return {"title": "Support", "value": PACKAGE_WORDS[status].text, "detail": detail, "state": state}


def _supporter(package: SupportPackage) -> str:
    if package.provider is None:
        return "No provider yet"
    return package.provider.name if package.worker is None else f"{package.worker.person.name}, {package.provider.name}"


def _counts(levels: list[str]) -> list[str]:
    words = {NeedLevel.RED: "now", NeedLevel.AMBER: "soon", NeedLevel.GREEN: "no need now"}
    return [f"{levels.count(level.value)} {words[level]}" for level in NeedLevel]


def _earlier(assessment: NeedsAssessment) -> str:
    counts = " · ".join(_counts([need.level for need in _needs_of(assessment)]))
    return f"{_day(assessment.assessed_on)}, {assessment.made_by.person.name}: {counts}"


def _needs_of(assessment: NeedsAssessment) -> list[AssessedNeed]:
    return assessment.shown_needs  # type: ignore[attr-defined,no-any-return]  # prefetched by the selector


def _plan_item(item: PlanItem, package: SupportPackage, today: dt.date, may_change: bool) -> dict[str, Any]:
    status = PLAN_STATUS_WORDS[PlanItemStatus(item.status)]
    owner = item.owner_name or OWNER_WORDS[PlanItemOwner(item.owner)]
    due = f"by {_day(item.due_on)}" if item.due_on else "no date set"
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
    ends = [{"text": "End this placement", "href": reverse("support:end-placement", args=at)}]
    ended = [{"key": "Why it ended", "value": placement.end_reason, "verbatim": True}]
    return {
        "title": PLACEMENT_WORDS[PlacementKind(placement.kind)] + ("" if lasts else ", ended"),
        "address": each.address,
        "rows": [
            {"key": "With", "value": placement.provider.name},
            {"key": "When", "value": _span(placement.since, placement.until)},
            *([] if lasts else ended),
        ],
        "links": ends if lasts and may_change else [],
    }


def _who(label: str) -> str:
    return "NRM casework" if label.startswith("system:") else label


def _span(since: dt.date, until: dt.date | None) -> str:
    return f"{_day(since)} to {_day(until)}" if until else f"Since {_day(since)}"


def _day(day: dt.date | None) -> str:
    return "" if day is None else f"{day.day} {day:%B %Y}"


_LEVELS = [level.value for level in NeedLevel]
_AREAS = [area.value for area in NeedArea]
