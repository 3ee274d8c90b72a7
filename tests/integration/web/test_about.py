from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.html_tree import page

pytestmark = pytest.mark.django_db

PAGES = [("accessibility", "Accessibility statement"), ("privacy", "Privacy"), ("cookies", "Cookies")]


@pytest.mark.parametrize(("name", "heading"), PAGES)
def test_a_visitor_reads_the_pages_about_the_service(client, name, heading):
    response = client.get(reverse(f"web:{name}"))

    assert response.status_code == 200
    assert page(response).one("h1").text == heading
    assert page(response).all(".nrm-bar__link") == []


@pytest.mark.parametrize(("name", "heading"), PAGES)
def test_a_visitors_page_reads_nothing_from_the_database(client, name, heading):
    client.get(reverse(f"web:{name}"))

    with CaptureQueriesContext(connection) as queries:
        client.get(reverse(f"web:{name}"))

    assert [query["sql"] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))] == []


def test_every_page_leads_to_them(client):
    links = page(client.get(reverse("web:cookies"))).one(".nrm-footer").all("a")

    assert [link.attributes["href"] for link in links] == ["/accessibility/", "/privacy/", "/cookies/"]


def test_the_gallery_of_components_is_shown_in_the_demonstration(client):
    assert client.get("/components/").status_code == 200
