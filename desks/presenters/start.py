"""The start page of a role, filled."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse

from cases.models import CaseParty
from desks.presenters.rows import FOLLOWED_COLUMNS, QUEUE_COLUMNS, followed_row, queue_row
from desks.selectors.counting import CountOf, as_bounded, in_one_statement
from desks.start_pages import StartPage, WorkList
from nrm.access.actors import PersonActor
from nrm.access.permissions import Permission


def doings(page: StartPage, actor: PersonActor) -> list[dict[str, str]]:
    """What may be done so far, each with where."""
    return [
        {"text": doing.text, "href": reverse(doing.route) + doing.query}
        for doing in page.doings
        if doing.permission in actor.permissions
    ]


def figures(page: StartPage, actor: PersonActor, today: dt.date) -> list[dict[str, Any]]:
    """How many wait of each; one statement."""
    if not page.figures:
        return []
    counted = {f"figure_{at}": CountOf(figure.rows(actor, today)) for at, figure in enumerate(page.figures)}
    found = in_one_statement(actor, **counted)
    return [
        {
            "text": figure.text,
            "count": str(as_bounded(found[f"figure_{at}"])),
            "href": reverse(figure.route) + figure.query,
            "alarming": figure.alarming and found[f"figure_{at}"] > 0,
        }
        for at, figure in enumerate(page.figures)
    ]


def work_table(work: WorkList, rows: list[CaseParty], actor: PersonActor, today: dt.date) -> dict[str, Any]:
    """The first few cases in the cells of the list they come from."""
    sees_file = Permission.SEE_FILE in actor.permissions
    present = queue_row if sees_file else followed_row
    return {
        "title": work.title,
        "empty": work.empty,
        "more": work.more,
        "columns": QUEUE_COLUMNS if sees_file else FOLLOWED_COLUMNS,
        "rows": [present(row, today) for row in rows],
    }
