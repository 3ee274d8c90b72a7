"""Reads of stored dates."""

from __future__ import annotations

import datetime as dt

from cases.models import Case
from deadlines.domain.rules import TARGETS
from deadlines.models import Deadline


def deadlines_of(case: Case) -> list[Deadline]:
    """Every date of a case already found visible, in the order they were set; one query."""
    return list(Deadline.objects.filter(case=case).order_by("set_at", "pk"))


def running_deadline(case: Case, rule: str) -> Deadline | None:
    """The case's date of that rule that has not been met, if there is one."""
    return Deadline.objects.filter(case=case, rule=rule, met_at=None).first()


def next_target_on(case: Case) -> dt.date | None:
    """The earliest London date by which somebody must act on the case; None when no target runs."""
    running = Deadline.objects.filter(case=case, rule__in=TARGETS, met_at=None)
    return running.order_by("due_on").values_list("due_on", flat=True).first()
