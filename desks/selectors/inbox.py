"""The inbox of whoever acts, without what is no longer theirs to see."""

from __future__ import annotations

import datetime as dt
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from cases.selectors import cases_visible_to
from deadlines.domain.reminders import ReminderRow, reminder_rows
from deadlines.enums import ReminderKind
from deadlines.models import Deadline
from desks.selectors.counting import CountOf, as_bounded, in_one_statement
from nrm.access.actors import PersonActor
from nrm.access.exceptions import NotVisible
from nrm.notices.kinds import Notice
from nrm.notices.models import InboxItem
from nrm.notices.selectors import inbox_of
from nrm.web.pagination import COUNT_LIMIT, BoundedCount, ListPage, page_of
from support.selectors import offers_visible_to, packages_visible_to

REMINDERS = (
    Notice.DEADLINE_COMING_DUE.value,
    Notice.DEADLINE_OVERDUE.value,
    Notice.DECISION_MAY_BE_MADE.value,
    Notice.MOVE_ON_ENDING.value,
)


def inbox_visible_to(actor: PersonActor) -> QuerySet[InboxItem]:
    """The notices to the person in the organisation they act for, about no case or one still within their reach; of
    somebody offered to their organisation that they are, for as long as the offer waits; and that support has ended,
    where its package is theirs to read."""
    offered = offers_visible_to(actor).order_by().values("package__case_id")
    waits_for_answer = Q(notice=Notice.SUPPORT_OFFERED.value, case__in=offered)
    supported = packages_visible_to(actor).values("case_id")
    has_ended = Q(notice=Notice.SUPPORT_ENDED.value, case__in=supported)
    return inbox_of(actor).filter(Q(case=None) | Q(case__in=cases_visible_to(actor)) | waits_for_answer | has_ended)


def unread(actor: PersonActor) -> QuerySet[InboxItem]:
    """The notices of the inbox that were not read yet."""
    return inbox_visible_to(actor).filter(read_at=None)


def unread_reminders(actor: PersonActor, today: dt.date) -> QuerySet[InboxItem]:
    """The notices of dates that come, pass or are reached, not read yet and not overtaken, newest first."""
    return with_overtaken(unread(actor), today).filter(notice__in=REMINDERS, is_overtaken=False)


def with_overtaken(items: QuerySet[InboxItem], today: dt.date) -> QuerySet[Any, Any]:
    """The notices with `is_overtaken`: a reminder of a date that was met since or no longer runs, or of a date that
    comes, once it has passed (London)."""
    still_holds = reduce(or_, (_holds(row, today) for row in reminder_rows()))
    overtaken = Case(
        When(~Q(notice__in=REMINDERS), then=Value(False)),
        When(still_holds, then=Value(False)),
        default=Value(True),
    )
    return items.annotate(is_overtaken=overtaken)


def unread_ids(actor: PersonActor) -> list[int]:
    """The ids of the notices not read yet, newest first, as many as are counted."""
    return list(unread(actor).values_list("pk", flat=True)[:COUNT_LIMIT])


def inbox_page(actor: PersonActor, today: dt.date, number: object) -> tuple[ListPage[InboxItem], BoundedCount]:
    """The page of the inbox with `is_overtaken`, unread first, and how many are unread; two statements."""
    visible = with_overtaken(inbox_visible_to(actor), today)
    counts = in_one_statement(actor, total=CountOf(visible), unread=CountOf(unread(actor)))
    return page_of(visible, number, as_bounded(counts["total"])), as_bounded(counts["unread"])


def inbox_item(actor: PersonActor, item_id: int) -> InboxItem:
    """One notice; else `NotVisible`."""
    found = inbox_visible_to(actor).filter(pk=item_id).first()
    if found is None:
        raise NotVisible
    return found


def _holds(row: ReminderRow, today: dt.date) -> Q:
    running = Deadline.objects.filter(case_id=OuterRef("case_id"), rule=row.rule, met_at=None)
    if row.kind is ReminderKind.COMING_DUE:
        running = running.filter(due_on__gte=today)
    return Q(Exists(running), notice=row.notice.value)
