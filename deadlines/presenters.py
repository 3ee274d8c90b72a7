"""Stored dates as the clock cards of a case file (`templates/components/clock_card.html`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import MappingProxyType

from cases.enums import Nation
from deadlines.domain.bank_holidays import calendar_for
from deadlines.domain.compute import DaysLeft, days_after_words, days_left, days_left_words
from deadlines.domain.explain import in_words
from deadlines.domain.rules import (
    CG_EARLIEST,
    MOVE_ON_AFTER_NEGATIVE,
    MOVE_ON_AFTER_POSITIVE,
    RECOVERY_PERIOD_END,
    RG_TARGET,
)
from deadlines.enums import Confidence, Unit
from deadlines.models import Deadline
from nrm.london import london_date

CONFIDENCE_WORDS = MappingProxyType(
    {
        Confidence.VERIFIED: "This was read in the source.",
        Confidence.INFERRED: "This is inferred from the source, which does not say it outright.",
        Confidence.RECOLLECTION: "This is not confirmed: it is remembered, not read in a source.",
    }
)

MAY_BE_MADE = "May be made now"


@dataclass(frozen=True)
class ClockCard:
    """One card. `state` is a key of the component's table; `why` are the sentences behind the word “why”."""

    title: str
    value: str
    detail: str
    state: str
    why: tuple[str, ...]
    links: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True)
class _Standing:
    """How a date stands today in the case: `concluded_on` is the day of the conclusive grounds decision, if made."""

    left: DaysLeft
    nation: str
    concluded_on: dt.date | None


def clock_cards(
    deadlines: Iterable[Deadline], *, nation: str, today: dt.date, concluded_on: dt.date | None
) -> list[ClockCard]:
    """The cards of a case's dates as they stand today (London). `concluded_on` is the day of its conclusive grounds
    decision, None before it."""
    calendar = calendar_for(Nation(nation))
    return [
        _CARDS[row.rule](row, _Standing(days_left(row.due_on, today, calendar), nation, concluded_on))
        for row in deadlines
    ]


def why(row: Deadline) -> tuple[str, ...]:
    """The sentences that explain a stored date: what was counted, the rule's source and how sure we are of it."""
    counted = row.explanation[:1].upper() + row.explanation[1:]
    return (
        counted if counted.endswith(".") else f"{counted}.",
        f"Source: {row.source.rstrip('.')}.",
        CONFIDENCE_WORDS[Confidence(row.confidence)],
    )


def with_weekday(day: dt.date) -> str:
    """`Monday 30 November 2026`."""
    return f"{day:%A} {in_words(day)}"


def _target_card(row: Deadline, now: _Standing) -> ClockCard:
    title, left = "Reasonable grounds target", now.left
    if row.met_at is not None:
        return _met_target_card(title, row, london_date(row.met_at), now.nation)
    state = "overdue" if left.overdue else "due_soon" if left.working_days <= 1 else "running"
    return ClockCard(title, f"Due {with_weekday(row.due_on)}", days_left_words(left), state, why(row))


def _met_target_card(title: str, row: Deadline, met_on: dt.date, nation: str) -> ClockCard:
    value, target = f"Decided {in_words(met_on)}", in_words(row.due_on)
    if met_on <= row.due_on:
        return ClockCard(title, value, f"decided in time: the target was {target}", "met", why(row))
    late = days_left(row.due_on, met_on, calendar_for(Nation(nation)))
    return ClockCard(title, value, f"decided late, {days_after_words(late)} the target of {target}", "none", why(row))


def _recovery_card(row: Deadline, now: _Standing) -> ClockCard:
    title, left = "Recovery period", now.left
    if now.concluded_on is not None and now.concluded_on > row.due_on:
        ended = in_words(now.concluded_on)
        return ClockCard(title, f"Ended {ended}", "with the conclusive grounds decision", "met", why(row))
    if now.concluded_on is not None:
        verb = "Ended" if left.overdue else "Until"
        return ClockCard(title, f"{verb} {in_words(row.due_on)}", "the minimum", "none", why(row))
    if left.overdue:
        detail = f"the minimum ended on {in_words(row.due_on)}"
        return ClockCard(title, "Until the conclusive grounds decision", detail, "running", why(row))
    value = f"Until at least {in_words(row.due_on)}"
    detail = f"{_minimum_words(left)}; longer if the conclusive grounds decision is later"
    return ClockCard(title, value, detail, "running", why(row))


def _minimum_words(left: DaysLeft) -> str:
    if left.calendar_days == 0:
        return "the minimum ends today"
    return f"{days_left_words(left, Unit.CALENDAR_DAYS)} of the minimum"


def _earliest_card(row: Deadline, now: _Standing) -> ClockCard:
    left = now.left
    if row.met_at is not None:
        detail = f"decided {in_words(london_date(row.met_at))}"
        return ClockCard("Earliest conclusive grounds decision", in_words(row.due_on), detail, "met", why(row))
    title = "Conclusive grounds decision"
    if left.calendar_days <= 0:
        return ClockCard(title, MAY_BE_MADE, f"since {in_words(row.due_on)}", "none", why(row))
    value = f"Not before {with_weekday(row.due_on)}"
    return ClockCard(
        title, value, f"in {left.calendar_days} day{'' if left.calendar_days == 1 else 's'}", "none", why(row)
    )


def _move_on_card(row: Deadline, now: _Standing) -> ClockCard:
    title, left = "Move-on support", now.left
    at_least = "at least " if row.rule == MOVE_ON_AFTER_POSITIVE else ""
    if row.met_at is not None:
        value = f"Ended {in_words(london_date(row.met_at))}"
        return ClockCard(
            title, value, f"with the support; it was until {at_least}{in_words(row.due_on)}", "none", why(row)
        )
    if left.overdue:
        value = f"{'Minimum ended' if at_least else 'Ended'} {in_words(row.due_on)}"
        return ClockCard(title, value, "for a person in support", "none", why(row))
    unit = Unit.CALENDAR_DAYS if at_least else Unit.WORKING_DAYS
    left_words = "ends today" if left.calendar_days == 0 else days_left_words(left, unit)
    value = f"Until {at_least}{in_words(row.due_on)}"
    return ClockCard(title, value, f"{left_words}; for a person in support", "running", why(row))


_CARDS: MappingProxyType[str, Callable[[Deadline, _Standing], ClockCard]] = MappingProxyType(
    {
        RG_TARGET: _target_card,
        RECOVERY_PERIOD_END: _recovery_card,
        CG_EARLIEST: _earliest_card,
        MOVE_ON_AFTER_POSITIVE: _move_on_card,
        MOVE_ON_AFTER_NEGATIVE: _move_on_card,
    }
)
