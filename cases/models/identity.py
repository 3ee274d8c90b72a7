"""Who the case is about. At submission these values leave the answers and stand only here."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from nrm.audit.guarded import ImmutableModel


class Identity(ImmutableModel):
    """One version of a person's identity; `Case.identity` points to the current one.

    `values` holds the answers that identify, keyed as in the question set (`{key: {value, state, precision}}`); the
    columns beside it are what lists show and searches match. `born_on` is the earliest date the precision allows.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="identities")
    version = models.PositiveIntegerField()
    given_name = models.TextField(blank=True)
    family_name = models.TextField(blank=True)
    other_names = models.TextField(blank=True)
    born_on = models.DateField(null=True)
    born_precision = models.CharField(max_length=10, blank=True)
    nationalities = ArrayField(models.TextField(), default=list)
    values = models.JSONField()
    made_at = models.DateTimeField()
    made_by_label = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "version"], name="identity_version_once")]

    def __str__(self) -> str:
        return f"identity {self.version} of case {self.case_id}"

    @property
    def full_name(self) -> str:
        """Given and family name as entered; empty when neither is known."""
        return " ".join(part for part in (self.given_name, self.family_name) if part)
