"""How far an invented case has come, and when each thing happened. Pure; dates are Europe/London, around today.

A short roster comes first, so that every stage exists for both authorities and for every referrer, and something is due
today, overdue and far off whatever weekday it is. The other cases follow the published shares. Whatever the
authorities' people did, they did on working days before today; only a referral may have come in today.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field

from demonstration.shares import CHILDREN_OF, NATIONALITIES, NATIONS, REFERRERS, pick
from demonstration.working_days import (
    is_working_day,
    last_working_day_before,
    moment,
    moments_on,
    received_for_target_on,
    working_days_between,
)

DECIDED_WITHIN = 150
_TO_WORK = ("route", "allocate")
_TO_SECOND = (*_TO_WORK, "save_draft", "send_to_second_caseworker")
# What happened to a case that stands there, as names of transitions of cases and decisions.
STEPS_TO: dict[str, tuple[str, ...]] = {
    "submitted": (),
    "routed": ("route",),
    "allocated": _TO_WORK,
    "drafted": (*_TO_WORK, "save_draft"),
    "with_second_caseworker": _TO_SECOND,
    "returned": (*_TO_SECOND, "return_with_comments"),
    "approved": (*_TO_SECOND, "approve"),
    "rg_positive": (*_TO_WORK, "save_draft", "issue"),
    "rg_negative": (*_TO_SECOND, "approve", "issue"),
}
STAGES = tuple(zip(STEPS_TO, (8, 5, 12, 6, 4, 2, 1, 38, 24), strict=True))
DECIDED = frozenset({"rg_positive", "rg_negative"})
# How many in a hundred foreign adults meet a criterion of the Immigration Enforcement Competent Authority.
IECA_SHARE = (("ieca", 39), ("sca", 61))
# Working days from referral to decision.
DAYS_TO_DECIDE = ((2, 10), (3, 20), (4, 25), (5, 25), (6, 10), (8, 6), (9, 4))


@dataclass(frozen=True)
class Plan:
    """What is settled of a case before chance fills in the rest."""

    referrer: str
    stage: str
    decision_maker: str
    is_child: bool
    nationality: str
    received_on: dt.date
    decided_on: dt.date | None = None


@dataclass(frozen=True)
class Life:
    """What happened to one case: moments are UTC. `steps` are names of transitions in order, each with its moment;
    `author` is the role of the caseworker at the authority."""

    referrer: str
    nation: str
    decision_maker: str
    stage: str
    is_child: bool
    nationality: str
    received_on: dt.date
    received_at: dt.datetime
    author: str
    steps: tuple[tuple[str, dt.datetime], ...] = field(default=())

    def moment_of(self, step: str) -> dt.datetime | None:
        """When the step was taken; None when the case has not come so far."""
        return dict(self.steps).get(step)


def lives(number: int, seed: int, now: dt.datetime, today: dt.date) -> list[tuple[str, Life]]:
    """That many lives in the order they were received, each with the seed of a random source of its own. `today` is the
    London date of `now`."""
    plans = roster(today)
    made = []
    for each in range(number):
        life_seed = f"{seed}/{each}"
        source = random.Random(f"{life_seed}/life")  # noqa: S311  invented data
        plan = plans[each] if each < len(plans) else _plan(source, today)
        made.append((life_seed, _life(source, plan, now, today)))
    return sorted(made, key=lambda pair: (pair[1].received_at, pair[0]))


def roster(today: dt.date) -> tuple[Plan, ...]:
    """The cases that are there however few are asked for."""
    return (*_due(today), *_of_police(today), *_of_ieca(today), *_of_other_referrers(today))


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
    days = dict(zip(STEPS_TO, (1, 4, 7, 8, 9, 6, 7, 34, 24), strict=True))
    return [_sca("derbyshire-police", stage, today - dt.timedelta(days=days[stage])) for stage in STEPS_TO]


def _of_ieca(today: dt.date) -> list[Plan]:
    days = dict(zip(STEPS_TO, (0, 5, 7, 8, 10, 7, 8, 40, 25), strict=True))
    return [
        Plan("leeds-council", stage, "ieca", False, "AL", today - dt.timedelta(days=days[stage]))
        for stage in STEPS_TO
        if stage != "submitted"
    ]


def _of_other_referrers(today: dt.date) -> list[Plan]:
    days = {"submitted": 2, "allocated": 6, "rg_positive": 28, "rg_negative": 38}
    return [
        _sca(referrer, stage, today - dt.timedelta(days=days_ago))
        for referrer in ("west-yorkshire-police", "leeds-council", "unseen", "border-force")
        for stage, days_ago in days.items()
    ]


def _sca(referrer: str, stage: str, received_on: dt.date) -> Plan:
    is_child = referrer == "leeds-council"
    return Plan(referrer, stage, "sca", is_child, "GB" if is_child else "RO", received_on)


def _plan(source: random.Random, today: dt.date) -> Plan:
    stage, referrer = pick(source, STAGES), pick(source, REFERRERS)
    is_child, nationality = source.randrange(100) < CHILDREN_OF[referrer], pick(source, NATIONALITIES)
    may_be_ieca = stage != "submitted" and not is_child and nationality != "GB"
    maker = pick(source, IECA_SHARE) if may_be_ieca else "sca"
    received_on = today - dt.timedelta(days=_days_ago(source, stage))
    return Plan(referrer, stage, maker, is_child, nationality, received_on)


def _days_ago(source: random.Random, stage: str) -> int:
    if stage in DECIDED:
        return source.randrange(14, DECIDED_WITHIN)
    if stage == "submitted":
        return source.randrange(0, 4)
    return source.randrange(1, 6 if stage == "routed" else 13)


def _life(source: random.Random, plan: Plan, now: dt.datetime, today: dt.date) -> Life:
    received_on = _early_enough(plan, today)
    return Life(
        referrer=plan.referrer,
        nation=pick(source, NATIONS) if plan.referrer in {"border-force", "unseen"} else "england",
        decision_maker=plan.decision_maker,
        stage=plan.stage,
        is_child=plan.is_child,
        nationality=plan.nationality,
        received_on=received_on,
        received_at=_received_at(source, received_on, now, today),
        author=pick(source, (("caseworker", 75), ("second-caseworker", 20), ("leader", 5))),
        steps=_steps(source, plan, received_on, today),
    )


def _early_enough(plan: Plan, today: dt.date) -> dt.date:
    """The day received, moved back where no working day lies between it and today for what happened since."""
    if not STEPS_TO[plan.stage]:
        return plan.received_on
    return min(plan.received_on, last_working_day_before(today) - dt.timedelta(days=1))


def _received_at(source: random.Random, received_on: dt.date, now: dt.datetime, today: dt.date) -> dt.datetime:
    """Between seven and nine in the evening; what came in today came in the first half hour, so that it is past."""
    if received_on == today:
        return min(moment(today, source.randrange(1, 30)), now)
    return moment(received_on, source.randrange(7 * 60, 21 * 60))


def _steps(
    source: random.Random, plan: Plan, received_on: dt.date, today: dt.date
) -> tuple[tuple[str, dt.datetime], ...]:
    steps = STEPS_TO[plan.stage]
    if not steps:
        return ()
    days = working_days_between(received_on, plan.decided_on or last_working_day_before(today))
    is_decided = plan.stage in DECIDED
    if is_decided and plan.decided_on is None:
        days = days[: pick(source, DAYS_TO_DECIDE)]
    return tuple(zip(steps, moments_on(source, days, len(steps), last_day=is_decided), strict=True))
