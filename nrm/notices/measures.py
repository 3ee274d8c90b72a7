"""How the outbox stands, for monitoring."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Min

from nrm import clock
from nrm.notices.models import LEFT, OutboxRow
from nrm.observe.measures import Measure

UNSENT = ("queued", "sending", "unknown", "failed")


def outbox() -> Iterator[Measure]:
    """Emails not sent, by state, and how long the oldest queued one has waited; one statement on unsent rows. Those of
    people who left meanwhile are none."""
    unsent = OutboxRow.objects.exclude(state="sent").exclude(state="failed", error=LEFT).order_by()
    rows = {row["state"]: row for row in unsent.values("state").annotate(count=Count("pk"), oldest=Min("queued_at"))}
    for state in UNSENT:
        count = rows[state]["count"] if state in rows else 0
        yield Measure("nrm_outbox_emails", "Emails not sent, by state.", count, {"state": state})
    waited = (clock.now() - rows["queued"]["oldest"]).total_seconds() if "queued" in rows else 0
    yield Measure("nrm_outbox_oldest_queued_seconds", "How long the oldest queued email has waited.", waited)
