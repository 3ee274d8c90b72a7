"""How far an invented case has come, and when each thing happened. Pure; dates are Europe/London, around today.

The roster comes first; the other cases follow the published shares. Whatever the authorities' people did, they did on
working days before today; only a referral may have come in today.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass

from cases.enums import DecisionMaker, Nation
from deadlines.domain.rules import CG_EARLIEST
from demonstration.roster import Plan, roster
from demonstration.shares import CHILDREN_OF, NATIONALITIES, NATIONS, REFERRERS, pick
from demonstration.stages import CG_DECIDED, CG_STEPS_TO, RG_DECIDED, STAGES, cg_steps, rg_steps
from demonstration.working_days import computed, last_working_day_before, moment, moments_on, working_days_between
from nrm.london import london_date

# How many days ago the oldest and the newest of a stage came in, where that is not decided by the stage's own steps.
# Cases that wait for a conclusive grounds decision are 141 days old on average (Home Office, 2025).
_DAYS_AGO_DECIDED = {"rg_negative": (14, 400), "rg_positive": (14, 270)}
_DAYS_AGO_CG_BEGUN, _DAYS_AGO_CG_DECIDED = (25, 270), (60, 540)
# The latest a case can have come in for all its steps to lie on working days before today.
_AT_LEAST_DAYS_AGO_CG_DECIDED = 56
# How many in a hundred foreign adults meet a criterion of the Immigration Enforcement Competent Authority.
IECA_SHARE = (("ieca", 39), ("sca", 61))
# Working days from referral to decision.
DAYS_TO_DECIDE = ((2, 10), (3, 20), (4, 25), (5, 25), (6, 10), (8, 6), (9, 4))

Steps = tuple[tuple[str, dt.datetime], ...]


@dataclass(frozen=True)
class Life:
    """What happened to one case: moments are UTC. `steps` are names of transitions in order, up to the reasonable
    grounds decision; `cg_steps` are those of the conclusive grounds decision. `author` is the caseworker's role. With a
    `provider` the person agreed to support, is offered to it, and nothing followed after the step `support_stops`."""

    referrer: str
    nation: str
    decision_maker: str
    stage: str
    is_child: bool
    nationality: str
    received_on: dt.date
    received_at: dt.datetime
    author: str
    steps: Steps = ()
    cg_steps: Steps = ()
    provider: str = ""
    support_stops: str = ""

    @property
    def wants_support(self) -> bool | None:
        """Whether it is settled that the person agreed to support; None leaves it to chance."""
        return True if self.provider else None

    def moment_of(self, step: str) -> dt.datetime | None:
        """When a step up to the reasonable grounds decision was taken; None when the case has not come so far."""
        return dict(self.steps).get(step)

    def cg_moment_of(self, step: str) -> dt.datetime | None:
        """When a step of the conclusive grounds decision was taken; None when it was not."""
        return dict(self.cg_steps).get(step)


def lives(number: int, seed: int, now: dt.datetime, today: dt.date) -> Iterator[tuple[str, Life]]:
    """That many lives in the order they were received, each with the seed of a random source of its own. `today` is the
    London date of `now`. Each is made twice, first for its moment alone: a hundred thousand need little memory."""
    plans = roster(today)

    def made(each: int) -> Life:
        source = random.Random(f"{seed}/{each}/life")  # noqa: S311  invented data
        return _life(source, plans[each] if each < len(plans) else _plan(source, today), now, today)

    order = sorted((made(each).received_at, f"{seed}/{each}", each) for each in range(number))
    return ((life_seed, made(each)) for _, life_seed, each in order)


def _plan(source: random.Random, today: dt.date) -> Plan:
    stage, referrer = pick(source, STAGES), pick(source, REFERRERS)
    is_child, nationality = source.randrange(100) < CHILDREN_OF[referrer], pick(source, NATIONALITIES)
    may_be_ieca = stage != "submitted" and not is_child and nationality != "GB"
    maker = pick(source, IECA_SHARE) if may_be_ieca else "sca"
    received_on = today - dt.timedelta(days=_days_ago(source, stage))
    return Plan(referrer, stage, maker, is_child, nationality, received_on)


def _days_ago(source: random.Random, stage: str) -> int:
    if stage in CG_STEPS_TO:
        return source.randrange(*(_DAYS_AGO_CG_DECIDED if stage in CG_DECIDED else _DAYS_AGO_CG_BEGUN))
    if stage in _DAYS_AGO_DECIDED:
        return source.randrange(*_DAYS_AGO_DECIDED[stage])
    if stage == "submitted":
        return source.randrange(0, 4)
    return source.randrange(1, 6 if stage == "routed" else 13)


def _life(source: random.Random, plan: Plan, now: dt.datetime, today: dt.date) -> Life:
    received_on = _early_enough(plan, today)
    nation = pick(source, NATIONS) if plan.referrer in {"border-force", "unseen"} else "england"
    steps = _steps(source, plan, received_on, today)
    return Life(
        referrer=plan.referrer,
        nation=nation,
        decision_maker=plan.decision_maker,
        stage=plan.stage,
        is_child=plan.is_child,
        nationality=plan.nationality,
        received_on=received_on,
        received_at=_received_at(source, received_on, now, today),
        author=pick(source, (("caseworker", 75), ("second-caseworker", 20), ("leader", 5))),
        steps=steps,
        cg_steps=_cg_steps(source, plan, nation, steps, today),
        provider=plan.provider,
        support_stops=plan.support_stops,
    )


def _early_enough(plan: Plan, today: dt.date) -> dt.date:
    """The day received, moved back where no working day lies between it and today for what happened since."""
    if not rg_steps(plan.stage):
        return plan.received_on
    if plan.stage in CG_DECIDED:
        return min(plan.received_on, today - dt.timedelta(days=_AT_LEAST_DAYS_AGO_CG_DECIDED))
    return min(plan.received_on, last_working_day_before(today) - dt.timedelta(days=1))


def _received_at(source: random.Random, received_on: dt.date, now: dt.datetime, today: dt.date) -> dt.datetime:
    """Between seven and nine in the evening; what came in today came in the first half hour, so that it is past."""
    if received_on == today:
        return min(moment(today, source.randrange(1, 30)), now)
    return moment(received_on, source.randrange(7 * 60, 21 * 60))


def _steps(source: random.Random, plan: Plan, received_on: dt.date, today: dt.date) -> Steps:
    steps = rg_steps(plan.stage)
    if not steps:
        return ()
    days = working_days_between(received_on, plan.decided_on or last_working_day_before(today))
    is_decided = plan.stage in RG_DECIDED
    if is_decided and plan.decided_on is None:
        days = days[: pick(source, DAYS_TO_DECIDE)]
    return tuple(zip(steps, moments_on(source, days, len(steps), last_day=is_decided), strict=True))


def _cg_steps(source: random.Random, plan: Plan, nation: str, before: Steps, today: dt.date) -> Steps:
    """Written at any time of the recovery period; issued on any working day from the earliest day on."""
    steps = cg_steps(plan.stage)
    if not steps:
        return ()
    rg_on, until = london_date(before[-1][1]), last_working_day_before(today)
    is_decided = plan.stage in CG_DECIDED
    if is_decided:
        earliest = computed(CG_EARLIEST, rg_on, Nation(nation), DecisionMaker(plan.decision_maker)).due_on
        until = source.choice(working_days_between(earliest - dt.timedelta(days=1), until))
    days = working_days_between(rg_on, until)
    return tuple(zip(steps, moments_on(source, days, len(steps), last_day=is_decided), strict=True))
