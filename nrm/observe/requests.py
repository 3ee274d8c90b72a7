"""One line and one count for each request: which route, how it ended, how long it took."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from nrm.observe.counting import count_request
from nrm.observe.scene import Scene, playing

logger = logging.getLogger(__name__)


class ObserveMiddleware:
    """Stands inside the request's identifier and outside everything that may fail."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        with playing(Scene(request=request)):
            response = self.get_response(request)
            seconds = time.perf_counter() - began
            count_request(request, response.status_code, seconds)
            ended = {"status": response.status_code, "duration_ms": round(seconds * 1000)}
            logger.info("request", extra=ended)
        return response
