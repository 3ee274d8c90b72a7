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
from desks.presenters.support_rows import PAYMENT_COLUMNS, PROVIDER_COLUMNS, offer_card, payment_row, provider_row
from desks.presenters.waiting_rows import (
    OFFERED_COLUMNS,
    REFUSED_COLUMNS,
    WAITING_COLUMNS,
    offered_row,
    refused_row,
    waiting_row,
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
from support.enums import PackageStatus

SHOWN = 6
Parties = Callable[[PersonActor, dt.date], QuerySet[CaseParty]]


@dataclass(frozen=True)
class Table:
    """What a list shows, what the record must say that it showed, and the rows of which it shows the first few."""

    columns: list[str]
    rows: list[dict[str, Any]]
    event: Event | None = None
    case_ids: list[int] = field(default_factory=list)
    payload: dict[str, Any] = field(default_factory=dict)
    every: QuerySet[Any] | None = None


Tabled = Callable[[PersonActor, dt.date], Table]


def soonest_due(parties: Parties, *, names_caseworker: bool = False) -> Tabled:
    """Cases of the authority, soonest due first; with the caseworker where they differ from row to row."""

    def table(actor: PersonActor, today: dt.date) -> Table:
        every = parties(actor, today)
        rows = first_by_due(every, SHOWN)
        shown = [queue_row(row, today) for row in rows]
        if names_caseworker:
            return _of_cases(QUEUE_COLUMNS, rows, shown, every)
        return _of_cases(QUEUE_COLUMNS[:-1], rows, [{**row, "cells": row["cells"][:-1]} for row in shown], every)

    return table


def newest_first(parties: Parties) -> Tabled:
    """Cases of a referrer, newest first."""

    def table(actor: PersonActor, today: dt.date) -> Table:
        every = parties(actor, today)
        rows = newest(every, SHOWN)
        return _of_cases(FOLLOWED_COLUMNS, rows, [followed_row(row, today) for row in rows], every)

    return table


def drafts(actor: PersonActor, today: dt.date) -> Table:
    """The organisation's drafts, the latest change first, without the link that deletes."""
    found = list(drafts_visible_to(actor)[:SHOWN])
    rows = [{"cells": row["cells"][:-1]} for row in draft_rows(found, duty_of(actor.organisation_id, today))]
    ids = [str(draft.pk) for draft in found]
    return Table(list(DRAFT_COLUMNS[:-1]), rows, Event.DRAFTS_LISTED, payload={"draft_ids": ids})


def reminders(actor: PersonActor, today: dt.date) -> Table:
    """Reminders of dates that were not read yet. They name a case by its reference, as the inbox does."""
    found = list(unread_reminders(actor, today).order_by("-made_at", "-pk")[:SHOWN])
    entries = [inbox_entry(item) for item in found]
    rows = [
        {"cells": [{"text": entry.text, "href": entry.href}, {"text": datetime_short(entry.at)}]} for entry in entries
    ]
    return Table(["Reminder", "Since"], rows)


def packages(wanted: SupportFilter) -> Tabled:
    """People a provider supports, in the order of its list."""

    def table(actor: PersonActor, today: dt.date) -> Table:
        found = first_packages(actor, wanted, today, SHOWN)
        rows = [provider_row(each, today) for each in found]
        return Table(PROVIDER_COLUMNS, rows, Event.SUPPORT_LISTED, _cases_of(found))

    return table


def waiting_packages(actor: PersonActor, today: dt.date) -> Table:
    """People nobody supports yet who are offered to nobody now, longest waiting first."""
    found = first_packages(actor, SupportFilter(statuses=(PackageStatus.TO_ALLOCATE,)), today, SHOWN)
    rows = [waiting_row(each, today) for each in found]
    return Table(WAITING_COLUMNS, rows, Event.SUPPORT_LISTED, _cases_of(found))


def offered_packages(actor: PersonActor, today: dt.date) -> Table:
    """People offered to a provider that has not answered, the oldest offer first."""
    found = first_packages(actor, SupportFilter(statuses=(PackageStatus.OFFERED,)), today, SHOWN)
    rows = [offered_row(each, today) for each in found]
    return Table(OFFERED_COLUMNS, rows, Event.SUPPORT_LISTED, _cases_of(found))


def refused_packages(actor: PersonActor, today: dt.date) -> Table:
    """People whom a provider refused and who need another, longest waiting first."""
    found = first_refused(actor, SHOWN)
    rows = [refused_row(each, today) for each in found]
    return Table(REFUSED_COLUMNS, rows, Event.SUPPORT_LISTED, _cases_of(found))


def offers(actor: PersonActor, today: dt.date) -> Table:
    """Offers to answer, oldest first, in coded facts: nobody is named until the offer is accepted."""
    found = offers_to_answer(actor)
    rows = [_offer_row(offer_card(offer, today), today) for offer in found]
    columns = ["Case", "Person", "What is known", "Offered"]
    return Table(columns, rows, Event.SUPPORT_LISTED, [offer.package.case_id for offer in found])


def payments(actor: PersonActor, today: dt.date) -> Table:
    """Weekly payments that run, the longest running first."""
    found = payments_page(actor, PaymentsFilter(), None).rows[:SHOWN]
    links = Permission.SEE_SUPPORT in actor.permissions
    rows = [payment_row(each, today, links=links, names_provider=False) for each in found]
    return Table(PAYMENT_COLUMNS, rows, Event.SUPPORT_PAYMENTS_LISTED, _cases_of([each.package for each in found]))


def _of_cases(
    columns: list[str], found: list[CaseParty], rows: list[dict[str, Any]], every: QuerySet[CaseParty]
) -> Table:
    case_ids = [row.case_id for row in found]
    return Table(columns, rows, Event.CASES_LISTED, case_ids, {"page": "start"}, every)


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
