"""Many bounded counts in one statement."""

from __future__ import annotations

from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery

from nrm.access.actors import PersonActor
from nrm.accounts.models import Membership
from nrm.web.pagination import COUNT_LIMIT, BoundedCount


class CountOf(Subquery):
    """How many rows a query has, counted up to `limit` and one more."""

    template = "(select count(*) from (%(subquery)s) as counted)"
    output_field = IntegerField()
    empty_result_set_value = 0

    def __init__(self, queryset: QuerySet[Any], limit: int = COUNT_LIMIT) -> None:
        super().__init__(queryset.order_by().values("pk")[: limit + 1])


def in_one_statement(actor: PersonActor, **expressions: Subquery) -> dict[str, Any]:
    """Each expression's value, in one statement whose single row is the actor's own membership."""
    own = Membership.objects.filter(pk=actor.membership_id)
    values: dict[str, Any] = own.annotate(**expressions).values(*expressions).get()
    return values


def as_bounded(found: int, limit: int = COUNT_LIMIT) -> BoundedCount:
    """What `CountOf` found, as a count that says when it stopped."""
    return BoundedCount(min(found, limit), found > limit)
