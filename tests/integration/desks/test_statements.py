"""Every list costs the same few statements, whatever it holds: session, membership and savepoints included.

Each list is seeded so that it shows rows: a count of statements over an empty list proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import Case
from nrm.accounts.models import Organisation
from nrm.web.pagination import ROWS
from tests.factories.cases import actor
from tests.factories.many_cases import analyze, many_cases, many_decisions, many_inbox_items
from tests.factories.many_packages import many_in_support, many_offered
from tests.factories.many_rows import many_drafts, many_looks, many_members, many_reports
from tests.html_tree import page, table

pytestmark = pytest.mark.django_db

FEW, SEVERAL = 1, 2 * ROWS
DECIDED_FROM = 600_000
EVERY_BAND = "&".join(f"due={band}" for band in ("overdue", "today", "this_week", "later"))


@dataclass(frozen=True)
class Listed:
    """One list: who opens what, how many statements that costs, and how many of its rows the page shows when there
    are `number` cases in progress and as many decided."""

    slug: str
    route: str
    query: str
    statements: int
    shown: Callable[[int], int]


def first_page(number: int) -> int:
    return min(number, ROWS)


def second_page(number: int) -> int:
    return min(max(number - ROWS, 0), ROWS)


def first_ten(number: int) -> int:
    return min(number, 10)


def first_six(number: int) -> int:
    return min(number, 6)


def nothing(number: int) -> int:
    return 0


CASE_LISTS = [
    Listed("sca-caseworker", "desks:queue", "", 10, first_page),
    Listed(
        "sca-caseworker",
        "desks:queue",
        f"?{EVERY_BAND}&with=me&status=rg_in_progress&referrer=REFERRER",
        10,
        first_page,
    ),
    Listed("sca-caseworker", "desks:queue", "?page=2", 10, second_page),
    Listed("sca-second-caseworker", "desks:queue", "?decision=check", 10, first_page),
    Listed("police-referrer", "desks:cases", "", 10, lambda number: first_page(2 * number)),
    Listed("police-referrer", "desks:cases", "?stage=considered", 10, first_page),
    Listed("police-referrer", "desks:cases", "?stage=decided", 10, first_page),
    Listed("sca-caseworker", "desks:suggest", "?q=NRM-", 8, lambda number: first_ten(2 * number)),
    Listed("sca-caseworker", "desks:inbox", "", 10, first_page),
    Listed("sca-caseworker", "desks:start", "", 15, lambda number: 2 if number == FEW else 18),
    Listed("sca-second-caseworker", "desks:start", "", 16, first_six),
    Listed("sca-leader", "desks:start", "", 13, lambda number: 1 if number == FEW else 12),
    Listed("police-referrer", "desks:start", "", 13, first_six),
    Listed("contract-manager", "desks:start", "", 13, nothing),
    Listed("support-worker", "desks:start", "", 13, nothing),
    Listed("sca-caseworker", "api:cases", "", 11, lambda number: first_page(2 * number)),
    Listed("police-referrer", "api:cases", "?page=2", 11, lambda number: second_page(2 * number)),
]
OTHER_LISTS = [
    Listed("police-referrer", "referrals:drafts", "", 11, first_page),
    Listed("police-referrer", "referrals:duty-to-notify-list", "", 10, first_page),
    # Three of the demonstration's people belong to the organisation too.
    Listed("administrator", "accounts:members", "", 10, lambda number: first_page(number + 3)),
    # The first of the two searches is itself a look at the case's record.
    Listed("auditor", "desks:record-case", "?reference=CASE", 11, lambda number: first_page(number + 1)),
    Listed("auditor", "desks:record-person", "?email=ieca-caseworker@demo.example", 11, first_page),
]
SUPPORT_LISTS = [
    Listed("contract-manager", "desks:support", "", 10, lambda number: first_page(2 * number)),
    Listed("contract-manager", "desks:support", "?status=in_support&provider=PROVIDER", 10, first_page),
    Listed("contract-manager", "desks:support", "?status=in_support&page=2", 10, second_page),
    Listed("support-worker", "desks:support", "", 11, first_page),
    Listed("support-worker", "desks:support", "?todo=plan&with=me", 11, first_page),
    Listed("support-finance", "desks:support-payments", "", 10, first_page),
    Listed("contract-manager", "desks:support-payments", "?page=2", 10, second_page),
]


def seed_cases(number: int) -> list[Case]:
    """Cases in progress with a decision to check and a notice each, and as many decided ones."""
    police, caseworker = actor("police-referrer"), actor("sca-caseworker")
    open_cases = many_cases(number, referrer=police, authority=caseworker)
    decided = many_cases(number, referrer=police, authority=caseworker, status="rg_positive", first_serial=DECIDED_FROM)
    many_decisions(open_cases, author=caseworker, is_issued=False)
    many_decisions(decided, author=caseworker, is_issued=True)
    many_inbox_items(open_cases, to=caseworker)
    return open_cases


def seed_other_rows(number: int, case: Case) -> None:
    """As many drafts, reports, members and events."""
    police = actor("police-referrer")
    many_drafts(number, by=police)
    many_reports(number, by=police)
    many_members(number, organisation_id=police.organisation_id)
    many_looks(number, at=case, by=actor("ieca-caseworker"))


def seed_support(number: int) -> Case:
    """As many people in support, with something of everything, and as many offered."""
    police, caseworker = actor("police-referrer"), actor("sca-caseworker")
    manager, worker = actor("contract-manager"), actor("support-worker")
    cases = many_cases(2 * number, referrer=police, authority=caseworker, status="rg_positive")
    many_in_support(cases[:number], contractor=manager, worker=worker)
    many_offered(cases[number:], manager=manager, provider=worker)
    return cases[0]


def address_of(listed: Listed, case: Case) -> str:
    query = listed.query.replace("CASE", case.reference)
    query = query.replace("PROVIDER", str(actor("support-worker").organisation_id))
    if "REFERRER" in query:
        query = query.replace("REFERRER", str(Organisation.objects.get(slug="derbyshire-police").pk))
    return reverse(listed.route) + query


def opened(client: Client, address: str) -> tuple[list[str], int]:
    """The statements of the second time a list is opened, and the rows it shows."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200
    return [query["sql"] for query in queries.captured_queries], rows_of(response)


