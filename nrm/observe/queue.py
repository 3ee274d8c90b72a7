"""How many tasks wait for a worker."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import redis
from django.conf import settings

from nrm.observe.measures import Measure

TIMEOUT_SECONDS = 2
# Celery's list of messages nobody took, and kombu's table of those a worker has and has not finished.
WAITING = "celery"
TAKEN = "unacked"


def tasks() -> Iterator[Measure]:
    """Tasks in the broker, by whether a worker has them."""
    with closing(redis.Redis.from_url(settings.REDIS_URL, socket_timeout=TIMEOUT_SECONDS)) as broker:
        waiting, taken = broker.llen(WAITING), broker.hlen(TAKEN)
    meaning = "Tasks in the broker, by whether a worker has them."
    yield Measure("nrm_tasks", meaning, float(waiting), {"state": "waiting"})
    yield Measure("nrm_tasks", meaning, float(taken), {"state": "taken"})
