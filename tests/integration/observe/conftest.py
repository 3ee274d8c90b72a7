"""The log as an installation writes it."""

from __future__ import annotations

import io
import json
import logging

import pytest

from nrm.observe.lines import JsonLines


@pytest.fixture
def log():
    """Calling it gives the lines written so far, parsed; every level, from every logger."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(before)
