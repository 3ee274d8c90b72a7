"""Every list costs the same few statements, whatever it holds: session, membership and savepoints included."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.cases import actor
from tests.factories.many_cases import many_cases

pytestmark = pytest.mark.django_db

LISTS = [
    ("sca-caseworker", "desks:queue", "", 12),
    ("sca-caseworker", "desks:queue", "?due=later&with=me&referrer=1&page=2", 12),
    ("sca-second-caseworker", "desks:queue", "?decision=check", 12),
    ("police-referrer", "desks:cases", "", 12),
    ("police-referrer", "desks:cases", "?stage=decided", 12),
    ("sca-caseworker", "desks:suggest", "?q=NRM-", 10),
    ("sca-caseworker", "desks:inbox", "", 12),
    ("sca-caseworker", "desks:start", "", 12),
    ("sca-leader", "desks:start", "", 12),
    ("police-referrer", "desks:start", "", 12),
    ("sca-caseworker", "api:cases", "", 11),
    ("police-referrer", "api:cases", "?page=2", 11),
]


def statements_of(client, address: str) -> list[str]:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200
    return [query["sql"] for query in queries.captured_queries]


@pytest.mark.parametrize("number", [1, 25])
@pytest.mark.parametrize(("slug", "route", "query", "expected"), LISTS)
def test_a_list_makes_a_fixed_number_of_statements(signed_in, slug, route, query, expected, number):
    many_cases(number, referrer=actor("police-referrer"), authority=actor("sca-caseworker"))

    statements = statements_of(signed_in(slug), reverse(route) + query)

    assert len(statements) == expected, "\n".join(each[:200] for each in statements)


@pytest.mark.slow
def test_ten_thousand_cases_cost_no_more_statements_than_one(signed_in):
    many_cases(10_000, referrer=actor("police-referrer"), authority=actor("sca-caseworker"))

    found = {
        (slug, route, query): len(statements_of(signed_in(slug), reverse(route) + query))
        for slug, route, query, _ in LISTS
    }

    assert found == {(slug, route, query): expected for slug, route, query, expected in LISTS}
