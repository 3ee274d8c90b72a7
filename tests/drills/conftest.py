"""Drills: the real processes, killed in the middle of work. A database that is killed is one of their own."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.mail_server import MailServer, running_mail_server
from tests.own_postgres import OwnPostgres, running_own_postgres
from tests.stack import Stack


@pytest.fixture(scope="session")
def own_postgres() -> Iterator[OwnPostgres]:
    with running_own_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def letters() -> Iterator[MailServer]:
    """The mail server of the stack that stands on a database of its own."""
    with running_mail_server() as server:
        yield server


@pytest.fixture(scope="session")
def own_stack(own_postgres: OwnPostgres, letters: MailServer) -> Iterator[Stack]:
    """The demonstration's people and nothing else, on a database that may be killed."""
    stack = Stack("drill_own", {**os.environ, **own_postgres.env})
    stack.env |= {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(letters.port),
        "OUTBOX_UNKNOWN_AFTER_SECONDS": "3",
    }
    try:
        stack.set_up()
        yield stack
    finally:
        stack.tear_down()


@pytest.fixture
def survivors(own_stack: Stack) -> Iterator[Stack]:
    """The stack with nothing running; whatever a drill started is killed after it."""
    yield own_stack
    for name in list(own_stack.processes):
        own_stack.kill(name)
