from __future__ import annotations

import pytest
from django.db import connection

from nrm.web.views.health import DEPENDENCIES


def test_liveness_asks_nothing_of_anything(client):
    # No database mark: pytest-django refuses any use of it here.
    response = client.get("/healthz", headers={"host": "unknown.example"})

    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_readiness_names_each_dependency(client):
    response = client.get("/readyz", headers={"host": "unknown.example"})

    assert response.status_code == 200
    assert response.json() == {"ready": True, "database": "ok", "redis": "ok", "migrations": "ok"}


@pytest.mark.django_db
def test_a_migration_that_waits_makes_it_unready(client):
    with connection.cursor() as cursor:
        cursor.execute("delete from django_migrations where app = 'audit' and name like '0002%'")

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"ready": False, "database": "ok", "redis": "ok", "migrations": "not applied"}


def test_every_dependency_is_looked_at():
    assert list(DEPENDENCIES) == ["database", "redis", "migrations"]
