"""Asks whether this container does its work: `python -m deploy.probe web`, or `worker`, or `beat`. Exit code 0 for yes.

Says nothing of why: what answers, or the log, does.
"""

from __future__ import annotations

import glob
import http.client
import os
import socket
import sys
import time
from collections.abc import Callable

PORT = 8000
PATIENCE_SECONDS = 4
# beat writes its schedule down every three minutes.
BEAT_SCHEDULE = "/tmp/beat"  # noqa: S108  a tmpfs of the container's own
BEAT_SILENT_SECONDS = 10 * 60


def web() -> bool:
    """gunicorn answers and its worker is alive; not whether the database is: a restart would not mend that."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=PATIENCE_SECONDS)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def worker() -> bool:
    """This container's worker answers a ping through the broker."""
    from nrm.celery import app  # noqa: PLC0415  slow import: the other probes run every few seconds without it

    name = f"celery@{socket.gethostname()}"
    return bool(app.control.inspect(destination=[name], timeout=PATIENCE_SECONDS).ping())


def beat() -> bool:
    """beat has written its schedule lately."""
    written = [os.stat(path).st_mtime for path in glob.glob(f"{BEAT_SCHEDULE}*")]
    return bool(written) and time.time() - max(written) < BEAT_SILENT_SECONDS


PROBES: dict[str, Callable[[], bool]] = {"web": web, "worker": worker, "beat": beat}


def main() -> int:
    """Run from the command line; return the exit code."""
    if len(sys.argv) != 2 or sys.argv[1] not in PROBES:
        print(f"usage: python -m deploy.probe {'|'.join(PROBES)}", file=sys.stderr)
        return 2
    return 0 if PROBES[sys.argv[1]]() else 1


if __name__ == "__main__":
    sys.exit(main())
