"""What waits for the people of a competent authority."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from cases.enums import CaseStatus
from deadlines.enums import DueBand
from desks.presenters import worklists
from desks.presenters.worklists import Parties
from desks.selectors import groups
from desks.start_pages.shape import INBOX, MEMBERS, REMINDERS, Doing, Figure, StartPage, WorkList
from nrm.access.actors import PersonActor
from nrm.access.permissions import Permission

_QUEUE = "desks:queue"


def _in(*statuses: CaseStatus) -> Parties:
    return lambda actor, today: groups.in_statuses(actor, statuses)


def _due(band: DueBand) -> Parties:
    return lambda actor, today: groups.due(actor, band, today)


def _mine(parties: Parties) -> Parties:
    return lambda actor, today: groups.mine(parties(actor, today), actor)


def _allocated(actor: PersonActor, today: dt.date) -> QuerySet[Any]:
    return groups.allocated_to(actor)


def _to_check(actor: PersonActor, today: dt.date) -> QuerySet[Any]:
    return groups.waiting_for_check(actor)


def _unallocated(actor: PersonActor, today: dt.date) -> QuerySet[Any]:
    return groups.unallocated(actor)


_READY = "?stage=conclusive&decision=ready"
_OVERDUE = Figure("overdue", _due(DueBand.OVERDUE), _QUEUE, "?due=overdue", alarming=True)
_TODAY = Figure("due today", _due(DueBand.TODAY), _QUEUE, "?due=today")
_TO_ROUTE = Figure("to route", _in(CaseStatus.SUBMITTED), _QUEUE, "?status=submitted")
_TO_ALLOCATE = Figure("to allocate", _in(CaseStatus.ROUTED), _QUEUE, "?status=routed")
_TO_CHECK = Figure("for you to check", _to_check, _QUEUE, "?decision=check")
_MY_FIGURES = (
    Figure("with you", _allocated, _QUEUE, "?with=me"),
    Figure("with you, due today", _mine(_due(DueBand.TODAY)), _QUEUE, "?with=me&due=today"),
    Figure("with you, overdue", _mine(_due(DueBand.OVERDUE)), _QUEUE, "?with=me&due=overdue", alarming=True),
    Figure("conclusive grounds you can decide", _mine(groups.decidable), _QUEUE, f"{_READY}&with=me"),
)
_CHECKS = WorkList(
    "Decisions for you to check, soonest due first",
    worklists.soonest_due(_to_check, names_caseworker=True),
    "No decision waits for you to check it.",
    _QUEUE,
    "?decision=check",
)
_READY_FOR_ME = WorkList(
    "Conclusive grounds decisions you can make now",
    worklists.soonest_due(_mine(groups.decidable)),
    "No conclusive grounds decision can be made yet in the cases with you.",
    _QUEUE,
    f"{_READY}&with=me",
)
_MY_WORK = (
    WorkList(
        "Cases with you that are overdue",
        worklists.soonest_due(_mine(_due(DueBand.OVERDUE))),
        "No case with you is overdue.",
        _QUEUE,
        "?with=me&due=overdue",
    ),
    WorkList(
        "Cases with you that are due today",
        worklists.soonest_due(_mine(_due(DueBand.TODAY))),
        "No case with you is due today.",
        _QUEUE,
        "?with=me&due=today",
    ),
    WorkList(
        "Decisions returned to you with comments",
        worklists.soonest_due(lambda actor, today: groups.returned_to(actor)),
        "No decision of yours was returned.",
        _QUEUE,
        "?with=me&decision=returned",
    ),
    _READY_FOR_ME,
    REMINDERS,
    WorkList(
        "What is due next with you",
        worklists.soonest_due(_mine(groups.due_later)),
        "No other case with you has a date to meet.",
        _QUEUE,
        "?with=me",
    ),
)
_OPEN_QUEUE = Doing("Open the queue", _QUEUE, Permission.SEE_FILE)
_OPEN_CONCLUSIVE = Doing("Open the queue of conclusive grounds", _QUEUE, Permission.SEE_FILE, "?stage=conclusive")
_DECIDE = Doing(
    "Read the file of your cases and record decisions", _QUEUE, Permission.DRAFT_REASONABLE_GROUNDS, "?with=me"
)
INTAKE = StartPage(
    doings=(
        Doing("Route new referrals and allocate them to caseworkers", _QUEUE, Permission.ROUTE_CASE),
        _OPEN_QUEUE,
        INBOX,
    ),
    figures=(_TO_ROUTE, _TO_ALLOCATE, _TODAY, _OVERDUE),
    work=(
        WorkList(
            "New referrals for you to route, soonest due first",
            worklists.soonest_due(_in(CaseStatus.SUBMITTED)),
            "Every referral has been routed.",
            _QUEUE,
            "?status=submitted",
        ),
        WorkList(
            "Cases for you to allocate, soonest due first",
            worklists.soonest_due(_in(CaseStatus.ROUTED)),
            "Every routed case has been allocated.",
            _QUEUE,
            "?status=routed",
        ),
    ),
)
CASEWORKER = StartPage((_DECIDE, _OPEN_QUEUE, _OPEN_CONCLUSIVE, INBOX), _MY_FIGURES, _MY_WORK)
SECOND_CASEWORKER = StartPage(
    doings=(
        Doing(
            "Check decisions of others before they are issued",
            _QUEUE,
            Permission.CHECK_REASONABLE_GROUNDS,
            "?decision=check",
        ),
        _DECIDE,
        _OPEN_QUEUE,
        _OPEN_CONCLUSIVE,
        INBOX,
    ),
    figures=(_TO_CHECK, *_MY_FIGURES),
    work=(_CHECKS, *_MY_WORK),
)
LEADER = StartPage(
    doings=(
        Doing("Allocate and reallocate cases", _QUEUE, Permission.ALLOCATE_CASE, "?status=routed"),
        Doing(
            "Check decisions before they are issued",
            _QUEUE,
            Permission.CHECK_REASONABLE_GROUNDS,
            "?decision=check",
        ),
        _OPEN_QUEUE,
        _OPEN_CONCLUSIVE,
        MEMBERS,
        INBOX,
    ),
    figures=(
        _OVERDUE,
        _TODAY,
        _TO_ROUTE,
        _TO_ALLOCATE,
        _TO_CHECK,
        Figure("conclusive grounds that can be decided", groups.decidable, _QUEUE, _READY),
    ),
    work=(
        WorkList(
            "Overdue in your authority, most overdue first",
            worklists.soonest_due(_due(DueBand.OVERDUE), names_caseworker=True),
            "No case is overdue.",
            _QUEUE,
            "?due=overdue",
        ),
        WorkList(
            "With nobody yet, soonest due first",
            worklists.soonest_due(_unallocated),
            "Every open case is with a caseworker.",
            _QUEUE,
            "?with=nobody",
        ),
        _CHECKS,
        REMINDERS,
    ),
)
