"""The periodic task that keeps held text no longer than its hour."""

from __future__ import annotations

from nrm.access.actors import SystemActor, SystemName
from nrm.celery import app
from nrm.web import held


@app.task(name="nrm.web.tasks.forget_held_forms")
def forget_held_forms() -> None:
    """Remove typed text whose hour has passed."""
    if held.has_expired():
        held.forget_expired(by=SystemActor(SystemName.HELD_TEXT))
