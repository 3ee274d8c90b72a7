"""The base of every Celery task: one transaction, the named actor's reach set in it, a request id of its own."""

from __future__ import annotations

from typing import Any

from celery import Task
from django.db import transaction

from nrm.access.actors import SystemActor
from nrm.access.middleware import set_reach
from nrm.audit import request_id
from nrm.observe.scene import Scene, playing


class ReachTask(Task):
    """Runs the task's body in one transaction with its actor's reach. A task with `own_transactions = True` opens its
    own, because what it commits must survive what it does next (the outbox's claim)."""

    abstract = True
    actor: SystemActor
    own_transactions = False

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        request_id.begin()
        with playing(Scene(task=self.name)):
            if self.own_transactions:
                return self.run(*args, **kwargs)
            with transaction.atomic():
                set_reach(self.actor.reach if hasattr(self, "actor") else frozenset())
                return self.run(*args, **kwargs)
