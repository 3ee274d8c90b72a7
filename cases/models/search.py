"""What cases are found by: one row a case, made from the current identity and rebuilt from it at any time."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from nrm.audit.guarded import GuardedModel


class SearchEntry(GuardedModel):
    """Derived, never typed: `cases.domain.searching.search_columns` makes every column. `names` are all names the
    person has, without accents and capitals; phone numbers and Home Office references stand in the form that a search
    is brought to."""

    case = models.OneToOneField("cases.Case", primary_key=True, on_delete=models.PROTECT, related_name="search_entry")
    names = models.TextField(blank=True)
    born_on = models.DateField(null=True)
    phones = ArrayField(models.TextField(), default=list)
    home_office_references = ArrayField(models.TextField(), default=list)

    class Meta:
        indexes = [
            GinIndex(fields=["names"], opclasses=["gin_trgm_ops"], name="search_by_name"),
            GinIndex(fields=["phones"], name="search_by_phone"),
            GinIndex(fields=["home_office_references"], name="search_by_home_office"),
            models.Index(fields=["born_on"], name="search_by_birth"),
        ]

    def __str__(self) -> str:
        return f"search entry of case {self.case_id}"
