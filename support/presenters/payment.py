"""The weekly payment and the published rate in words."""

from __future__ import annotations

import datetime as dt

from deadlines.domain.explain import in_words
from support.domain.rates import rate_in_force, why_no_rate
from support.domain.words import money
from support.models import WeeklyPayment


def payment_words(payment: WeeklyPayment) -> str:
    """`£71.14 a week since 3 December 2026`."""
    return f"{money(payment.amount_pence)} a week since {in_words(payment.starts_on)}"


def rate_words(on: dt.date) -> str:
    """The published weekly rate on a London date with its source, or why there is none."""
    rate = rate_in_force(on)
    return why_no_rate(on) if rate is None else f"The published rate is {money(rate.amount_pence)}: {rate.source}."
