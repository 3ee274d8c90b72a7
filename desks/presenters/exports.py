"""The files of a team leader as header and rows. No name of a potential victim stands in one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from cases.domain.states import STATUS_WORDS
from cases.enums import CaseStatus, Nation
from cases.models import CaseParty
from deadlines.domain.bank_holidays import calendar_for
from deadlines.domain.compute import days_left
from decisions.enums import DecisionKind, DecisionOutcome
from desks.selectors.exports import Month
from nrm.web.spreadsheet import Cell

RG, CG = DecisionKind.REASONABLE_GROUNDS, DecisionKind.CONCLUSIVE_GROUNDS
POSITIVE, NEGATIVE = DecisionOutcome.POSITIVE, DecisionOutcome.NEGATIVE
MONTHLY_HEADER = (
    "Month",
    "Received",
    "Reasonable grounds positive",
    "Reasonable grounds negative",
    "Conclusive grounds positive",
    "Conclusive grounds negative",
    "Open at month end",
)
OVERDUE_HEADER = (
    "Reference",
    "Stage",
    "Received",
    "Due",
    "Working days overdue",
    "Calendar days overdue",
    "Caseworker",
)
MORE_OVERDUE = "Further cases are not in this file: it holds the most overdue. The queue lists all of them."


def monthly_rows(months: Iterable[Month]) -> list[list[Cell]]:
    """One row a month, `2026-11` first."""
    return [
        [
            f"{month.first:%Y-%m}",
            month.received,
            *(month.issued[kind, outcome] for kind in (RG, CG) for outcome in (POSITIVE, NEGATIVE)),
            month.open_at_end,
        ]
        for month in months
    ]


def overdue_lines(parties: Iterable[CaseParty], today: dt.date, *, are_more: bool) -> list[list[Cell]]:
    """One row a case; dates as ISO 8601, working days counted by the calendar of the case's nation. Where there are
    more, a last row says so."""
    lines: list[list[Cell]] = [
        [
            party.case.reference,
            STATUS_WORDS[CaseStatus(party.case_status)].caseworker,
            party.received_on.isoformat(),
            party.due_on.isoformat() if party.due_on else "",
            *_days_overdue(party, today),
            party.caseworker.person.name if party.caseworker else "Nobody",
        ]
        for party in parties
    ]
    return [*lines, [MORE_OVERDUE, *[""] * (len(OVERDUE_HEADER) - 1)]] if are_more else lines


def _days_overdue(party: CaseParty, today: dt.date) -> list[Cell]:
    """Working days, as the queue counts them, then calendar days."""
    if party.due_on is None:
        return ["", ""]
    left = days_left(party.due_on, today, calendar_for(Nation(party.case.nation)))
    return [-left.working_days, -left.calendar_days]
