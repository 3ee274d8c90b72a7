"""Loads invented cases into a database of its own, measures the lists, writes bench/results.json.

Exits with 1 when a bar is missed. Absolute times are ceilings; what counts are statements and buffers.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from tests.stack import Stack

CASES = 10_000
RESULTS = Path(__file__).parent / "results.json"


def main() -> int:
    """Measure and report; 0 when every bar is met."""
    stack = Stack("bench")
    try:
        started = time.monotonic()
        stack.set_up(cases=CASES)
        seconds = time.monotonic() - started
        os.environ.update(stack.env)
        results = [_loading(seconds), *_lists()]
    finally:
        stack.tear_down()
    RESULTS.write_text(json.dumps(results, indent=2) + "\n")
    for result in results:
        mark = "ok  " if result["ok"] else "MISS"
        print(f"{mark} {result['name']}: {result['value']} {result['unit']} (bar {result['bar']})")
    return 0 if all(result["ok"] for result in results) else 1


def _loading(seconds: float) -> dict[str, object]:
    return {
        "name": f"migrate and load_demo --cases {CASES}",
        "value": round(seconds, 1),
        "unit": "s",
        "bar": 120,
        "ok": seconds <= 120,
        "how": "wall time of make database, migrate, load_demo, collectstatic",
    }


def _lists() -> list[dict[str, object]]:
    import django  # noqa: PLC0415  slow import: settings read the environment set above

    django.setup()
    from bench import lists  # noqa: PLC0415  slow import: models need django.setup()

    return lists.measure()


if __name__ == "__main__":
    sys.exit(main())
