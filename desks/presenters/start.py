"""The start page of a role, filled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from desks.presenters.worklists import SHOWN, Table
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


def counts(page: StartPage, tables: Sequence[Table], actor: PersonActor, today: dt.date) -> dict[str, int]:
    """How many there are of each figure, and of each list that may hold more than it shows; one statement."""
    figures = {f"figure_{at}": CountOf(figure.rows(actor, today)) for at, figure in enumerate(page.figures)}
    alarms = {f"alarms_{at}": CountOf(each.alarms(actor, today)) for at, each in enumerate(page.figures) if each.alarms}
    lists = {
        f"list_{at}": CountOf(table.every)
        for at, table in enumerate(tables)
        if table.every is not None and len(table.rows) == SHOWN
    }
    counted = {**figures, **alarms, **lists}
    return in_one_statement(actor, **counted) if counted else {}


def figures(page: StartPage, found: Mapping[str, int]) -> list[dict[str, Any]]:
    """How many wait of each."""
    return [
        {
            "text": figure.text,
            "count": str(as_bounded(found[f"figure_{at}"])),
            "href": reverse(figure.route) + figure.query,
            "alarming": (figure.alarming and found[f"figure_{at}"] > 0) or found.get(f"alarms_{at}", 0) > 0,
        }
        for at, figure in enumerate(page.figures)
    ]


def work_lists(page: StartPage, tables: Sequence[Table], found: Mapping[str, int]) -> list[dict[str, Any]]:
    """The lists of the page, each with its rows or what stands there when nothing waits."""
    return [
        {
            "title": work.title,
            "empty": work.empty,
            "more": reverse(work.route) + work.query,
            "more_text": _see_all(table, found.get(f"list_{at}", len(table.rows))),
            "columns": table.columns,
            "rows": table.rows,
        }
        for at, (work, table) in enumerate(zip(page.work, tables, strict=True))
        if table.rows or work.empty
    ]


def _see_all(table: Table, number: int) -> str:
    """What leads to the whole list, with how many there are where the rows are of a known whole."""
    return "See all of them" if table.every is None else f"See all {as_bounded(number)}"
