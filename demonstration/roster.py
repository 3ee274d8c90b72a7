"""The cases that are there however few are asked for: every stage for both authorities and for every referrer, and
something due today, overdue and far off whatever weekday it is. Pure; dates are Europe/London."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from demonstration.stages import EVERY_STAGE
from demonstration.working_days import is_working_day, last_working_day_before, received_for_target_on

# How many days ago a case of the stage was received.
_DAYS_AGO = {
    "submitted": (1, 0),
    "routed": (4, 5),
    "allocated": (7, 7),
    "drafted": (8, 8),
    "with_second_caseworker": (9, 10),
    "returned": (6, 7),
    "approved": (7, 8),
    "rg_negative": (24, 25),
    "rg_positive": (34, 40),
    "cg_drafted": (30, 52),
    "cg_with_second_caseworker": (61, 58),
    "cg_returned": (66, 70),
    "cg_approved": (72, 63),
    "cg_positive": (75, 90),
    "cg_negative": (68, 110),
}
# Whom a provider is asked for differs in language: these in turn.
_ORIGINS_IN_SUPPORT = ("VN", "AL", "ER", "RO", "SD", "GB", "NG", "CN")


@dataclass(frozen=True)
class Plan:
    """What is settled of a case before chance fills in the rest. `decided_on` is the day of the reasonable grounds
    decision; `provider` is asked first to support the person, and `support_stops` is the last that happened since."""

    referrer: str
    stage: str
    decision_maker: str
    is_child: bool
    nationality: str
    received_on: dt.date
    decided_on: dt.date | None = None
    provider: str = ""
    support_stops: str = ""


def roster(today: dt.date) -> tuple[Plan, ...]:
    """The plans, always the same ones for a day."""
    return (
        *_due(today),
        *_of_police(today),
        *_of_ieca(today),
        *_of_other_referrers(today),
        *_in_support(today),
    )


def _due(today: dt.date) -> list[Plan]:
    """Due today, overdue, this week and far off; on a day without targets a recovery period ends, or an earliest day
    comes, where the decision can have been made on a working day."""
    plans = [
        _sca("derbyshire-police", "submitted", today),
        _sca("derbyshire-police", "allocated", today - dt.timedelta(days=16)),
    ]
    due_today, due_soon = received_for_target_on(today), received_for_target_on(today + dt.timedelta(days=1))
    if due_today is not None:
        plans.append(_sca("derbyshire-police", "allocated", due_today))
        plans.append(Plan("leeds-council", "allocated", "ieca", False, "VN", due_today))
    if due_soon is not None and due_soon < last_working_day_before(today):
        plans.append(_sca("leeds-council", "allocated", due_soon))
    for days_ago in (29, 30):
        decided_on = today - dt.timedelta(days=days_ago)
        if is_working_day(decided_on):
            received_on = decided_on - dt.timedelta(days=7)
            plans.append(Plan("derbyshire-police", "rg_positive", "sca", False, "AL", received_on, decided_on))
    return plans


def _of_police(today: dt.date) -> list[Plan]:
    return [_sca("derbyshire-police", stage, today - dt.timedelta(days=_DAYS_AGO[stage][0])) for stage in EVERY_STAGE]


def _of_ieca(today: dt.date) -> list[Plan]:
    return [
        Plan("leeds-council", stage, "ieca", False, "AL", today - dt.timedelta(days=_DAYS_AGO[stage][1]))
        for stage in EVERY_STAGE
        if stage != "submitted"
    ]


def _of_other_referrers(today: dt.date) -> list[Plan]:
    days = {"submitted": 2, "allocated": 6, "rg_positive": 28, "rg_negative": 38, "cg_positive": 81}
    return [
        _sca(referrer, stage, today - dt.timedelta(days=days_ago))
        for referrer in ("west-yorkshire-police", "leeds-council", "unseen", "border-force")
        for stage, days_ago in days.items()
    ]


def _in_support(today: dt.date) -> list[Plan]:
    """For both providers somebody at each step of support, so lately that an answer may still be waited for."""
    lately = [last_working_day_before(today)]
    for _ in range(6):
        lately.append(last_working_day_before(lately[-1]))
    waiting = [("open", lately[0]), ("offer", lately[3]), ("refuse", lately[6])]
    long_ago, received = today - dt.timedelta(days=45), dt.timedelta(days=8)
    plans: list[Plan] = []
    for provider in ("causeway", "hestia"):
        for stops, decided_on in (*waiting, ("", last_working_day_before(long_ago))):
            plan = _sca("west-yorkshire-police", "rg_positive", decided_on - received)
            origin = _ORIGINS_IN_SUPPORT[len(plans) % len(_ORIGINS_IN_SUPPORT)]
            plans.append(
                replace(plan, nationality=origin, decided_on=decided_on, provider=provider, support_stops=stops)
            )
        ended = _sca("west-yorkshire-police", "cg_positive", today - dt.timedelta(days=190))
        plans.append(replace(ended, provider=provider))
    return plans


def _sca(referrer: str, stage: str, received_on: dt.date) -> Plan:
    is_child = referrer == "leeds-council"
    return Plan(referrer, stage, "sca", is_child, "GB" if is_child else "RO", received_on)
