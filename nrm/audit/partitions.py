"""The record's monthly partitions, made ahead so that no row waits for one."""

from __future__ import annotations

from django.db import connection

from nrm import clock
from nrm.audit.actor import RecordedActor
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record

MONTHS_AHEAD = 13


@action
def make_partitions(*, by: RecordedActor) -> str:
    """Make the partitions of this month and the next twelve; returns the last month covered, `YYYY-MM`."""
    with connection.cursor() as cursor:
        cursor.execute("select audit_make_partitions(%s, %s)", [clock.today(), MONTHS_AHEAD])
        (last,) = cursor.fetchone()
    month = f"{last:%Y-%m}"
    record(Event.PARTITIONS_MADE, by=by, month=month)
    return month
