"""The page of one support package: who it is about, until when, what may be done now, how to reach the person."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from django.urls import reverse

from cases.domain.headline import NAME_NOT_KNOWN, born_in_words
from deadlines.domain.explain import in_words
from deadlines.presenters import clock_cards
from desks.presenters.care import Care, care_panel, contact_words, is_contact_dangerous
from desks.presenters.followed import followed_stage
from desks.presenters.support_kept import needs_of
from desks.presenters.words import labels
from desks.selectors.support_file import SupportFile
from nrm.access.actors import PersonActor
from nrm.access.check import refusal
from nrm.access.permissions import Permission
from nrm.london import london_date
from referrals.domain.answers import codes_of
from referrals.domain.question_set import load
from referrals.presenters.words import shown
from support.domain.states import OPEN
from support.domain.words import PACKAGE_WORDS, PLAN_IS_OPEN
from support.enums import NeedLevel, PackageStatus, PlanItemStatus
from support.models import PackageStatusRow, SupportPackage
from support.presenters.headline import headline

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
KEPT = (("Needs", "#needs"), ("Plan", "#plan"), ("Placement", "#placement"), ("Weekly payment", "#payment"))
REACHING = ("Reaching them", "#contact")
ALWAYS = (REACHING, ("History", "#history"))


@dataclass(frozen=True)
class Act:
    """One thing that can be done to a package: its button, its page, and in which statuses it is offered."""

    text: str
    route: str
    permission: Permission
    statuses: frozenset[PackageStatus]
    again: str = ""
    kind: str = "primary"


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
        kind="secondary",
    ),
    Act("Assess their needs", "support:assess", Permission.RECORD_SUPPORT, _IN_SUPPORT, "Assess their needs again"),
    Act("Add to the plan", "support:plan-item-add", Permission.RECORD_SUPPORT, _IN_SUPPORT),
    Act("Record a placement", "support:place", Permission.RECORD_SUPPORT, _IN_SUPPORT, "Record another placement"),
    Act("Set the weekly payment", "support:payment", Permission.RECORD_SUPPORT, _IN_SUPPORT, "Change the payment"),
    Act("Change the support worker", "support:worker", Permission.RECORD_SUPPORT, _IN_SUPPORT),
    Act("End the support", "support:end", Permission.END_SUPPORT, frozenset(OPEN), kind="secondary"),
)


def identity_bar(file: SupportFile) -> dict[str, Any]:
    """What `components/identity_bar.html` shows of the person in support; once it has ended, of the package alone."""
    package, case = file.package, file.package.case
    if package.has_ended:
        return headline(package)
    identity, referral = case.identity, getattr(case, "referral", None)
    born = born_in_words(identity.born_on, identity.born_precision) if identity is not None else ""
    languages = labels("languages", codes_of(file.answers, "languages"))
    safe = contact_words(file.answers, referral.question_set) if referral is not None else "Not known"
    return {
        "name": (identity.full_name if identity else "") or NAME_NOT_KNOWN,
        "stage": headline(package)["stage"],
        "facts": [
            {"label": "Case", "value": case.reference},
            {"label": "Born", "value": born or "Not known"},
            {"label": "Language", "value": ", ".join(languages) or "Not known"},
            {"label": "Safe contact", "value": safe, "danger": is_contact_dangerous(file.answers)},
            {"label": "Supported by", "value": _supporter(package)},
            {"label": "Stage of the case", "value": followed_stage(case).text},
        ],
    }


def parts(package: SupportPackage) -> list[dict[str, str]]:
    """The links to the parts of the page."""
    linked = (*KEPT, *ALWAYS) if has_begun(package) else ALWAYS
    shown_parts = [part for part in linked if not (package.has_ended and part == REACHING)]
    return [{"text": text, "href": href} for text, href in shown_parts]


def has_begun(package: SupportPackage) -> bool:
    """Whether a provider has ever accepted: before that nothing is kept of needs, plan, placement and payment."""
    return package.provider_id is not None


def clocks(file: SupportFile, today: dt.date) -> list[dict[str, Any]]:
    """Where the support stands, then the dates that say how long it lasts."""
    package = file.package
    dates = clock_cards(file.deadlines, nation=package.case.nation, today=today, concluded_on=file.concluded_on)
    cards = [asdict(card) for card in dates]
    if PackageStatus(package.status) is not PackageStatus.IN_SUPPORT:
        return [_status_card(package), *cards]
    return [_status_card(package), *cards, _needs_card(file), _plan_card(file, today)]


def care(file: SupportFile, today: dt.date) -> list[Care]:
    """The dangers, how to reach the person and what they need to be understood, as the referral said."""
    case, referral = file.package.case, getattr(file.package.case, "referral", None)
    if referral is None:
        return []
    said_on, is_placed = case.received_on, bool(file.placements)
    return care_panel(file.answers, referral.question_set, said_on=said_on, today=today, is_placed=is_placed)


def contact_rows(file: SupportFile) -> list[dict[str, Any]]:
    """What the referral said about reaching and meeting the person, and nothing else of it."""
    referral = getattr(file.package.case, "referral", None)
    if referral is None or file.package.has_ended:
        return []
    questions = load(referral.question_set)
    rows = []
    for key, title in CONTACT.items():
        words = shown(questions.question(key), file.answers)
        rows.append({"key": title, "value": words.value, "state": words.state, "verbatim": words.verbatim})
    return rows


def history_rows(file: SupportFile) -> list[dict[str, Any]]:
    """The statuses of the package, newest first, with who brought it there and why: one's own people by name, everybody
    else only by organisation, as on the timeline."""
    return [
        {
            "key": PACKAGE_WORDS[PackageStatus(row.status)].text,
            "value": f"{in_words(london_date(row.since))}, {_who(row)}",
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
        "kind": act.kind,
        "disabled_reason": refusal(actor, act.permission, file.package),
    }


def _status_card(package: SupportPackage) -> dict[str, Any]:
    status = PackageStatus(package.status)
    day = in_words(package.ended_on or package.in_support_since or package.opened_on)
    since = f"on {day}" if status is PackageStatus.ENDED else f"since {day}"
    who = package.worker.person.name if package.worker else "nobody yet"
    detail = f"{since} · support worker: {who}" if status is PackageStatus.IN_SUPPORT else since
    state = {PackageStatus.IN_SUPPORT: "met", PackageStatus.ENDED: "none"}.get(status, "running")
    return {"title": "Support", "value": PACKAGE_WORDS[status].text, "detail": detail, "state": state}


def _needs_card(file: SupportFile) -> dict[str, Any]:
    if not file.assessments:
        waits = "the first assessment is still to do"
        return {"title": "Needs", "value": "Not assessed yet", "detail": waits, "state": "due_soon"}
    newest = file.assessments[0]
    pressing = [need for need in needs_of(newest) if need.level == NeedLevel.RED.value]
    value = f"{len(pressing)} to help with now" if pressing else "None to help with now"
    detail = f"assessed on {in_words(newest.assessed_on)}"
    return {"title": "Needs", "value": value, "detail": detail, "state": "running" if pressing else "met"}


def _plan_card(file: SupportFile, today: dt.date) -> dict[str, Any]:
    items = [item for item in file.plan if PlanItemStatus(item.status) in PLAN_IS_OPEN]
    days = sorted(item.due_on for item in items if item.due_on is not None)
    late = [day for day in days if day < today]
    if late:
        return {"title": "Plan", "value": f"{len(late)} overdue", "detail": f"{len(items)} to do", "state": "overdue"}
    detail = f"next by {in_words(days[0])}" if days else "no date set" if items else "add what was agreed"
    state = "due_soon" if days and (days[0] - today).days <= SOON_DAYS else "running" if items else "none"
    return {
        "title": "Plan",
        "value": f"{len(items)} to do" if items else "Nothing to do",
        "detail": detail,
        "state": state,
    }


def _supporter(package: SupportPackage) -> str:
    if package.provider is None:
        return "No provider yet"
    return package.provider.name if package.worker is None else f"{package.worker.person.name}, {package.provider.name}"


def _who(row: PackageStatusRow) -> str:
    if row.by_label.startswith("system:"):
        return "NRM casework"
    is_own, organisation = row.by_own, row.by_organisation  # type: ignore[attr-defined]  # annotated by the selector
    return organisation if organisation and not is_own else row.by_label
