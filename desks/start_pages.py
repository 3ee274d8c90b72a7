"""What each role finds when it arrives: one literal table. What a role may do is still asked of its permissions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet

from cases.enums import CaseStatus
from cases.models import CaseParty
from deadlines.enums import DueBand
from desks.selectors import groups
from nrm.access.actors import PersonActor
from nrm.access.permissions import Permission
from nrm.access.roles import Role
from referrals.selectors import drafts_visible_to

Rows = Callable[[PersonActor, dt.date], QuerySet[Any]]


@dataclass(frozen=True)
class Doing:
    """One thing that can be done so far, and where."""

    text: str
    route: str
    permission: Permission
    query: str = ""


@dataclass(frozen=True)
class Figure:
    """How many wait, and the list of them."""

    text: str
    rows: Rows
    route: str
    query: str = ""
    alarming: bool = False


@dataclass(frozen=True)
class WorkList:
    """The first few that need somebody today, and what stands there when none does."""

    title: str
    rows: Callable[[PersonActor], QuerySet[CaseParty]]
    empty: str
    more: str
    newest_first: bool = False


@dataclass(frozen=True)
class StartPage:
    """One role's page."""

    doings: tuple[Doing, ...]
    figures: tuple[Figure, ...] = ()
    work: WorkList | None = None
    later: str = ""


def _in(*statuses: CaseStatus) -> Callable[[PersonActor], QuerySet[CaseParty]]:
    return lambda actor: groups.in_statuses(actor, statuses)


def _due(band: DueBand) -> Rows:
    return lambda actor, today: groups.due(actor, band, today)


def _mine_due(band: DueBand) -> Rows:
    return lambda actor, today: groups.due(actor, band, today).filter(caseworker_id=actor.membership_id)


_QUEUE, _CASES = "desks:queue", "desks:cases"
_INBOX = Doing("Read your inbox", "desks:inbox", Permission.READ_INBOX)
_OVERDUE = Figure("overdue", _due(DueBand.OVERDUE), _QUEUE, "?due=overdue", alarming=True)
_TODAY = Figure("due today", _due(DueBand.TODAY), _QUEUE, "?due=today")
_TO_ROUTE = Figure(
    "to route", lambda actor, today: groups.in_statuses(actor, (CaseStatus.SUBMITTED,)), _QUEUE, "?status=submitted"
)
_TO_ALLOCATE = Figure(
    "to allocate", lambda actor, today: groups.in_statuses(actor, (CaseStatus.ROUTED,)), _QUEUE, "?status=routed"
)
_TO_CHECK = Figure("to check", lambda actor, today: groups.waiting_for_check(actor), _QUEUE, "?decision=check")
_MINE = Figure("with you", lambda actor, today: groups.allocated_to(actor), _QUEUE, "?with=me")
_MY_WORK = WorkList(
    "Your cases, soonest due first",
    groups.allocated_to,
    "No case that awaits a reasonable grounds decision is with you.",
    "/queue/?with=me",
)
_REFERRER = StartPage(
    doings=(
        Doing("Refer a potential victim", "referrals:begin", Permission.DRAFT_REFERRAL),
        Doing("Go on with a draft", "referrals:drafts", Permission.DRAFT_REFERRAL),
        Doing("Follow the cases your organisation referred", _CASES, Permission.FOLLOW_CASE),
        Doing(
            "See your organisation’s duty to notify reports",
            "referrals:duty-to-notify-list",
            Permission.SEE_DUTY_TO_NOTIFY,
        ),
        _INBOX,
    ),
    figures=(
        Figure("drafts", lambda actor, today: drafts_visible_to(actor), "referrals:drafts"),
        Figure("being considered", lambda actor, today: groups.undecided(actor), _CASES, "?stage=considered"),
        Figure("decided", lambda actor, today: groups.decided(actor), _CASES, "?stage=decided"),
    ),
    work=WorkList(
        "Cases with a decision, newest first",
        groups.decided,
        "None of your organisation’s cases has a decision yet.",
        "/cases/?stage=decided",
        newest_first=True,
    ),
)
_MEMBERS = Doing("Look after the people of your organisation", "accounts:members", Permission.MANAGE_MEMBERS)


def _later(text: str) -> StartPage:
    return StartPage(doings=(_INBOX,), later=f"{text} Nothing of a case is shown to you yet.")


