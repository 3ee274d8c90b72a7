"""The words a deadline is described in. Values are stored and stand in `data/policies.yaml`."""

from __future__ import annotations

from enum import StrEnum


class Unit(StrEnum):
    """What a rule counts. `none` says that the rule sets no date for this decision-maker."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    CALENDAR_MONTHS = "calendar_months"
    HOURS = "hours"
    NONE = "none"


class CalendarKind(StrEnum):
    """Whose holidays a rule skips: those of the case's nation, or nobody's."""

    NATION = "nation"
    NONE = "none"


class Counting(StrEnum):
    """Whether the day something happened is the first day counted."""

    START_DAY_IS_DAY_1 = "start_day_is_day_1"
    STARTS_NEXT_DAY = "starts_next_day"


class Confidence(StrEnum):
    """How sure we are of a rule: read in its source, inferred from one, or remembered."""

    VERIFIED = "verified"
    INFERRED = "inferred"
    RECOLLECTION = "recollection"


class DueBand(StrEnum):
    """The groups a queue is read in."""

    OVERDUE = "overdue"
    TODAY = "today"
    THIS_WEEK = "this_week"
    LATER = "later"


class ReminderKind(StrEnum):
    """What a reminder says of a date: it is near, it was missed, or from this day something may be done."""

    COMING_DUE = "coming_due"
    OVERDUE = "overdue"
    REACHED = "reached"
