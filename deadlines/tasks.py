"""The minute's look at which dates come due, are overdue or have come."""

from __future__ import annotations

import datetime as dt
import logging

from celery.exceptions import SoftTimeLimitExceeded
from django.core.cache import cache
from django.db import InterfaceError, OperationalError

from deadlines.actions import reminders
from deadlines.exceptions import NobodyToRemind, NothingToRemind
from deadlines.selectors import ReminderToMake, reminders_to_make
from nrm import clock
from nrm.access.actors import SystemActor, SystemName
from nrm.celery import app

logger = logging.getLogger(__name__)
MOST_A_RUN = 500
# Where a full run ended. The next one goes on there, so that dates nobody can be reminded of never hold up those after
# them. It may be lost: a run then begins with the oldest again.
PLACE_KEY = "deadlines.reminders.place"
PLACE_KEPT_SECONDS = 3600
# The run is over, not this one reminder: the database is away, or the task's time is up. The next run goes on.
ENDS_THE_RUN = (OperationalError, InterfaceError, SoftTimeLimitExceeded)


@app.task(name="deadlines.tasks.remind", own_transactions=True)
def remind() -> None:
    """Remind people of dates that come due, are overdue or have come; each reminder is a transaction of its own."""
    place: tuple[dt.date, int] | None = cache.get(PLACE_KEY)
    found = reminders_to_make(clock.today(), most=MOST_A_RUN, after=place)
    for due in found:
        _remind_of(due)
    stopped_at = found[-1].place if len(found) == MOST_A_RUN else None
    cache.set(PLACE_KEY, stopped_at, PLACE_KEPT_SECONDS)


def _remind_of(due: ReminderToMake) -> None:
    """Make one reminder. One that cannot be made is tried again by a later run, and stops no other."""
    by = SystemActor(SystemName.REMINDERS, case_ids=frozenset({due.case_id}))
    which = (due.kind.value, due.deadline_id, due.case_id)
    try:
        reminders.remind(deadline_id=due.deadline_id, kind=due.kind, by=by)
    except NothingToRemind:
        return
    except NobodyToRemind:
        logger.warning("reminder %s of deadline %s of case %s: nobody could be told", *which)
    except ENDS_THE_RUN:
        raise
    except Exception:
        logger.exception("reminder %s of deadline %s of case %s could not be made", *which)
