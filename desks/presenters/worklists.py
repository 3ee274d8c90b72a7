"""The lists of a start page: the first few of what waits, in the cells of the list they come from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from cases.models import CaseParty
from desks.presenters.notices import inbox_entry
from desks.presenters.rows import FOLLOWED_COLUMNS, QUEUE_COLUMNS, followed_row, queue_row
from desks.presenters.support_rows import (
    CONTRACTOR_COLUMNS,
    PAYMENT_COLUMNS,
    PROVIDER_COLUMNS,
    contractor_row,
    offer_card,
    payment_row,
    provider_row,
)
from desks.selectors.inbox import unread_reminders
from desks.selectors.listing import first_by_due, newest
from desks.selectors.support_lists import first_packages, first_refused, offers_to_answer, payments_page
from desks.support_filter import PaymentsFilter, SupportFilter
from nrm.access.actors import PersonActor
from nrm.access.permissions import Permission
from nrm.accounts.selectors import duty_of
from nrm.audit.events import Event
from nrm.jinja import datetime_short
from nrm.london import london_date
from referrals.presenters.listed import DRAFT_COLUMNS, draft_rows
from referrals.selectors import drafts_visible_to

SHOWN = 6
Parties = Callable[[PersonActor, dt.date], QuerySet[CaseParty]]


@dataclass(frozen=True)
class Table:
    """What a list shows, and what the record must say that it showed."""

    columns: list[str]
    rows: list[dict[str, Any]]
    event: Event | None = None
    case_ids: list[int] = field(default_factory=list)
    payload: dict[str, Any] = field(default_factory=dict)


Tabled = Callable[[PersonActor, dt.date], Table]


def soonest_due(parties: Parties) -> Tabled:
    """Cases of the authority, soonest due first."""

    def table(actor: PersonActor, today: dt.date) -> Table:
        rows = first_by_due(parties(actor, today), SHOWN)
        return _of_cases(QUEUE_COLUMNS, rows, [queue_row(row, today) for row in rows])

    return table


def newest_first(parties: Parties) -> Tabled:
    """Cases of a referrer, newest first."""

    def table(actor: PersonActor, today: dt.date) -> Table:
        rows = newest(parties(actor, today), SHOWN)
        return _of_cases(FOLLOWED_COLUMNS, rows, [followed_row(row, today) for row in rows])

    return table


def drafts(actor: PersonActor, today: dt.date) -> Table:
    """The organisation's drafts, the latest change first, without the link that deletes."""
    found = list(drafts_visible_to(actor)[:SHOWN])
    rows = [{"cells": row["cells"][:-1]} for row in draft_rows(found, duty_of(actor.organisation_id, today))]
    ids = [str(draft.pk) for draft in found]
    return Table(list(DRAFT_COLUMNS[:-1]), rows, Event.DRAFTS_LISTED, payload={"draft_ids": ids})


def reminders(actor: PersonActor, today: dt.date) -> Table:
    """Reminders of dates that were not read yet. They name a case by its reference, as the inbox does."""
    found = list(unread_reminders(actor).order_by("-made_at", "-pk")[:SHOWN])
    entries = [inbox_entry(item) for item in found]
    rows = [
        {"cells": [{"text": entry.text, "href": entry.href}, {"text": datetime_short(entry.at)}]} for entry in entries
    ]
    return Table(["Reminder", "Since"], rows)


def packages(wanted: SupportFilter) -> Tabled:
    """People to place or in support, in the order of the list of support."""

    def table(actor: PersonActor, today: dt.date) -> Table:
        found = first_packages(actor, wanted, today, SHOWN)
        places = Permission.ALLOCATE_PROVIDER in actor.permissions
        row = contractor_row if places else provider_row
        columns = CONTRACTOR_COLUMNS if places else PROVIDER_COLUMNS
        return Table(columns, [row(each, today) for each in found], Event.SUPPORT_LISTED, _cases_of(found))

    return table


def refused_packages(actor: PersonActor, today: dt.date) -> Table:
    """People whom the last provider asked refused, and who need another."""
    found = first_refused(actor, SHOWN)
    rows = [contractor_row(each, today) for each in found]
    return Table(CONTRACTOR_COLUMNS, rows, Event.SUPPORT_LISTED, _cases_of(found))


def offers(actor: PersonActor, today: dt.date) -> Table:
    """Offers to answer, oldest first, in coded facts: nobody is named until the offer is accepted."""
    found = offers_to_answer(actor)
    rows = [_offer_row(offer_card(offer), today) for offer in found]
    columns = ["Case", "Person", "What is known", "Offered"]
    return Table(columns, rows, Event.SUPPORT_LISTED, [offer.package.case_id for offer in found])


def payments(actor: PersonActor, today: dt.date) -> Table:
    """Weekly payments that run, the longest running first."""
    found = payments_page(actor, PaymentsFilter(), None).rows[:SHOWN]
    links = Permission.SEE_SUPPORT in actor.permissions
    rows = [payment_row(each, today, links=links, names_provider=False) for each in found]
    return Table(PAYMENT_COLUMNS, rows, Event.SUPPORT_PAYMENTS_LISTED, _cases_of([each.package for each in found]))


def _of_cases(columns: list[str], found: list[CaseParty], rows: list[dict[str, Any]]) -> Table:
    return Table(columns, rows, Event.CASES_LISTED, [row.case_id for row in found], {"page": "start"})


def _cases_of(found: list[Any]) -> list[int]:
    return [each.case_id for each in found]


def _offer_row(card: dict[str, Any], today: dt.date) -> dict[str, Any]:
    offered_on = london_date(card["offered_at"])
    return {
        "cells": [
            {"text": card["reference"], "href": card["href"], "tags": card["tags"]},
            {"text": card["person"]},
            {"text": card["facts"]},
            {"text": "Today" if offered_on == today else f"{offered_on.day} {offered_on:%B %Y}"},
        ]
    }
