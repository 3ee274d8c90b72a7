"""What is measured when asked: how much waits, and for how long. Each room above names its own in `nrm/wiring.py`.

A measure is a few bounded statements on an index. What one cannot find out, it says (`nrm_measure_failed`): the others
still answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import Error, connection, transaction
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from redis.exceptions import RedisError

from nrm import wiring

LONGEST_STATEMENT_MS = 2000
FAILED = "nrm_measure_failed"


@dataclass(frozen=True)
class Measure:
    """One number. Labels are words of the code: kinds, states, rules; never a reference, name or id."""

    name: str
    meaning: str
    value: float
    labels: dict[str, str] = field(default_factory=dict)


def measured() -> bytes:
    """Every measure now, in Prometheus's text."""
    now = CollectorRegistry()
    now.register(_Now())
    text: bytes = generate_latest(now)
    return text


class _Now(Collector):
    """Asks when Prometheus asks."""

    def describe(self) -> list[GaugeMetricFamily]:
        """Nothing: without this the library would ask once more, to learn the names."""
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        families: dict[str, GaugeMetricFamily] = {}
        for measure in all_measures():
            if measure.name not in families:
                families[measure.name] = GaugeMetricFamily(measure.name, measure.meaning, labels=tuple(measure.labels))
            families[measure.name].add_metric(tuple(measure.labels.values()), measure.value)
        yield from families.values()


def all_measures() -> Iterator[Measure]:
    """Each wired question's answers, and whether it could be answered."""
    for name, ask in wiring.measures().items():
        answers: list[Measure] = []
        failed = 0
        try:
            with transaction.atomic():
                _bound()
                answers = list(ask())
        except (Error, RedisError, OSError):
            failed = 1
        yield from answers
        yield Measure(FAILED, "1 where the numbers could not be found out.", failed, {"of": name})


def _bound() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select set_config('statement_timeout', %s, true)", [str(LONGEST_STATEMENT_MS)])
