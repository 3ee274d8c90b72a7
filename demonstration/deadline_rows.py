"""The dates of a case, and the reminders that were made of them before today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cases.enums import DecisionMaker, Nation
from deadlines.domain.compute import Computed
from deadlines.domain.reminders import first_day, people_reminded, reminder_rows
from deadlines.domain.rules import CG_EARLIEST, MOVE_ON, OF_SUPPORT, RECOVERY_PERIOD_END, RG_TARGET
from deadlines.models import Deadline, Reminder
from demonstration.case_file import CaseFile
from demonstration.numbers import Numbers
from demonstration.support_rows import Support
from demonstration.working_days import computed, moment
from nrm.accounts.models import Membership
from nrm.london import london_date
from nrm.notices.kinds import Notice

# Beat looks every minute: a reminder is made soon after midnight.
REMINDED_AT_MINUTE = 5


@dataclass(frozen=True)
class Reminded:
    """A reminder, by which notice, and who was told."""

    reminder: Reminder
    notice: Notice
    told: list[Membership]


def deadline_rows(file: CaseFile, support: Support | None, numbers: Numbers) -> list[Deadline]:
    """Every date the case has had, in the order they were set; move-on only of somebody in support, until that ends."""
    life = file.life
    issued_at, cg_issued_at = life.moment_of("issue"), life.cg_moment_of("issue")
    rows = [_row(file, rg_target(file), life.received_at, numbers, met_at=issued_at)]
    if issued_at is None or life.stage == "rg_negative":
        return rows
    rows.append(_row(file, _of_maker(file, RECOVERY_PERIOD_END, issued_at), issued_at, numbers))
    rows.append(_row(file, _of_maker(file, CG_EARLIEST, issued_at), issued_at, numbers, met_at=cg_issued_at))
    if cg_issued_at is not None and support is not None and support.is_open_at(cg_issued_at):
        rule = MOVE_ON[life.stage.removeprefix("cg_")]
        move_on = computed(rule, london_date(cg_issued_at), Nation(life.nation))
        rows.append(_row(file, move_on, cg_issued_at, numbers, met_at=support.ended_at))
    return rows


def rg_target(file: CaseFile) -> Computed:
    """The target of the reasonable grounds decision, which is what the lists of the case are ordered by."""
    return computed(RG_TARGET, file.life.received_on, Nation(file.life.nation))


def reminded(
    file: CaseFile, deadlines: list[Deadline], support: Support | None, numbers: Numbers, today: dt.date
) -> Iterator[Reminded]:
    """What was due before today; what is due today beat makes. A date that was met is no longer reminded of."""
    for deadline in deadlines:
        for row in reminder_rows():
            if row.rule != deadline.rule:
                continue
            at = moment(_first_day(row, deadline.due_on, Nation(file.life.nation)), REMINDED_AT_MINUTE)
            if at < (deadline.met_at or at + dt.timedelta(1)) and at < moment(today, 0):
                reminder = Reminder(pk=numbers.take(Reminder), deadline=deadline, kind=row.kind.value, made_at=at)
                told = people_reminded(row.kind, _caseworker(file, at), [file.cast.leader(_maker(file, at))])
                also = _supporters(file, support, at) if deadline.rule in OF_SUPPORT else []
                people = {each.person_id: each for each in reversed([*told, *also])}
                yield Reminded(reminder, row.notice, list(people.values()))


_first_day = lru_cache(maxsize=20_000)(first_day)


def _caseworker(file: CaseFile, at: dt.datetime) -> Membership | None:
    allocated_at = file.life.moment_of("allocate")
    return file.author if allocated_at is not None and allocated_at <= at else None


def _maker(file: CaseFile, at: dt.datetime) -> str:
    routed_at = file.life.moment_of("route")
    return file.life.decision_maker if routed_at is not None and routed_at <= at else "sca"


def _supporters(file: CaseFile, support: Support | None, at: dt.datetime) -> list[Membership]:
    if support is None or not support.is_open_at(at):
        return []
    return [support.worker_at(at) or file.cast.contract_manager]


def _of_maker(file: CaseFile, rule: str, started_at: dt.datetime) -> Computed:
    return computed(rule, london_date(started_at), Nation(file.life.nation), DecisionMaker(file.life.decision_maker))


def _row(
    file: CaseFile, made: Computed, set_at: dt.datetime, numbers: Numbers, met_at: dt.datetime | None = None
) -> Deadline:
    return Deadline(pk=numbers.take(Deadline), case=file.case, set_at=set_at, met_at=met_at, **_columns(made))


@lru_cache(maxsize=20_000)
def _columns(made: Computed) -> dict[str, Any]:
    return Deadline.columns_of(made)
