"""The page for failures of the server stands when the database does not."""

from __future__ import annotations

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db import OperationalError, connection
from django.test import RequestFactory
from django.urls import reverse

from nrm.accounts.sessions import SessionStore
from nrm.web.errors import server_error
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
