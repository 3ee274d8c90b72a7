"""One measured number and the bar it must not pass."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Result:
    """`value` is met when it is at most `bar`, both in `unit`; `how` says what was measured, and what else was seen."""

    name: str
    value: float
    unit: str
    bar: float
    how: str

    @property
    def ok(self) -> bool:
        return self.value <= self.bar

    def as_row(self) -> dict[str, object]:
        """The result as it stands in bench/results.json."""
        return {**asdict(self), "ok": self.ok}
