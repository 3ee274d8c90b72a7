"""Loads the demonstration: organisations, people, cases, drafts and duty-to-notify reports, in one transaction."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Model

from cases.enums import ReferenceKind
from cases.models import Case, ReferenceCounter
from demonstration.case_file import case_file
from demonstration.cast import Cast
from demonstration.copying import Copier
from demonstration.deadline_rows import deadline_rows, reminded
from demonstration.decision_rows import decision_rows
from demonstration.draft_rows import draft_rows
from demonstration.history_rows import history_rows
from demonstration.inbox_rows import inbox_rows
from demonstration.life import Life, lives
from demonstration.numbers import Numbers
from demonstration.report_rows import report_rows
from demonstration.support_rows import support_of
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


@dataclass(frozen=True)
class _Run:
    """What every case of one loading shares."""

    cast: Cast
    now: dt.datetime
    today: dt.date
    numbers: Numbers = field(default_factory=Numbers)
    serials: Serials = field(default_factory=Serials)


def _load_work(cases: int, seed: int) -> None:
    now, copier = clock.now(), Copier()
    run = _Run(Cast(_memberships()), now, london_date(now))
    drafts = draft_rows(run.cast, run.today, seed)
    for row in (*drafts, *report_rows(cases, run.cast, run.today, seed, run.numbers, run.serials)):
        copier.add([row, _imported(row, now)])
    for number, (life_seed, life) in enumerate(lives(cases, seed, now, run.today), start=1):
        copier.add(_rows_of(life_seed, life, run))
        if number % CHUNK == 0:
            copier.write()
    copier.add(run.serials.rows())
    copier.finish()


def _rows_of(life_seed: str, life: Life, run: _Run) -> Iterator[Model]:
    """Everything there is of one case."""
    numbers, source = run.numbers, random.Random(life_seed)  # noqa: S311  invented data
    serial = run.serials.take(ReferenceKind.CASE, life.received_on)
    file = case_file(numbers.take(Case), serial, life, run.cast, source)
    yield from file.rows()
    yield from history_rows(file, source)
    decisions = decision_rows(file, numbers)
    for decision in decisions:
        yield from decision.rows()
    support = support_of(file, numbers, source, run.today)
    if support is not None:
        yield from support.rows()
    deadlines = deadline_rows(file, support, numbers)
    yield from deadlines
    reminders = list(reminded(file, deadlines, support, numbers, run.today))
    yield from (each.reminder for each in reminders)
    yield from inbox_rows(file, decisions, support, reminders, moment(run.today, 0))
    yield _imported(file.case, run.now, case_id=file.pk, case_reference=file.case.reference)


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
