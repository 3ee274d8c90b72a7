"""Rows of the contract manager's start page: who waits for a provider, for an answer, or for another provider."""

from __future__ import annotations

import datetime as dt
from typing import Any

from desks.presenters.due import day_words
from desks.presenters.rows import Cell, facts_of
from desks.presenters.support_rows import package_cell, until_cell
from desks.presenters.words import person_words
from nrm.london import london_date
from support.models import SupportPackage

WAITING_COLUMNS = ["Case", "Person", "Waits", "Until"]
OFFERED_COLUMNS = ["Case", "Person", "Waits for an answer", "Provider"]
REFUSED_COLUMNS = ["Case", "Person", "Waits", "Refused by", "Why"]
# Ours, no rule: nothing published says how soon somebody must be offered or an offer answered. Three days keep a
# weekend from making a wait look long.
LONG_WAIT_DAYS = 3
# The whole reason stands on the page of the package.
SHOWN_OF_REASON = 200


def waiting_row(package: SupportPackage, today: dt.date) -> dict[str, Any]:
    """Somebody to be offered to a provider: since when they wait."""
    return {"cells": [*_who(package, today), _waits_cell(package.opened_on, today), until_cell(package, today)]}


def offered_row(package: SupportPackage, today: dt.date) -> dict[str, Any]:
    """Somebody offered: since when the answer is waited for, and whose."""
    offered: dict[str, Any] = package.offered  # type: ignore[attr-defined]  # annotated by the selector
    asked_on = london_date(dt.datetime.fromisoformat(offered["offered_at"]))
    return {"cells": [*_who(package, today), _waits_cell(asked_on, today), {"text": offered["provider"]}]}


def refused_row(package: SupportPackage, today: dt.date) -> dict[str, Any]:
    """Somebody to be offered again: who refused last, when and why."""
    refused: dict[str, Any] = package.refused  # type: ignore[attr-defined]  # annotated by the selector
    refused_on = london_date(dt.datetime.fromisoformat(refused["answered_at"]))
    by = {"text": refused["provider"], "detail": f"on {day_words(refused_on, today)}"}
    reason = _beginning(refused["reason"].strip())
    return {"cells": [*_who(package, today), _waits_cell(package.opened_on, today), by, {"text": reason}]}


def _who(package: SupportPackage, today: dt.date) -> list[Cell]:
    return [package_cell(package, today), {"text": person_words(facts_of(package.case))}]


def _waits_cell(since: dt.date, today: dt.date) -> Cell:
    days = (today - since).days
    text = "Since today" if days == 0 else f"{days} day{'' if days == 1 else 's'}"
    return {
        "text": text,
        "detail": f"since {day_words(since, today)}" if days else "",
        "tone": "overdue" if days > LONG_WAIT_DAYS else "",
    }


def _beginning(reason: str) -> str:
    return reason if len(reason) <= SHOWN_OF_REASON else f"{reason[:SHOWN_OF_REASON].rstrip()}…"
