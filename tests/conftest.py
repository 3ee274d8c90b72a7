"""Fixtures of all tests: the demonstration's people in a real PostgreSQL, tests run as the app role."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from nrm import clock
from nrm.access.actors import PersonActor
from nrm.accounts.demo.loading import load_organisations, load_personas
from nrm.accounts.demo.personas import PERSONAS
from nrm.accounts.middleware import DEMO_PERSONA
from nrm.accounts.models import Membership
from nrm.accounts.selectors import actor_for

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop runs in the thread that uses the database


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database with the demonstration's organisations and people in it, committed once."""
    with django_db_blocker.unblock():
        load_personas(load_organisations())


@pytest.fixture(autouse=True)
def _app_role(request: pytest.FixtureRequest) -> Iterator[None]:
    """Database tests run as `nrm_app`, like web and workers: a missing grant or a change to the record fails.

    The role is set inside the test's own transaction and goes with it; a transactional test sets it back, because the
    clean-up after it is the owner's.
    """
    marker = request.node.get_closest_marker("django_db")
    if marker is None and not {"db", "transactional_db"} & set(request.fixturenames):
        yield
        return
    request.getfixturevalue("transactional_db" if marker and marker.kwargs.get("transaction") else "db")
    if not Membership.objects.exists():
        load_personas(load_organisations())
    with connection.cursor() as cursor:
        cursor.execute("set role nrm_app")
    yield
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("reset role")


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    """allauth counts failed sign-ins in the cache."""
    cache.clear()


@pytest.fixture
def acting(db: None) -> Callable[[str], PersonActor]:
    """`acting("sca-intake")` is the persona as an actor."""
    by_slug = {p.slug: p for p in PERSONAS}

    def as_actor(slug: str) -> PersonActor:
        persona = by_slug[slug]
        membership = Membership.objects.select_related("person", "organisation").get(
            person__email=persona.email, role=persona.role.value, organisation__slug=persona.organisation
        )
        return actor_for(membership)

    return as_actor


@pytest.fixture
def signed_in(db: None) -> Callable[[str], Client]:
    """`signed_in("sca-intake")` is a browser session of the persona, second factor behind it."""

    def client_of(slug: str) -> Client:
        client = Client()
        membership = Membership.objects.select_related("person").get(person__email=f"{slug}@demo.example")
        client.force_login(membership.person, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session[DEMO_PERSONA] = slug
        session.save()
        return client

    return client_of


@pytest.fixture
def at() -> Iterator[Callable[[dt.datetime], None]]:
    """`at(moment)` sets the product's clock to an aware datetime for the rest of the test."""

    def set_clock(moment: dt.datetime) -> None:
        clock.set_offset(moment - (clock.now() - clock.offset()))

    yield set_clock
    clock.set_offset(dt.timedelta(0))
