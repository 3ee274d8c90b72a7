"""How gunicorn serves in the image: `gunicorn --config deploy/gunicorn.py nrm.wsgi:application`.

The number of workers comes from WEB_CONCURRENCY, which gunicorn reads itself.
"""

from __future__ import annotations

import logging
import os
import tempfile
from typing import Any

# Before any worker is forked: each counts requests in files there, and whichever is asked adds them up. New with each
# start, so nothing is left over; the same after a reload.
os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="nrm-metrics-"))

from prometheus_client.multiprocess import mark_process_dead  # looks for the folder when it is imported

bind = "0.0.0.0:8000"
worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 30
keepalive = 5
worker_tmp_dir = "/dev/shm"  # noqa: S108  the workers' heartbeat, in memory even where the disk is slow
# Addresses hold references and search terms: the application writes a line for each request without them.
accesslog = None
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "nrm.observe.lines.JsonLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "loggers": {"gunicorn.error": {"handlers": ["console"], "level": "INFO", "propagate": False}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
logging.raiseExceptions = False


def child_exit(server: Any, worker: Any) -> None:
    """A worker that ended counts no longer among those alive; what it counted stays."""
    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
