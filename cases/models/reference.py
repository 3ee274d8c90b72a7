"""The counter behind reference numbers: one row per kind and year, locked while a number is taken."""

from __future__ import annotations

from django.db import models

from nrm.audit.guarded import GuardedModel


class ReferenceCounter(GuardedModel):
    """The last number given out for a kind (`NRM`, `DTN`) in a year (two digits)."""

    kind = models.CharField(max_length=3)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="one_counter_a_year")]

    def __str__(self) -> str:
        return f"{self.kind}-{self.year}: {self.last}"
