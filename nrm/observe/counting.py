"""What is counted as it happens: requests by route name, method and status, and how long they took.

With several gunicorn workers each counts in files of one folder (`PROMETHEUS_MULTIPROC_DIR`, made by
`deploy/gunicorn.py`), and whichever answers adds them up.
"""

from __future__ import annotations

import os

from django.http import HttpRequest
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from nrm.observe.scene import method_of, route_of

IN_ONE_PROCESS = CollectorRegistry()
REQUESTS = Counter("nrm_requests", "Requests answered.", ["route", "method", "status"], registry=IN_ONE_PROCESS)
SECONDS = Histogram(
    "nrm_request_seconds",
    "How long requests took, rendering included.",
    ["route", "method"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=IN_ONE_PROCESS,
)


def count_request(request: HttpRequest, status: int, seconds: float) -> None:
    """Count one answered request. Labels are names of routes: as many as there are in the code, whatever is asked."""
    route, method = route_of(request), method_of(request)
    REQUESTS.labels(route, method, str(status)).inc()
    SECONDS.labels(route, method).observe(seconds)


def counted() -> bytes:
    """The counts of all workers, in Prometheus's text."""
    registry = IN_ONE_PROCESS
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    text: bytes = generate_latest(registry)
    return text
