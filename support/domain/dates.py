"""Which days may be entered for placements, payments, assessments and the end of support. London dates.

Placements and payments are recorded as they begin and end, never ahead: one without a last day is one that runs. The
greatest weekly payment is ours: it catches slips of the hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from deadlines.domain.explain import in_words

GREATEST_WEEKLY_PENCE = 100_000


@dataclass(frozen=True)
class Span:
    """From a day to another, both inclusive; `until` is None while it lasts."""

    since: date
    until: date | None = None


def placement_refusal(since: date, *, today: date, opened_on: date, earlier: Iterable[Span]) -> str | None:
    """Why a placement may not begin on a day, as a sentence, or None: not before support opened, not before an earlier
    placement began or ended, not later than today."""
    if since < opened_on:
        return f"The placement cannot begin before support was opened, on {in_words(opened_on)}."
    if since > today:
        return "The placement cannot begin in the future. Record it on the day it begins."
    latest = max((span.until or span.since for span in earlier), default=None)
    if latest is not None and since < latest:
        return f"The placement must begin on or after {in_words(latest)}, because of the placement before it."
    return None


def last_day_before(since: date, span: Span) -> date:
    """The last day of a placement or payment that another follows on `since`: the day before, never before it began."""
    return max(span.since, since - timedelta(days=1))


def placement_end_refusal(ended_on: date, *, today: date, span: Span) -> str | None:
    """Why a placement may not end on a day, as a sentence, or None."""
    if span.until is not None:
        return f"This placement has ended already, on {in_words(span.until)}."
    if ended_on < span.since:
        return f"The placement cannot end before it began, on {in_words(span.since)}."
    if ended_on > today:
        return "The placement cannot end in the future. Record its end on that day."
    return None


def amount_refusal(amount_pence: int) -> str | None:
    """Why a weekly amount in pence does not do, as a sentence, or None."""
    if amount_pence <= 0:
        return "Enter an amount of more than nothing."
    if amount_pence > GREATEST_WEEKLY_PENCE:
        return f"Enter an amount of at most £{GREATEST_WEEKLY_PENCE // 100:,} a week. Check the decimal point."
    return None


def payment_refusal(starts_on: date, *, today: date, opened_on: date, earlier: Iterable[Span]) -> str | None:
    """Why a weekly payment may not start on a day, as a sentence, or None: not before support opened, not later than
    today, and after every earlier payment; one that runs ends the day before."""
    if starts_on < opened_on:
        return f"The payment cannot start before support was opened, on {in_words(opened_on)}."
    if starts_on > today:
        return "The payment cannot start in the future. Set it on the day it starts."
    latest = max((span.until or span.since for span in earlier), default=None)
    if latest is not None and starts_on <= latest:
        return f"The payment must start after {in_words(latest)}, because of the payment before it."
    return None


def payment_end_refusal(ends_on: date, *, today: date, span: Span) -> str | None:
    """Why a weekly payment may not end on a day, as a sentence, or None."""
    if span.until is not None:
        return f"This payment has ended already, on {in_words(span.until)}."
    if ends_on < span.since:
        return f"The payment cannot end before it started, on {in_words(span.since)}."
    if ends_on > today:
        return "The payment cannot end in the future. Record its end on that day."
    return None


def assessment_date_refusal(assessed_on: date, *, today: date, opened_on: date) -> str | None:
    """Why an assessment may not bear a day, as a sentence, or None."""
    if assessed_on > today:
        return "The date of the assessment cannot be in the future."
    if assessed_on < opened_on:
        return f"The assessment cannot be from before support was opened, on {in_words(opened_on)}."
    return None


def end_refusal(ended_on: date, *, today: date, opened_on: date, begun: Iterable[date]) -> str | None:
    """Why support may not end on a day, as a sentence, or None. `begun` are the days on which placements and payments
    began."""
    if ended_on > today:
        return "The day support ended cannot be in the future. Record it on that day."
    if ended_on < opened_on:
        return f"Support cannot end before it was opened, on {in_words(opened_on)}."
    latest = max(begun, default=None)
    if latest is not None and ended_on < latest:
        return f"Support cannot end before {in_words(latest)}, when its last placement or payment began."
    return None


def early_end_refusal(ended_on: date, lasts_until: date, lasts: str) -> str | None:
    """Why support may not end on a day unless somebody confirms it, as a sentence, or None. `lasts_until` is the last
    day of the recovery period or the move-on support; `lasts` says before the date which of them lasts until then."""
    if ended_on >= lasts_until:
        return None
    return f"Support would end although {lasts} {in_words(lasts_until)}. Confirm it or change the day."
