"""Loads the demonstration: organisations, people, cases, drafts and duty-to-notify reports, in one transaction."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Model

from cases.enums import ReferenceKind
from cases.models import Case, ReferenceCounter
from demonstration.case_file import case_file
from demonstration.cast import Cast
from demonstration.copying import Copier
from demonstration.decision_rows import decision_rows
from demonstration.draft_rows import draft_rows
from demonstration.history_rows import history_rows
from demonstration.inbox_rows import inbox_rows
from demonstration.life import Life, lives
from demonstration.numbers import Numbers
from demonstration.report_rows import report_rows
from demonstration.working_days import moment
from demonstration.yearly import Serials
from nrm import clock
from nrm.access.actors import SystemActor, SystemName
from nrm.accounts.demo.loading import load_organisations, load_personas
from nrm.accounts.demo.personas import PERSONAS
from nrm.accounts.models import Membership, Person
from nrm.audit.events import Event
from nrm.audit.frame import unguarded
from nrm.audit.models import AuditEvent
from nrm.exceptions import DomainError
from nrm.london import london_date
from referrals.models import Draft

IN_POST = dt.timedelta(days=3 * 365)
# So many cases are in memory at once.
CHUNK = 1_000
BY = SystemActor(SystemName.BULK_LOADER)


class AlreadyLoaded(DomainError):
    """The database has cases, drafts or reports; loading would mix them with the demonstration's."""


@transaction.atomic
def load(cases: int, seed: int) -> int:
    """Load the people, when they are not there, and that many cases; with 0, the people alone.

    The same seed on the same day gives the same cases. Refuses a database in which somebody has begun to work. Returns
    how many cases were made.
    """
    if Case.objects.exists() or Draft.objects.exists() or ReferenceCounter.objects.exists():
        raise AlreadyLoaded("The database already has cases. Start with an empty one: make clean, then make demo.")
    if not Membership.objects.exists():
        load_personas(load_organisations())
        _backdate_people()
    if cases:
        _load_work(cases, seed)
    return cases


def _backdate_people() -> None:
    """Let the people have been there three years, longer than any case: they are loaded now and acted before."""
    long_ago = clock.now() - IN_POST
    with unguarded():
        Membership.objects.update(since=long_ago)
    Person.objects.update(joined_at=long_ago)


def _load_work(cases: int, seed: int) -> None:
    now, cast, copier = clock.now(), Cast(_memberships()), Copier()
    today, numbers, serials = london_date(now), Numbers(), Serials()
    for row in (*draft_rows(cast, today, seed), *report_rows(cases, cast, today, seed, numbers, serials)):
        copier.add([row, _imported(row, now)])
    for number, (life_seed, life) in enumerate(lives(cases, seed, now, today), start=1):
        copier.add(_rows_of(life_seed, life, cast, now, numbers, serials))
        if number % CHUNK == 0:
            copier.write()
    copier.add(serials.rows())
    copier.finish()


def _rows_of(
    life_seed: str, life: Life, cast: Cast, now: dt.datetime, numbers: Numbers, serials: Serials
) -> Iterator[Model]:
    """Everything there is of one case."""
    source = random.Random(life_seed)  # noqa: S311  invented data
    file = case_file(numbers.take(Case), serials.take(ReferenceKind.CASE, life.received_on), life, cast, source)
    decisions = decision_rows(file, numbers)
    yield from file.rows()
    yield from history_rows(file, source)
    for decision in decisions:
        yield from decision.rows()
    yield from inbox_rows(file, decisions, moment(london_date(now), 0))
    yield _imported(file.case, now, case_id=file.pk, case_reference=file.case.reference)


def _memberships() -> dict[str, Membership]:
    by_email = {m.person.email: m for m in Membership.objects.select_related("person", "organisation")}
    return {persona.slug: by_email[persona.email] for persona in PERSONAS}


def _imported(subject: Model, now: dt.datetime, **case: object) -> AuditEvent:
    return AuditEvent(
        occurred_at=now,
        event=Event.IMPORTED.value,
        actor_kind=BY.kind,
        actor_label=BY.label,
        actor_role=BY.role,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        payload={"source": "load_demo"},
        **case,
    )
