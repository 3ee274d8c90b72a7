from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.db import connection

from nrm.celery import app
from nrm.web.views import health
from nrm.web.views.health import DEPENDENCIES


@contextmanager
def a_broker_at(address):
    """Celery sends to another address until the block ends; its pools of connections are of the old one."""
    before = app.conf.broker_url, app.conf.broker_write_url
    app.conf.update(broker_url=address, broker_write_url=address)
    yield
    app.conf.update(broker_url=before[0], broker_write_url=before[1])


def test_liveness_asks_nothing_of_anything(client):
    # No database mark: pytest-django refuses any use of it here.
    response = client.get("/healthz", headers={"host": "unknown.example"})

    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_readiness_names_each_dependency(client):
    response = client.get("/readyz", headers={"host": "unknown.example"})

    assert response.status_code == 200
    assert response.json() == {
        "ready": True,
        "database": "ok",
        "redis": "ok",
        "broker": "ok",
        "migrations": "ok",
    }


@pytest.mark.django_db
def test_a_migration_that_waits_makes_it_unready(client, monkeypatch):
    monkeypatch.setattr(health, "_all_applied", False)
    with connection.cursor() as cursor:
        cursor.execute("delete from django_migrations where app = 'audit' and name like '0002%'")

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {
        "ready": False,
        "database": "ok",
        "redis": "ok",
        "broker": "ok",
        "migrations": "not applied",
    }


@pytest.mark.django_db
def test_migrations_once_applied_are_not_looked_for_again(client, django_assert_num_queries):
    client.get("/readyz")

    with django_assert_num_queries(1):
        response = client.get("/readyz")

    assert (response.status_code, response.json()) == (
        200,
        {"ready": True, "database": "ok", "redis": "ok", "broker": "ok", "migrations": "ok"},
    )


@pytest.mark.django_db
def test_a_broker_that_is_away_makes_it_unready_and_is_not_named(client):
    with a_broker_at("redis://:hunter2@127.0.0.1:1/0"):
        response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["broker"] == "no answer"
    assert b"127.0.0.1" not in response.content
    assert b"hunter2" not in response.content


def test_every_dependency_is_looked_at():
    assert list(DEPENDENCIES) == ["database", "redis", "broker", "migrations"]
