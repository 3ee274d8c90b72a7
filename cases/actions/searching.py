"""What cases are found by: written with a case, and rebuilt for all of them when the rule that makes it changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from typing import Any

from cases.domain.searching import search_columns
from cases.models import Case, Identity, SearchEntry
from nrm.access.actors import Actor
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record

AT_ONCE = 1_000
COLUMNS = ("names", "born_on", "phones", "home_office_references")


@action
def rebuild_search(*, by: Actor) -> int:
    """Make the search row of every case again from its current identity; returns how many there are.

    One transaction: searches find what they found before until it ends. Nothing of the old rows is kept.
    """
    cases = Case.objects.filter(identity__isnull=False).select_related("identity").order_by("pk")
    made = 0
    for batch in _batches(cases.iterator(chunk_size=AT_ONCE)):
        SearchEntry.objects.bulk_create(
            [search_entry(case, case.identity) for case in batch],
            update_conflicts=True,
            unique_fields=["case"],
            update_fields=COLUMNS,
        )
        made += len(batch)
    record(Event.SEARCH_REBUILT, by=by, cases=made)
    return made


def search_entry(case: Case, identity: Identity) -> SearchEntry:
    """The unsaved search row of a case with that identity; for the actions here and the bulk loader."""
    columns = search_columns(
        given_name=identity.given_name,
        family_name=identity.family_name,
        other_names=identity.other_names,
        born_on=identity.born_on,
        born_precision=identity.born_precision,
        values=identity.values,
    )
    return SearchEntry(case=case, **asdict(columns))


def _batches(cases: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(cases, AT_ONCE)):
        yield batch
