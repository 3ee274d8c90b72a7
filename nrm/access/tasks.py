"""The record's periodic task: its partitions are made ahead of time."""

from __future__ import annotations

from nrm.access.actors import SystemActor, SystemName
from nrm.audit.partitions import make_partitions as make
from nrm.celery import app


@app.task(name="nrm.access.tasks.make_partitions")
def make_partitions() -> None:
    """Make the record's partitions for the coming year."""
    make(by=SystemActor(SystemName.RECORD_KEEPER))
