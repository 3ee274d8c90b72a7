"""The inbox of whoever acts, without what is no longer theirs to see."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from cases.selectors import cases_visible_to
from desks.selectors.counting import CountOf, as_bounded, in_one_statement
from nrm.access.actors import PersonActor
from nrm.access.exceptions import NotVisible
from nrm.notices.kinds import Notice
from nrm.notices.models import InboxItem
from nrm.notices.selectors import inbox_of
from nrm.web.pagination import BoundedCount, ListPage, page_of
from support.selectors import offers_visible_to, packages_visible_to

REMINDERS = (
    Notice.DEADLINE_COMING_DUE,
    Notice.DEADLINE_OVERDUE,
    Notice.DECISION_MAY_BE_MADE,
    Notice.MOVE_ON_ENDING,
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


def unread_reminders(actor: PersonActor) -> QuerySet[InboxItem]:
    """The notices of dates that come, pass or are reached, not read yet, newest first."""
    return unread(actor).filter(notice__in=[notice.value for notice in REMINDERS])


def inbox_page(actor: PersonActor, number: object) -> tuple[ListPage[InboxItem], BoundedCount]:
    """The page of the inbox, unread first, and how many are unread; two statements."""
    visible = inbox_visible_to(actor)
    counts = in_one_statement(actor, total=CountOf(visible), unread=CountOf(unread(actor)))
    return page_of(visible, number, as_bounded(counts["total"])), as_bounded(counts["unread"])


def inbox_item(actor: PersonActor, item_id: int) -> InboxItem:
    """One notice; else `NotVisible`."""
    found = inbox_visible_to(actor).filter(pk=item_id).first()
    if found is None:
        raise NotVisible
    return found
