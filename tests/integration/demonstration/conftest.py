"""A database with the demonstration's cases in it, for all tests of a module, rolled back at its end."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from demonstration.loading import load

CASES = 2_000


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Load once, as the owner; each test runs in a savepoint inside."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(cases=CASES, seed=1)
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
        yield
        transaction.set_rollback(True)
