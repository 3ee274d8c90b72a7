"""What a person does with a notice in their inbox."""

from __future__ import annotations

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
