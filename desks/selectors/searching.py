"""Cases found by who they are about, among those the actor sees: never more than a page, the closest first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import add, and_

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.lookups import GreaterThanOrEqual

from cases.domain.searching import SearchTerms, with_letters_swapped
from cases.models import CaseParty, SearchEntry
from cases.selectors import parties_visible_to
from desks.selectors.listing import rows_with_names
from nrm.access.actors import PersonActor
from nrm.access.permissions import Permission
from nrm.web.pagination import ROWS, BoundedCount, bounded_count
from referrals.models import Referral

NAMES = "case__search_entry__names"
# How much of a typed word's trigrams must stand in a name: enough for one wrong letter. Short words must begin a name.
CLOSE_ENOUGH = 0.4
CLOSE_ENOUGH_IF_SHORT = 0.6
SHORT = 3
# Who may look a case up by the reference its first responder gave it: who reads that reference on its page.
READS_OWN_REFERENCE = frozenset({Permission.SEE_FILE, Permission.FOLLOW_CASE})


@dataclass(frozen=True)
class Found:
    """The closest cases, and how many there are in all."""

    rows: list[CaseParty]
    count: BoundedCount


def cases_found(actor: PersonActor, terms: SearchTerms) -> Found:
    """The visible cases the terms match; four statements."""
    if terms.is_empty:
        return Found([], BoundedCount(0, False))
    with connection.cursor() as cursor:
        cursor.execute("select set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(CLOSE_ENOUGH)])
    matching = parties_visible_to(actor).filter(case_id__in=_case_ids(actor, terms))
    closest = matching.order_by(*_closest_first(terms.words), "-received_on", "-case_id")
    chosen = list(closest.values_list("case_id", flat=True)[:ROWS])
    rows = rows_with_names(chosen, actor)
    return Found([rows[case_id] for case_id in chosen], bounded_count(matching))


def may_use_own_reference(actor: PersonActor) -> bool:
    """Whether the first responder's own reference finds a case for the actor."""
    return bool(READS_OWN_REFERENCE & actor.permissions)


def _case_ids(actor: PersonActor, terms: SearchTerms) -> QuerySet[SearchEntry, dict[str, int]]:
    """One query of ids for each way to be found, put together: each keeps its own index."""
    entries = SearchEntry.objects.all()
    if terms.born_on is not None:
        return entries.filter(_named(terms.words), born_on=terms.born_on).values("case_id")
    ways = [entries.filter(_named(terms.words))] if terms.words else []
    if terms.phone:
        ways.append(entries.filter(phones__contains=[terms.phone]))
    if terms.home_office_reference:
        ways.append(entries.filter(home_office_references__contains=[terms.home_office_reference]))
    found = [way.values("case_id") for way in ways]
    if terms.own_reference and may_use_own_reference(actor):
        found.append(Referral.objects.filter(own_reference__iexact=terms.own_reference).values("case_id"))
    return found[0].union(*found[1:]) if found else entries.none().values("case_id")


def _named(words: tuple[str, ...]) -> Q:
    """Every word is in the names, or close to one of them, in whatever order."""
    return reduce(and_, (_has(word) for word in words), Q())


def _has(word: str) -> Q:
    close = Q(names__trigram_word_similar=word)
    if len(word) <= SHORT:
        return close & Q(GreaterThanOrEqual(TrigramWordSimilarity(word, "names"), CLOSE_ENOUGH_IF_SHORT))
    swapped = with_letters_swapped(word)
    # Letters and digits only (`name_words`), so nothing in the words is special to the expression. A word without any
    # to swap is found by its trigrams alone: what is typed must not choose how long the expression is.
    return close | Q(names__regex=rf"\m({'|'.join(swapped)})\M") if swapped else close


def _closest_first(words: tuple[str, ...]) -> list[Combinable]:
    if not words:
        return []
    closeness: Combinable = reduce(add, (TrigramWordSimilarity(word, NAMES) for word in words))
    return [closeness.desc()]  # type: ignore[attr-defined]  # every expression has it
