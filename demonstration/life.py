"""How far an invented case has come, and when each thing happened. Pure; dates are Europe/London, around today.

Open cases were received in the last days, so that some targets are due today, some have passed and some are far off;
decided ones lie further back. A short roster comes first, so that every state exists for every persona.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from demonstration.people import pick

DECIDED_WITHIN = 150
STAGES: tuple[tuple[str, int], ...] = (
    ("submitted", 8),
    ("routed", 5),
    ("allocated", 12),
    ("drafted", 6),
    ("with_second_caseworker", 4),
    ("returned", 2),
    ("approved", 1),
    ("rg_positive", 38),
    ("rg_negative", 24),
)
STAGE_NAMES = tuple(name for name, _ in STAGES)
DECIDED = frozenset({"rg_positive", "rg_negative"})
# Organisation slug → share of referrals in per cent, by first responder type (published 2023 shares)
REFERRERS: tuple[tuple[str, int], ...] = (
    ("border-force", 48),
    ("leeds-council", 23),
    ("derbyshire-police", 12),
    ("west-yorkshire-police", 9),
    ("police-scotland", 3),
    ("unseen", 5),
)
NATION_OF = {"police-scotland": "scotland"}
FORCE_OF = {"derbyshire-police": "derbyshire", "police-scotland": "police_scotland"}


@dataclass(frozen=True)
class Life:
    """What happened to one case. `second` is the step times' spacing; a decided case has `decided_on`."""

    referrer: str
    nation: str
    decision_maker: str
    stage: str
    is_child: bool
    received_on: dt.date
    decided_on: dt.date | None
    police_force: str
    caseworker: str

    @property
    def is_decided(self) -> bool:
        return self.stage in DECIDED


def life_of(number: int, source: random.Random, today: dt.date) -> Life:
    """The life of the case with that number; the first ones are the roster."""
    roster = _roster()
    if number < len(roster):
        referrer, maker, stage, days_ago = roster[number]
        return _life(source, referrer, maker, stage, today, days_ago)
    stage = pick(source, STAGES)
    maker = pick(source, (("sca", 79), ("ieca", 21))) if stage != "submitted" else "sca"
    return _life(source, pick(source, REFERRERS), maker, stage, today, _days_ago(source, stage))


def _roster() -> list[tuple[str, str, str, int]]:
    """One case in every stage for the personas who meet it first: a police force's, at both authorities."""
    own = [
        ("derbyshire-police", "sca", stage, days)
        for stage, days in zip(STAGE_NAMES, (0, 1, 7, 8, 9, 6, 7, 30, 20), strict=True)
    ]
    theirs = [
        ("leeds-council", "ieca", stage, days)
        for stage, days in zip(STAGE_NAMES[1:], (2, 7, 8, 10, 7, 8, 40, 25), strict=True)
    ]
    others = [
        (referrer, "sca", "allocated", 7)
        for referrer in ("west-yorkshire-police", "unseen", "border-force", "leeds-council")
    ]
    return own + theirs + others


def _days_ago(source: random.Random, stage: str) -> int:
    if stage in DECIDED:
        return source.randrange(12, DECIDED_WITHIN)
    if stage in {"submitted", "routed"}:
        return source.randrange(0, 5)
    return source.randrange(1, 12)


def _life(source: random.Random, referrer: str, maker: str, stage: str, today: dt.date, days_ago: int) -> Life:
    received = today - dt.timedelta(days=days_ago)
    decided = min(received + dt.timedelta(days=source.randrange(4, 11)), today) if stage in DECIDED else None
    desk = {"sca": "sca-caseworker", "ieca": "ieca-caseworker"}[maker]
    return Life(
        referrer=referrer,
        nation=NATION_OF.get(referrer) or pick(source, (("england", 92), ("wales", 5), ("scotland", 3))),
        decision_maker=maker,
        stage=stage,
        is_child=maker == "sca" and source.random() < (0.6 if referrer == "leeds-council" else 0.28),
        received_on=received,
        decided_on=decided,
        police_force=FORCE_OF.get(referrer, "west_yorkshire"),
        caseworker=desk,
    )
