"""Reads of stored dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value

from cases.enums import Nation
from cases.models import Case
from cases.selectors import cases_visible_to, deciding_organisation_id, possible_caseworkers
from deadlines.domain.reminders import Window, leaders_reminded, people_reminded, windows
from deadlines.domain.rules import OF_SUPPORT, RECOVERY_PERIOD_END, TARGETS
from deadlines.enums import ReminderKind
from deadlines.models import Deadline, Reminder
from nrm import wiring
from nrm.access.actors import Actor
from nrm.access.roles import Role
from nrm.accounts.models import Membership
from nrm.accounts.selectors import colleagues_in_role

LEADERS = frozenset({Role.LEADER})


@dataclass(frozen=True)
class ReminderToMake:
    """A running date of which somebody is to be reminded today and was not."""

    deadline_id: int
    case_id: int
    due_on: dt.date
    kind: ReminderKind

    @property
    def place(self) -> tuple[dt.date, int]:
        """Where it stands in the order in which reminders are made."""
        return self.due_on, self.deadline_id


def deadlines_of(case: Case) -> list[Deadline]:
    """Every date of a case already found visible, in the order they were set; one query."""
    return list(Deadline.objects.filter(case=case).order_by("set_at", "pk"))


def deadlines_told_to_referrer(case: Case) -> list[Deadline]:
    """The dates of a case already found visible that its referrer is told: none that concerns people in support."""
    return [row for row in deadlines_of(case) if row.rule not in OF_SUPPORT]


def running_deadline(case: Case, rule: str) -> Deadline | None:
    """The case's date of that rule that has not been met, if there is one."""
    return Deadline.objects.filter(case=case, rule=rule, met_at=None).first()


def lasting_period(case: Case) -> Deadline | None:
    """Until when somebody in support has it: the last day of the recovery period's minimum or of the move-on support,
    whichever is later; None where neither was set."""
    running = Deadline.objects.filter(case=case, rule__in=OF_SUPPORT | {RECOVERY_PERIOD_END}, met_at=None)
    return running.order_by("-due_on").first()


def next_target_on(case: Case) -> dt.date | None:
    """The earliest London date by which somebody must act on the case; None when no target runs."""
    running = Deadline.objects.filter(case=case, rule__in=TARGETS, met_at=None)
    return running.order_by("due_on").values_list("due_on", flat=True).first()


def reminders_to_make(today: dt.date, *, most: int, after: tuple[dt.date, int] | None = None) -> list[ReminderToMake]:
    """At most `most` reminders due on a London date and not made, those of the oldest dates first, beyond the place
    `after`; one query."""
    by_kind: dict[ReminderKind, list[Window]] = {}
    for window in windows(today):
        by_kind.setdefault(window.kind, []).append(window)
    first, *others = [_not_made(kind, parts, after) for kind, parts in by_kind.items()]
    rows = first.union(*others, all=True).order_by("due_on", "pk", "kind_due")[:most]
    return [ReminderToMake(pk, case_id, due_on, ReminderKind(kind)) for pk, case_id, due_on, kind in rows]


def lock_to_remind(actor: Actor, deadline_id: int) -> Deadline | None:
    """The running date and its case, both locked until the transaction ends; None where it no longer runs, is out of
    the actor's reach, or either is locked elsewhere: somebody works on the case, or makes this reminder."""
    running = Deadline.objects.filter(pk=deadline_id, met_at=None, case__in=cases_visible_to(actor))
    # The case too, because every action locks the case first: with the date alone the two could wait for each other.
    locked = running.select_for_update(of=("self", "case"), skip_locked=True)
    return locked.select_related("case").first()


def was_reminded(row: Deadline, kind: ReminderKind) -> bool:
    """Whether that reminder of the date was made."""
    return Reminder.objects.filter(deadline=row, kind=kind.value).exists()


def recipients_of(row: Deadline, kind: ReminderKind) -> list[Membership]:
    """Who is to be told now, each person once: current members of the deciding organisation, and whoever
    `nrm/wiring.py` names for the rule. Empty where nobody is there."""
    case = row.case
    allocated = case.allocated_to
    caseworker = None if allocated is None else possible_caseworkers(case).filter(pk=allocated.pk).first()
    team_id = None if allocated is None else allocated.team_id
    leaders = leaders_reminded(team_id, list(colleagues_in_role(deciding_organisation_id(case), LEADERS)))
    also: list[Membership] = wiring.also_reminded(row.rule, case.pk)
    return _each_person_once([*people_reminded(kind, caseworker, leaders), *also])


def _not_made(kind: ReminderKind, parts: list[Window], after: tuple[dt.date, int] | None) -> QuerySet[Any, Any]:
    """The running dates that lie in one of the windows of a kind and have no reminder of it."""
    # The conditions beside the windows say nothing new: they are those that the index on running dates answers.
    running = Deadline.objects.filter(
        reduce(or_, map(_lies_in, parts)),
        rule__in={part.rule for part in parts},
        due_on__lte=max(part.last for part in parts),
        met_at=None,
    )
    made = Reminder.objects.filter(deadline=OuterRef("pk"), kind=kind.value)
    left: QuerySet[Any, Any] = running.filter(~Exists(made))
    if after is not None:
        left = left.filter(Q(due_on__gt=after[0]) | Q(due_on=after[0], pk__gt=after[1]))
    left = left.annotate(kind_due=Value(kind.value, CharField()))
    rows: QuerySet[Any, Any] = left.values_list("pk", "case_id", "due_on", "kind_due")
    return rows


def _lies_in(window: Window) -> Q:
    dates = Q(rule=window.rule, due_on__range=(window.first, window.last))
    return dates if window.nations == frozenset(Nation) else dates & Q(case__nation__in=window.nations)


def _each_person_once(members: Iterable[Membership]) -> list[Membership]:
    by_person: dict[int, Membership] = {}
    for member in members:
        by_person.setdefault(member.person_id, member)
    return list(by_person.values())
