"""Rows of the lists of support, in the cells of `components/queue_table.html`, and their filter panels."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse

from cases.domain.headline import NAME_NOT_KNOWN
from cases.domain.states import STATUS_WORDS
from cases.enums import CaseStatus
from deadlines.domain.rules import OF_SUPPORT, RECOVERY_PERIOD_END
from desks.presenters.due import day_words, due_words
from desks.presenters.rows import Cell, dangers_of, facts_of
from desks.presenters.words import person_words
from desks.selectors.counting import as_bounded
from desks.support_filter import ANYBODY, ASSESS, MINE, PLAN_DUE, PaymentsFilter, SupportFilter
from nrm.london import london_date
from support.domain.words import PACKAGE_WORDS, PLACEMENT_WORDS, money
from support.enums import PackageStatus, PlacementKind
from support.models import SupportOffer, SupportPackage, WeeklyPayment
from support.presenters.headline import offered_dangers, offered_rows
from support.selectors import offered_person

CONTRACTOR_COLUMNS = ["Case", "Person", "Support", "Provider", "Stage of the case", "Until"]
PROVIDER_COLUMNS = ["Person", "Needs", "Plan", "Lives in", "With", "Until"]
PAYMENT_COLUMNS = ["Case", "Paid to", "A week", "From", "Until"]
TODO_WORDS = {"": "Anything", ASSESS: "Needs to assess", PLAN_DUE: "Plan item overdue or due within a week"}
WITH_WORDS = {ANYBODY: "Anybody", MINE: "Me"}
# What an offer says in one line; the rest stands on its own page.
OFFER_FACTS = ("Sex", "Interpreter", "Nation")


def contractor_row(package: SupportPackage, today: dt.date) -> dict[str, Any]:
    """One row of the contractor's list: who waits first, never a name; of what has ended nothing of the case."""
    case = package.case
    words = PACKAGE_WORDS[PackageStatus(package.status)]
    if package.has_ended:
        return _ended_row({"text": case.reference, "href": _address(package)}, package, words.text, today)
    return {
        "cells": [
            package_cell(package, today),
            {"text": person_words(facts_of(case))},
            {"text": words.text, "detail": _since(package, today)},
            _provider_cell(package, today),
            {"text": STATUS_WORDS[CaseStatus(case.status)].referrer},
            until_cell(package, today),
        ],
    }


def provider_row(package: SupportPackage, today: dt.date) -> dict[str, Any]:
    """One row of the provider's list: the people it supports, by name, and what is still to do for them."""
    case, identity = package.case, package.case.identity
    name = (identity.full_name if identity is not None else "") or NAME_NOT_KNOWN
    lives_in = package.lives_in  # type: ignore[attr-defined]  # annotated by the selector
    return {
        "cells": [
            {
                "text": name,
                "href": _address(package),
                "detail": case.reference,
                "tags": [] if package.has_ended else _dangers(package, today),
            },
            _needs_cell(package, today),
            _plan_cell(package, today),
            {"text": PLACEMENT_WORDS[PlacementKind(lives_in)] if lives_in else "No placement"},
            {"text": package.worker.person.name if package.worker else "Nobody"},
            until_cell(package, today),
        ],
    }


def _ended_row(first: Cell, package: SupportPackage, words: str, today: dt.date) -> dict[str, Any]:
    """Which package it is, that it ended, and with whom."""
    support = {"text": words, "detail": _since(package, today)}
    return {"cells": [first, {"text": ""}, support, _provider_cell(package, today), {"text": ""}, {"text": ""}]}


def payment_row(payment: WeeklyPayment, today: dt.date, *, links: bool, names_provider: bool) -> dict[str, Any]:
    """One row of the payments: whom, how much, from when until when, and nothing of why or where."""
    package = payment.package
    identity = package.case.identity
    provider = package.provider.name if names_provider and package.provider else ""
    return {
        "cells": [
            {"text": package.case.reference, "href": _address(package) if links else "", "detail": provider},
            {"text": (identity.full_name if identity is not None else "") or NAME_NOT_KNOWN},
            {"text": money(payment.amount_pence), "tone": "strong"},
            {"text": day_words(payment.starts_on, today)},
            {"text": day_words(payment.ends_on, today) if payment.ends_on else "Runs on"},
        ],
    }


def offer_card(offer: SupportOffer, today: dt.date) -> dict[str, Any]:
    """One offer to answer, in coded facts."""
    person = offered_person(offer)
    facts = {row["key"]: row["value"] for row in offered_rows(person)}
    return {
        "person": person_words(facts_of(offer.package.case)),
        "facts": " · ".join(f"{key}: {facts[key]}" for key in OFFER_FACTS),
        "tags": offered_dangers(person, today),
        "href": reverse("support:answer", args=[person.reference]),
        "reference": person.reference,
        "offered_at": offer.offered_at,
    }


def contractor_groups(wanted: SupportFilter, counts: dict[str, Any]) -> list[dict[str, Any]]:
    """The filter panel of the contractor's list."""
    provider = "" if wanted.provider is None else str(wanted.provider)
    providers = {"": "Any provider"} | {str(each["id"]): each["name"] for each in counts["providers"]}
    return [
        _statuses(wanted, counts, tuple(PackageStatus)),
        _group("Provider", "provider", "select", providers, provider),
    ]


