"""Reminding somebody of a date: the row that says it was done and the notices, together or not at all."""

from __future__ import annotations

from cases.enums import Nation
from deadlines.domain.explain import in_words
from deadlines.domain.reminders import notice_of, reminders_due
from deadlines.domain.rules import RULES
from deadlines.enums import ReminderKind
from deadlines.exceptions import NobodyToRemind, NothingToRemind
from deadlines.models import Deadline, Reminder
from deadlines.selectors import lock_to_remind, recipients_of, was_reminded
from nrm import clock
from nrm.access.actors import Actor
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from nrm.notices.queue import tell


@action
def remind(*, deadline_id: int, kind: ReminderKind, by: Actor) -> Reminder:
    """Remind the caseworker, their leaders or both of a running date (`deadlines/domain/reminders.py` says whom) and
    keep that it was done.

    Refuses with `NothingToRemind` a date that no longer runs, whose reminder is not due today or was made, or whose
    case somebody works on at this moment; and with `NobodyToRemind` where nobody current could be told.
    """
    row = lock_to_remind(by, deadline_id)
    if row is None or not _is_to_be_made(row, kind):
        raise NothingToRemind(f"Nobody is to be reminded of deadline {deadline_id} now.")
    recipients = recipients_of(row, kind)
    if not recipients:
        raise NobodyToRemind(f"Nobody could be reminded of deadline {deadline_id} of case {row.case_id}.")
    made = Reminder.objects.create(deadline=row, kind=kind.value, made_at=clock.now())
    record(
        Event.REMINDER_MADE,
        by=by,
        case=row.case,
        subject=made,
        rule=row.rule,
        title=RULES[row.rule].title,
        due_on=in_words(row.due_on),
        reminder=kind.value,
        recipients=len(recipients),
    )
    tell(notice_of(row.rule, kind), recipients, by=by, occasion=f"deadline {row.pk} {kind.value}", case=row.case)
    return made


def _is_to_be_made(row: Deadline, kind: ReminderKind) -> bool:
    due = reminders_due(row.rule, row.due_on, clock.today(), Nation(row.case.nation))
    return kind in due and not was_reminded(row, kind)
