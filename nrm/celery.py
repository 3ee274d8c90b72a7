"""What runs in the background and when. The schedule is printed into docs/reference/schedule.md."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nrm.settings.base")

app = Celery("nrm", task_cls="nrm.access.reach_task:ReachTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.timezone = "Europe/London"
app.autodiscover_tasks(["nrm.access", "nrm.notices", "nrm.web"])

app.conf.beat_schedule = {
    "send what no worker was woken for": {"task": "nrm.notices.tasks.sweep_outbox", "schedule": 10.0},
    "make the record's next partitions": {"task": "nrm.access.tasks.make_partitions", "schedule": 24 * 3600.0},
    "forget typed text held past its hour": {"task": "nrm.web.tasks.forget_held_forms", "schedule": 600.0},
}