def rows_of(response) -> int:
    """How many rows a list shows: of a table, of the inbox, or of an answer in JSON."""
    if response["Content-Type"].startswith("application/json"):
        found = response.json()
        return len(found["results"] if "results" in found else found["cases"])
    return len(page(response).all(".nrm-inbox__item")) or len(table(response))


@pytest.mark.parametrize("number", [FEW, SEVERAL])
@pytest.mark.parametrize("listed", CASE_LISTS, ids=lambda each: f"{each.slug} {each.route}{each.query}")
def test_a_list_of_cases_makes_a_fixed_number_of_statements(signed_in, listed, number):
    case = seed_cases(number)[0]

    statements, shown = opened(signed_in(listed.slug), address_of(listed, case))

    assert shown == listed.shown(number)
    assert len(statements) == listed.statements, "\n".join(each[:200] for each in statements)


@pytest.mark.parametrize("number", [FEW, SEVERAL])
@pytest.mark.parametrize("listed", OTHER_LISTS, ids=lambda each: f"{each.slug} {each.route}{each.query}")
def test_any_other_list_makes_a_fixed_number_of_statements(signed_in, listed, number):
    case = seed_cases(FEW)[0]
    seed_other_rows(number, case)

    statements, shown = opened(signed_in(listed.slug), address_of(listed, case))

    assert shown == listed.shown(number)
    assert len(statements) == listed.statements, "\n".join(each[:200] for each in statements)


@pytest.mark.parametrize("number", [FEW, SEVERAL])
@pytest.mark.parametrize("listed", SUPPORT_LISTS, ids=lambda each: f"{each.slug} {each.route}{each.query}")
def test_a_list_of_support_makes_a_fixed_number_of_statements(signed_in, listed, number):
    case = seed_support(number)

    statements, shown = opened(signed_in(listed.slug), address_of(listed, case))

    assert shown == listed.shown(number)
    assert len(statements) == listed.statements, "\n".join(each[:200] for each in statements)


@pytest.mark.slow
def test_ten_thousand_cases_cost_no_more_statements_than_one(signed_in):
    case = seed_cases(10_000)[0]
    analyze()

    found = {}
    for listed in CASE_LISTS:
        statements, shown = opened(signed_in(listed.slug), address_of(listed, case))
        found[listed.slug, listed.route, listed.query] = (len(statements), shown)

    assert found == {(each.slug, each.route, each.query): (each.statements, each.shown(10_000)) for each in CASE_LISTS}
