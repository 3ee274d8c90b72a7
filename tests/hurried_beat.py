"""Celery beat as it is, with every interval cut to a second: `python -m tests.hurried_beat SCHEDULE_FILE`."""

from __future__ import annotations

import sys

from nrm.celery import app

LONGEST = 1.0

if __name__ == "__main__":
    for entry in app.conf.beat_schedule.values():
        entry["schedule"] = min(entry["schedule"], LONGEST)
    app.Beat(schedule=sys.argv[1], loglevel="WARNING", pidfile="").run()
