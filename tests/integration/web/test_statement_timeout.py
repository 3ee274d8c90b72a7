"""A statement that takes longer than the app role may: the server cancels it, the answer says so, nothing is lost."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
import pytest
from django.db import OperationalError, connection
from django.db.utils import ConnectionHandler
from django.urls import reverse

from cases.models import Case
from nrm.audit.models import AuditEvent
from nrm.notices.models import OutboxRow
from nrm.notices.tasks import sweep_outbox
from nrm.settings.env import Environment  # noqa: TID251  what is tested
from referrals.models import Draft
from tests.factories.answers import adult_answers
from tests.factories.cases import case_at
from tests.factories.machines import body, connected_system, send
from tests.html_tree import page

SHORT_MS = 300
KEY = "0b8c1f0e-6d0b-4f6e-9d0a-3a5b7c9d1e2f"
STARTED = "draft_started"


def owner_url() -> str:
    return os.environ["DATABASE_OWNER_URL"].rpartition("/")[0] + "/" + connection.settings_dict["NAME"]


@contextmanager
def locked(table: str) -> Iterator[None]:
    """Somebody else holds the table, so that every statement on it waits."""
    with psycopg2.connect(owner_url()) as other, other.cursor() as cursor:
        cursor.execute(f"lock table {table} in access exclusive mode")
        yield
        other.rollback()


@pytest.fixture
def short_of_time(transactional_db) -> Iterator[None]:
    """The app role's limit, on the connection of the tests and short."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('statement_timeout', %s, false)", [str(SHORT_MS)])
    yield
    with connection.cursor() as cursor:
        cursor.execute("reset statement_timeout")


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "limit"), [("app", "15s"), ("owner", "0")])
def test_the_server_knows_the_limit_of_each_role(role, limit):
    name = "DATABASE_OWNER_URL" if role == "owner" else "DATABASE_URL"
    entry = Environment({name: owner_url(), "NRM_DATABASE_ROLE": role}).database()
    fresh = ConnectionHandler({"default": entry})["default"]

    try:
        with fresh.cursor() as cursor:
            cursor.execute("show statement_timeout")
            shown = cursor.fetchone()[0]
    finally:
        fresh.close()

    assert shown == limit


@pytest.mark.django_db(transaction=True)
def test_a_page_that_waits_too_long_says_so_and_the_next_one_is_as_ever(signed_in, short_of_time):
    client = signed_in("sca-caseworker")
    client.raise_request_exception = False

    with locked("cases_caseparty"):
        late = client.get(reverse("desks:queue"))
    after = client.get(reverse("desks:queue"))

    assert (late.status_code, after.status_code) == (503, 200)
    assert page(late).one("h1").text == "The service is not available just now"


@pytest.mark.django_db(transaction=True)
def test_what_is_sent_while_the_database_waits_is_kept_once_when_sent_again(short_of_time):
    client = connected_system().client()
    client.raise_request_exception = False

    with locked("cases_case"):
        late = send(client, body(adult_answers()), key=KEY)
    kept_meanwhile = (Case.objects.count(), Draft.objects.count(), AuditEvent.objects.filter(event=STARTED).count())
    again = send(client, body(adult_answers()), key=KEY)

    assert (late.status_code, late["Content-Type"]) == (503, "application/problem+json")
    assert late.json()["detail"].startswith("Something went wrong here, and not on your side")
    assert (kept_meanwhile, again.status_code, Case.objects.count()) == ((0, 0, 0), 201, 1)


@pytest.mark.django_db(transaction=True)
def test_what_a_task_could_not_do_its_next_run_does(settings, tmp_path, short_of_time):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    case_at("rg_in_progress")
    queued = OutboxRow.objects.filter(sent_at=None).count()
    assert queued > 0

    with locked("notices_outboxrow"), pytest.raises(OperationalError):
        sweep_outbox()
    still_queued = OutboxRow.objects.filter(sent_at=None).count()
    sweep_outbox()

    assert still_queued == queued
    assert OutboxRow.objects.filter(sent_at=None).count() == 0
