"""The parts a start page is made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from desks.presenters import worklists
from desks.presenters.worklists import Tabled
from nrm.access.actors import PersonActor
from nrm.access.permissions import Permission

Rows = Callable[[PersonActor, dt.date], QuerySet[Any]]


@dataclass(frozen=True)
class Doing:
    """One thing that can be done, and where."""

    text: str
    route: str
    permission: Permission
    query: str = ""


@dataclass(frozen=True)
class Figure:
    """How many wait, and the list of them. It stands in red where any waits and it is `alarming`, or where any row of
    `alarms` is there."""

    text: str
    rows: Rows
    route: str
    query: str = ""
    alarming: bool = False
    alarms: Rows | None = None


@dataclass(frozen=True)
class WorkList:
    """The first few of what needs somebody today, what stands there when nothing does, and where all of them are. Where
    nothing stands there, the list is left out when it is empty."""

    title: str
    table: Tabled
    empty: str
    route: str
    query: str = ""


@dataclass(frozen=True)
class StartPage:
    """One role's page; `says` is for a role that no list waits for."""

    doings: tuple[Doing, ...]
    figures: tuple[Figure, ...] = ()
    work: tuple[WorkList, ...] = ()
    says: str = ""


INBOX = Doing("Read your inbox", "desks:inbox", Permission.READ_INBOX)
MEMBERS = Doing("Look after the people of your organisation", "accounts:members", Permission.MANAGE_MEMBERS)
REMINDERS = WorkList("Reminders you have not read", worklists.reminders, "", "desks:inbox")
