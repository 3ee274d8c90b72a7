"""The weekly payment and the published rate in words."""

from __future__ import annotations

import datetime as dt

from deadlines.domain.explain import in_words
from support.domain.rates import Rate, last_published_rate, rate_in_force, why_no_rate
from support.domain.words import money
from support.models import WeeklyPayment


def payment_words(payment: WeeklyPayment) -> str:
    """`£71.14 a week since 3 December 2026`."""
    return f"{money(payment.amount_pence)} a week since {in_words(payment.starts_on)}"


def rate_words(on: dt.date) -> str:
    """The published weekly rate on a London date with its days and its source, or why there is none and what the last
    one was."""
    rate, last = rate_in_force(on), last_published_rate(on)
    if rate is not None:
        return f"The published rate {_days(rate)} is {money(rate.amount_pence)}: {rate.source}."
    if last is None:
        return why_no_rate(on)
    return f"{why_no_rate(on)} The last published rate, {_days(last)}, was {money(last.amount_pence)} a week."


def _days(rate: Rate) -> str:
    until = f" to {in_words(rate.effective_until)}" if rate.effective_until else ""
    return f"from {in_words(rate.effective_from)}{until}"
