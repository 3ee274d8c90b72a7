"""The sender's periodic task; `nrm.notices.queue` also wakes it when an action has queued email."""

from __future__ import annotations

from nrm.access.actors import SystemActor, SystemName
from nrm.celery import app
from nrm.notices import sending


@app.task(name="nrm.notices.tasks.sweep_outbox", own_transactions=True)
def sweep_outbox() -> None:
    """Send every due email; mark as unknown what a dead process left between sending and marking."""
    by = SystemActor(SystemName.NOTICE_SENDER)
    sending.mark_lost(by=by)
    sending.send_due(by=by)
