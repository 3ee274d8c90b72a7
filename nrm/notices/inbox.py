"""What a person does with a notice in their inbox."""

from __future__ import annotations

from collections.abc import Sequence

from nrm import clock
from nrm.access.actors import PersonActor
from nrm.access.exceptions import NotVisible
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from nrm.notices.models import InboxItem
from nrm.notices.selectors import inbox_of


@action
def mark_as_read(*, item_id: int, by: PersonActor) -> InboxItem:
    """Mark the actor's own notice as read now; a second time keeps the first moment. Refuses another's as not there."""
    item: InboxItem | None = inbox_of(by).select_for_update().filter(pk=item_id).first()
    if item is None:
        raise NotVisible
    if item.read_at is None:
        item.read_at = clock.now()
        item.save(update_fields=["read_at"])
    record(Event.INBOX_ITEM_READ, by=by, subject=item)
    return item


@action
def mark_all_as_read(*, item_ids: Sequence[int], by: PersonActor) -> int:
    """Mark those of the notices as read now that are the actor's own and were not read; returns how many. `item_ids`
    are what the rooms above found to be still theirs to see."""
    marked: int = inbox_of(by).filter(pk__in=item_ids, read_at=None).order_by().update(read_at=clock.now())
    record(Event.INBOX_ITEMS_READ, by=by, items=marked)
    return marked
