"""A view whose author forgot to declare who may open it stays shut, whatever kind of view it is."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.meta.forgotten_urls")]
FORGOTTEN = ["function", "class", "endpoint", "endpoint-function"]


@pytest.mark.parametrize("kind", FORGOTTEN)
@pytest.mark.parametrize("slug", ["sca-leader", "administrator", "police-referrer"])
def test_undeclared_view_is_refused_to_whoever_is_signed_in(signed_in, caplog, kind, slug):
    response = signed_in(slug).get(f"/forgotten/{kind}/")

    assert response.status_code == 403
    assert b"a secret" not in response.content
    assert [record.levelname for record in caplog.records if "refused an undeclared view" in record.message] == [
        "ERROR"
    ]


@pytest.mark.parametrize("kind", FORGOTTEN)
def test_undeclared_view_is_refused_to_a_visitor(db, kind):
    response = Client().get(f"/forgotten/{kind}/")

    assert response.status_code in {302, 403}
    assert b"a secret" not in response.content
