"""Reads of the inbox."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from nrm.access.actors import PersonActor
from nrm.notices.models import InboxItem


def inbox_of(actor: PersonActor) -> QuerySet[InboxItem]:
    """The notices to the acting person for the organisation they act for, unread first, then newest first.

    Whether a notice's case is still theirs to see is for the rooms above to say: the kernel knows no case.
    """
    own = InboxItem.objects.filter(person_id=actor.person_id, organisation_id=actor.organisation_id)
    newest: QuerySet[InboxItem] = own.annotate(is_unread=Q(read_at=None)).order_by("-is_unread", "-made_at", "-pk")
    return newest
