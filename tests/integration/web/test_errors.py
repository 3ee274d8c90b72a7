"""The page for failures of the server stands when the database does not."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db import OperationalError, connection
from django.test import RequestFactory
from django.urls import resolve, reverse

from desks.finding import address_around
from nrm.accounts.sessions import SessionStore
from nrm.web.errors import server_error
from tests.factories.cases import actor
from tests.factories.decisions import decision_at
from tests.html_tree import page

pytestmark = pytest.mark.django_db


def gone(execute, sql, params, many, context):
    """What every statement meets while the database is down."""
    raise OperationalError("the server closed the connection unexpectedly")


@pytest.fixture
def database_down():
    with connection.execute_wrapper(gone):
        yield


def test_a_page_without_its_database_says_that_the_service_is_not_available(signed_in):
    client = signed_in("sca-caseworker")
    client.raise_request_exception = False

    with connection.execute_wrapper(gone):
        response = client.get(reverse("desks:queue"))

    assert response.status_code == 503
    assert page(response).one("h1").text == "The service is not available just now"
    assert response["Cache-Control"] == "no-store"


def test_the_page_of_an_error_reads_nothing_from_the_database(database_down):
    request = RequestFactory().get("/")
    request.session = SessionStore("a" * 32)
    request._messages = FallbackStorage(request)

    response = server_error(request)

    assert response.status_code == 500
    assert page(response).one("h1").text == "There is a problem with the service"


def way_back(response) -> list[str]:
    links = page(response).one("main").all("a")
    return [link.attributes["href"] for link in links if link.text == "Back to the case"]


def test_a_refusal_leads_back_to_the_case_of_its_address_for_whoever_may_open_it(signed_in):
    case = decision_at("draft").case
    at = reverse("decisions:check-reasonable-grounds", args=[case.reference])

    pages = {slug: signed_in(slug).get(at) for slug in ("sca-caseworker", "police-referrer", "ieca-caseworker")}

    assert {slug: response.status_code for slug, response in pages.items()} == {
        "sca-caseworker": 403,
        "police-referrer": 403,
        "ieca-caseworker": 404,
    }
    back = [reverse("desks:case", args=[case.reference])]
    assert [way_back(response) for response in pages.values()] == [back, back, []]


@pytest.mark.parametrize(
    ("slug", "name", "leads_back"),
    [
        ("sca-leader", "decisions:issue-reasonable-grounds", True),
        ("sca-leader", "desks:case", False),  # it would lead to itself
        ("ieca-leader", "decisions:issue-reasonable-grounds", False),
        ("support-worker", "decisions:issue-reasonable-grounds", False),
        ("auditor", "decisions:issue-reasonable-grounds", False),
    ],
)
def test_no_refusal_leads_to_a_case_that_the_reader_may_not_open(slug, name, leads_back):
    case = decision_at("draft").case
    request = RequestFactory().get(reverse(name, args=[case.reference]))
    request.resolver_match = resolve(request.path)

    address = address_around(actor(slug), request)

    assert address == (reverse("desks:case", args=[case.reference]) if leads_back else "")


@pytest.mark.parametrize("address", ["/queue/", "/accounts/login/"])
def test_the_demonstration_says_which_day_it_is_while_its_clock_is_moved(client, signed_in, at, address):
    who = signed_in("sca-caseworker") if address == "/queue/" else client
    before = page(who.get(address)).one(".nrm-demo__text").text
    at(dt.datetime(2028, 12, 25, 12, tzinfo=dt.UTC))

    moved = page(who.get(address)).one(".nrm-demo__text").text

    assert "here." not in before
    assert "It is Monday 25 December 2028 here." in moved
