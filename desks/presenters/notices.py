"""Notices of the inbox in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from nrm.notices.kinds import NOTICES, Notice
from nrm.notices.models import InboxItem


@dataclass(frozen=True)
class InboxEntry:
    """One line of the inbox; `href` is where it leads, empty for a notice that leads nowhere."""

    pk: int
    text: str
    at: dt.datetime
    is_read: bool
    href: str
    is_overtaken: bool = False


def inbox_entry(item: InboxItem) -> InboxEntry:
    """The notice's sentence, with the case's reference and never a name. `is_overtaken` where the selector said so."""
    spec = NOTICES[Notice(item.notice)]
    href = reverse(spec.route, kwargs={"reference": item.reference}) if spec.route and item.reference else ""
    text = spec.inbox.format(reference=item.reference, address="")
    is_overtaken = getattr(item, "is_overtaken", False)
    return InboxEntry(item.pk, text, item.made_at, item.read_at is not None, href, is_overtaken)
