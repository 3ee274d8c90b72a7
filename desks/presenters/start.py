"""The start page of a role, filled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from desks.presenters.worklists import Table
from desks.selectors.counting import CountOf, as_bounded, in_one_statement
from desks.start_pages.shape import StartPage
from nrm.access.actors import PersonActor


def doings(page: StartPage, actor: PersonActor) -> list[dict[str, str]]:
    """What may be done, each with where."""
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


def work_lists(page: StartPage, tables: Sequence[Table]) -> list[dict[str, Any]]:
    """The lists of the page, each with its rows or what stands there when nothing waits."""
    return [
        {
            "title": work.title,
            "empty": work.empty,
            "more": reverse(work.route) + work.query,
            "columns": table.columns,
            "rows": table.rows,
        }
        for work, table in zip(page.work, tables, strict=True)
        if table.rows or work.empty
    ]
