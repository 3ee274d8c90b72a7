"""What waits for those who place, support and pay people."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from desks.presenters import worklists
from desks.selectors import support_lists
from desks.start_pages.shape import INBOX, REMINDERS, Doing, Figure, Rows, StartPage, WorkList
from desks.support_filter import ASSESS, MINE, PLAN_DUE, SupportFilter
from nrm.access.actors import PersonActor
from nrm.access.permissions import Permission
from support.enums import PackageStatus
from support.selectors import offers_visible_to

_SUPPORT = "desks:support"


def _packages(wanted: SupportFilter) -> Rows:
    def rows(actor: PersonActor, today: dt.date) -> QuerySet[Any]:
        return support_lists.packages_in(actor, wanted, today)

    return rows


_NEW = SupportFilter(statuses=(PackageStatus.TO_ALLOCATE,))
_OFFERED = SupportFilter(statuses=(PackageStatus.OFFERED,))
_SUPPORTED = SupportFilter(statuses=(PackageStatus.IN_SUPPORT,))
_TO_ASSESS, _PLAN_DUE = SupportFilter(todo=ASSESS), SupportFilter(todo=PLAN_DUE)
CONTRACTOR = StartPage(
    doings=(
        Doing("Offer people to a support provider", _SUPPORT, Permission.ALLOCATE_PROVIDER, "?status=to_allocate"),
        Doing("See everybody your organisation places", _SUPPORT, Permission.SEE_SUPPORT),
        Doing("See the weekly payments", "desks:support-payments", Permission.SEE_PAYMENTS),
        INBOX,
    ),
    figures=(
        Figure("to be offered", _packages(_NEW), _SUPPORT, "?status=to_allocate", alarming=True),
        Figure("offered, not answered", _packages(_OFFERED), _SUPPORT, "?status=offered"),
        Figure("in support", _packages(_SUPPORTED), _SUPPORT, "?status=in_support"),
    ),
    work=(
        WorkList(
            "People who need a provider, longest waiting first",
            worklists.waiting_packages,
            "Everybody has been offered to a provider.",
            _SUPPORT,
            "?status=to_allocate",
        ),
        WorkList(
            "Offers refused: people you must offer to somebody else",
            worklists.refused_packages,
            "No provider has refused anybody who still needs one.",
            _SUPPORT,
            "?status=to_allocate",
        ),
        WorkList(
            "Offers a provider has not answered, oldest first",
            worklists.offered_packages,
            "Every offer has been answered.",
            _SUPPORT,
            "?status=offered",
        ),
        REMINDERS,
    ),
)
PROVIDER = StartPage(
    doings=(
        Doing("Answer offers and see whom you support", _SUPPORT, Permission.ANSWER_OFFER),
        Doing("See the people you are the support worker of", _SUPPORT, Permission.RECORD_SUPPORT, "?with=me"),
        Doing("See the weekly payments", "desks:support-payments", Permission.SEE_PAYMENTS),
        INBOX,
    ),
    figures=(
        Figure("offers to answer", lambda actor, today: offers_visible_to(actor), _SUPPORT, alarming=True),
        Figure("in support, with you", _packages(SupportFilter(worker=MINE)), _SUPPORT, "?with=me"),
        Figure("to assess", _packages(_TO_ASSESS), _SUPPORT, f"?todo={ASSESS}"),
        Figure(
            "with a plan item overdue or due",
            _packages(_PLAN_DUE),
            _SUPPORT,
            f"?todo={PLAN_DUE}",
            alarms=support_lists.with_overdue_items,
        ),
    ),
    work=(
        WorkList(
            "Offers your organisation must answer, oldest first",
            worklists.offers,
            "No offer waits for an answer.",
            _SUPPORT,
        ),
        WorkList(
            "People in support whose needs have not been assessed",
            worklists.packages(_TO_ASSESS),
            "Everybody your organisation supports has been assessed.",
            _SUPPORT,
            f"?todo={ASSESS}",
        ),
        WorkList(
            "Plan items overdue or due within a week",
            worklists.packages(_PLAN_DUE),
            "No plan item is overdue or due within a week.",
            _SUPPORT,
            f"?todo={PLAN_DUE}",
        ),
        REMINDERS,
    ),
)
FINANCE = StartPage(
    doings=(Doing("See the weekly payments", "desks:support-payments", Permission.SEE_PAYMENTS), INBOX),
    figures=(
        Figure(
            "payments that run",
            lambda actor, today: support_lists.payments_visible_to(actor).filter(ends_on=None),
            "desks:support-payments",
        ),
    ),
    work=(
        WorkList(
            "Weekly payments that run, longest first",
            worklists.payments,
            "No weekly payment runs.",
            "desks:support-payments",
        ),
    ),
)
