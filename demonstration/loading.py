"""Loads the demonstration: organisations, people, cases, drafts and duty-to-notify reports, in one transaction."""

from __future__ import annotations

import random
from collections import Counter

from django.db import transaction

from cases.models import Case, ReferenceCounter
from demonstration.copying import Copier
from demonstration.life import Life, life_of
from demonstration.rows import CaseRows, People
from nrm import clock
from nrm.accounts.demo.loading import load_organisations, load_personas
from nrm.accounts.demo.personas import PERSONAS
from nrm.accounts.models import Membership
from nrm.audit.frame import unguarded
from nrm.exceptions import DomainError


class AlreadyLoaded(DomainError):
    """The database has cases; loading again would mix two demonstrations."""


@transaction.atomic
def load(cases: int, seed: int) -> int:
    """Load the people, when they are not there, and that many cases; the same seed on the same day gives the same cases.

    Refuses a database that already has cases. Returns how many were made.
    """
    if Case.objects.exists():
        raise AlreadyLoaded("The database already has cases. Start with an empty one: make clean, then make demo.")
    if not Membership.objects.exists():
        load_personas(load_organisations())
    people = People(_memberships())
    now = clock.now()
    lives = _lives(cases, seed)
    copier = Copier()
    serials: Counter[int] = Counter()
    for number, (life_seed, life) in enumerate(lives, start=1):
        year = life.received_on.year % 100
        serials[year] += 1
        copier.add(CaseRows(number, serials[year], life, people, random.Random(life_seed), now).all())  # noqa: S311  invented data
    copier.finish()
    _set_counters(serials)
    return cases


def _lives(cases: int, seed: int) -> list[tuple[str, Life]]:
    """The lives in the order they were received, each with the seed of its own random source."""
    today = clock.today()
    made = []
    for number in range(cases):
        life_seed = f"{seed}/{number}"
        made.append((life_seed, life_of(number, random.Random(f"{life_seed}/life"), today)))  # noqa: S311  invented data
    return sorted(made, key=lambda pair: (pair[1].received_on, pair[0]))


def _memberships() -> dict[str, Membership]:
    by_email = {m.person.email: m for m in Membership.objects.select_related("person", "organisation")}
    return {persona.slug: by_email[persona.email] for persona in PERSONAS}


def _set_counters(serials: Counter[int]) -> None:
    with unguarded():
        for year, last in serials.items():
            ReferenceCounter.objects.create(kind="NRM", year=year, last=last)