def provider_groups(wanted: SupportFilter, counts: dict[str, Any]) -> list[dict[str, Any]]:
    """The filter panel of the provider's list."""
    todo = _group("To do", "todo", "radios", TODO_WORDS, wanted.todo)
    for option in todo["options"]:
        if option["value"]:
            option["count"] = str(as_bounded(counts[f"todo_{option['value']}"]))
    seen = (PackageStatus.IN_SUPPORT, PackageStatus.ENDED)
    return [todo, _group("With", "with", "radios", WITH_WORDS, wanted.worker), _statuses(wanted, counts, seen)]


def payment_groups(wanted: PaymentsFilter) -> list[dict[str, Any]]:
    """The filter panel of the payments."""
    words = {"": "Payments that run", "ended": "Payments that ended"}
    return [_group("Show", "show", "radios", words, "ended" if wanted.ended else "")]


def package_cell(package: SupportPackage, today: dt.date) -> Cell:
    """The case's reference, a link to the package, with what cannot wait."""
    return {"text": package.case.reference, "href": _address(package), "tags": _dangers(package, today)}


def _dangers(package: SupportPackage, today: dt.date) -> list[dict[str, str]]:
    lives_in = package.lives_in  # type: ignore[attr-defined]  # annotated by the selector
    return dangers_of(package.case, today, is_placed=lives_in is not None)


def _address(package: SupportPackage) -> str:
    return reverse("desks:support-package", args=[package.case.reference])


def _since(package: SupportPackage, today: dt.date) -> str:
    if package.ended_on is not None:
        return f"on {day_words(package.ended_on, today)}"
    return f"since {day_words(package.in_support_since or package.opened_on, today)}"


def _provider_cell(package: SupportPackage, today: dt.date) -> Cell:
    if package.provider is not None:
        return {"text": package.provider.name}
    offered: dict[str, Any] | None = package.offered  # type: ignore[attr-defined]  # annotated by the selector
    if offered is None:
        return {"text": "None yet"}
    offered_on = london_date(dt.datetime.fromisoformat(offered["offered_at"]))
    return {"text": offered["provider"], "detail": f"asked {day_words(offered_on, today)}"}


def _needs_cell(package: SupportPackage, today: dt.date) -> Cell:
    assessed_on = package.assessed_on  # type: ignore[attr-defined]  # annotated by the selector
    if assessed_on is None:
        return {"text": "To assess", "tone": "strong", "detail": _since(package, today)}
    red = package.red_needs or 0  # type: ignore[attr-defined]
    return {"text": f"{red} now" if red else "None now", "detail": f"assessed {day_words(assessed_on, today)}"}


def _plan_cell(package: SupportPackage, today: dt.date) -> Cell:
    number = package.open_items or 0  # type: ignore[attr-defined]  # annotated by the selector
    if not number:
        return {"text": "Nothing to do"}
    text = f"{number} to do"
    next_on = package.next_item_on  # type: ignore[attr-defined]
    if next_on is None:
        return {"text": text}
    due = due_words(next_on, today, package.case.nation)
    return {"text": text, "detail": f"next: {due.text.lower()}, {due.detail}", "tone": due.tone}


def until_cell(package: SupportPackage, today: dt.date) -> Cell:
    """Until when support lasts at least: the move-on period once it runs, before it the recovery period; and since when
    it has ended, whatever was decided of the case later."""
    if package.ended_on is not None:
        return {"text": "Ended", "detail": _since(package, today)}
    dates = {each["rule"]: dt.date.fromisoformat(each["due_on"]) for each in package.dates}  # type: ignore[attr-defined]
    move_on = next((rule for rule in dates if rule in OF_SUPPORT), None)
    if move_on is not None:
        due = due_words(dates[move_on], today, package.case.nation)
        return {"text": due.text, "detail": f"{due.detail}, move-on", "tone": due.tone}
    if RECOVERY_PERIOD_END not in dates:
        return {"text": "No date set"}
    minimum = day_words(dates[RECOVERY_PERIOD_END], today)
    if dates[RECOVERY_PERIOD_END] < today:
        return {"text": "Until the conclusive grounds decision", "detail": f"minimum ended {minimum}"}
    return {"text": minimum, "detail": "recovery, at least"}


def _statuses(wanted: SupportFilter, counts: dict[str, Any], seen: tuple[PackageStatus, ...]) -> dict[str, Any]:
    options = [
        {
            "value": status.value,
            "text": PACKAGE_WORDS[status].text,
            "count": str(as_bounded(counts[f"status_{status.value}"])),
            "chosen": status in wanted.statuses,
        }
        for status in seen
    ]
    return {"legend": "Status", "name": "status", "kind": "checkboxes", "options": options}


def _group(legend: str, name: str, kind: str, words: dict[str, str], chosen: str) -> dict[str, Any]:
    options = [{"value": value, "text": text, "chosen": value == chosen} for value, text in words.items()]
    return {"legend": legend, "name": name, "kind": kind, "options": options}
