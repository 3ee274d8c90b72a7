"""How the dates stand, for monitoring."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count

from deadlines.domain.rules import TARGETS
from deadlines.models import Deadline
from deadlines.selectors import reminders_to_make
from nrm import clock
from nrm.observe.measures import Measure

# Beyond this, reminders are behind and it no longer matters by how many.
MOST_REMINDERS = 1000


def dates() -> Iterator[Measure]:
    """Running targets that are overdue, by rule, and reminders due and not made; two statements on running dates."""
    overdue = Deadline.objects.filter(met_at=None, due_on__lt=clock.today(), rule__in=TARGETS).order_by()
    found = {row["rule"]: row["count"] for row in overdue.values("rule").annotate(count=Count("pk"))}
    for rule in sorted(TARGETS):
        yield Measure("nrm_deadlines_overdue", "Running targets past their date.", found.get(rule, 0), {"rule": rule})
    behind = len(reminders_to_make(clock.today(), most=MOST_REMINDERS))
    yield Measure("nrm_reminders_behind", f"Reminders due and not made, up to {MOST_REMINDERS}.", behind)
