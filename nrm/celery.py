"""What runs in the background and when. The schedule is printed into docs/reference/schedule.md."""

from __future__ import annotations

import importlib
import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, setup_logging, worker_init
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nrm.settings.base")

app = Celery("nrm", task_cls="nrm.access.reach_task:ReachTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.timezone = "Europe/London"
app.autodiscover_tasks(["nrm.access", "nrm.notices", "nrm.web", "deadlines"])


@setup_logging.connect(dispatch_uid="nrm.logging")
def keep_our_logging(**_: Any) -> None:
    """Celery sets up no logging of its own: its lines go where the settings send every line."""


@worker_init.connect(dispatch_uid="nrm.serving")
@beat_init.connect(dispatch_uid="nrm.serving")
def refuse_to_serve_unsafely(**_: Any) -> None:
    """Worker and beat make sure of the same things as the web before they take any work."""
    # Not at the top: it needs the apps, which begin by importing this file.
    serving = importlib.import_module("nrm.serving")
    try:
        serving.refuse_unsafe_settings()
        serving.serve_as_app_role()
    except ImproperlyConfigured as error:  # Celery only logs what a signal's receiver raises, short of this
        raise SystemExit(str(error)) from error


app.conf.beat_schedule = {
    "send what no worker was woken for": {"task": "nrm.notices.tasks.sweep_outbox", "schedule": 10.0},
    "remind of dates": {"task": "deadlines.tasks.remind", "schedule": 60.0},
    "make the record's next partitions": {"task": "nrm.access.tasks.make_partitions", "schedule": 24 * 3600.0},
    "forget typed text held past its hour": {"task": "nrm.web.tasks.forget_held_forms", "schedule": 600.0},
}