START_PAGES: MappingProxyType[Role, StartPage] = MappingProxyType(
    {
        Role.REFERRER: _REFERRER,
        Role.LEAD: StartPage((*_REFERRER.doings, _MEMBERS), _REFERRER.figures, _REFERRER.work),
        Role.INTAKE: StartPage(
            doings=(
                Doing("Route new referrals and allocate them to caseworkers", _QUEUE, Permission.ROUTE_CASE),
                Doing("Open the queue", _QUEUE, Permission.SEE_FILE),
                _INBOX,
            ),
            figures=(_TO_ROUTE, _TO_ALLOCATE, _TODAY, _OVERDUE),
            work=WorkList(
                "To route or allocate, soonest due first",
                _in(CaseStatus.SUBMITTED, CaseStatus.ROUTED),
                "Every referral has been routed and allocated.",
                "/queue/?status=submitted&status=routed",
            ),
        ),
        Role.CASEWORKER: StartPage(
            doings=(
                Doing(
                    "Read the file of your cases and record decisions",
                    _QUEUE,
                    Permission.DRAFT_REASONABLE_GROUNDS,
                    "?with=me",
                ),
                Doing("Open the queue", _QUEUE, Permission.SEE_FILE),
                _INBOX,
            ),
            figures=(
                _MINE,
                Figure("due today", _mine_due(DueBand.TODAY), _QUEUE, "?with=me&due=today"),
                Figure("overdue", _mine_due(DueBand.OVERDUE), _QUEUE, "?with=me&due=overdue", alarming=True),
            ),
            work=_MY_WORK,
        ),
        Role.SECOND_CASEWORKER: StartPage(
            doings=(
                Doing(
                    "Check decisions of others before they are issued",
                    _QUEUE,
                    Permission.CHECK_REASONABLE_GROUNDS,
                    "?decision=check",
                ),
                Doing(
                    "Read the file of your own cases and record decisions",
                    _QUEUE,
                    Permission.DRAFT_REASONABLE_GROUNDS,
                    "?with=me",
                ),
                Doing("Open the queue", _QUEUE, Permission.SEE_FILE),
                _INBOX,
            ),
            figures=(_TO_CHECK, _MINE),
            work=WorkList(
                "Decisions to check, soonest due first",
                groups.waiting_for_check,
                "No decision waits for you to check it.",
                "/queue/?decision=check",
            ),
        ),
        Role.LEADER: StartPage(
            doings=(
                Doing("Allocate and reallocate cases", _QUEUE, Permission.ALLOCATE_CASE, "?status=routed"),
                Doing(
                    "Check decisions before they are issued",
                    _QUEUE,
                    Permission.CHECK_REASONABLE_GROUNDS,
                    "?decision=check",
                ),
                Doing("Open the queue", _QUEUE, Permission.SEE_FILE),
                _MEMBERS,
                _INBOX,
            ),
            figures=(_OVERDUE, _TODAY, _TO_ROUTE, _TO_ALLOCATE, _TO_CHECK),
            work=WorkList(
                "Due first in your authority",
                groups.undecided,
                "No case awaits a reasonable grounds decision.",
                "/queue/",
            ),
        ),
        Role.PANEL_CHAIR: _later("Your pages will hold the children’s cases your panel decides."),
        Role.CONTRACT_MANAGER: _later("Your pages will hold the people to be placed with a support provider."),
        Role.SUPPORT_WORKER: _later("Your pages will hold the people your organisation supports."),
        Role.SUPPORT_FINANCE: _later("Your pages will hold the payments due to the people your organisation supports."),
        Role.CHILDRENS_SERVICES: _later("Your pages will hold the children in your council’s area."),
        Role.ANALYST: _later("Your pages will hold patterns and links across agencies, without identities."),
        Role.STATISTICIAN: _later("Your pages will hold the published tables as at a date."),
        Role.AUDITOR: StartPage(
            doings=(
                Doing("See who saw or changed a case, and what a person did", "desks:record", Permission.READ_RECORD),
                _INBOX,
            ),
        ),
        Role.ADMINISTRATOR: StartPage(
            doings=(_MEMBERS, _INBOX),
            later="You look after the people of your organisation: invite them, change their roles, end their access. "
            "Nothing of a case is shown to you.",
        ),
        Role.SYSTEM_OPERATOR: _later("Your pages will say how the system runs."),
    }
)
