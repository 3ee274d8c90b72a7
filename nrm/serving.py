"""What web, worker and beat make sure of before they serve: safe settings, and that the database knows them as the
app role. gunicorn and Celery run no system checks by themselves."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.checks import Tags, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection
from django.db.backends.signals import connection_created

logger = logging.getLogger(__name__)

# The owner, a member of the owner's role, and a superuser all count: each can change what has been recorded.
_OWNS = """
    select pg_has_role(current_user, tableowner, 'MEMBER') from pg_tables where tablename = 'audit_event'
    union all
    select pg_has_role(current_user, datdba, 'MEMBER') from pg_database where datname = current_database()
"""


PUBLISHED_SECRET = "demonstration-only"  # noqa: S105  how the demonstration's key begins; everybody can read it


def refuse_unsafe_settings() -> None:
    """Raise the sentences of the security checks, and refuse the demonstration's key outside it."""
    sentences = [fault.msg for fault in run_checks(tags=[Tags.security]) if fault.is_serious()]
    if not settings.DEMO and settings.SECRET_KEY.startswith(PUBLISHED_SECRET):
        sentences.append("SECRET_KEY is the demonstration's, which everybody can read.")
    if sentences:
        raise ImproperlyConfigured(" ".join(sentences))


def serve_as_app_role() -> None:
    """Refuse the owner, now and on every connection made later; a database that is down is asked when it is back.

    For the entry points of web, worker and beat. Commands such as migrate are the owner's and do not call this.
    """
    connection_created.connect(_refuse_owner, dispatch_uid="nrm.serving")
    try:
        connection.ensure_connection()
    except OperationalError:
        logger.warning("the database does not answer yet; the role is checked when it does")
    finally:
        connection.close()


def _refuse_owner(connection: Any, **_: Any) -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(_OWNS)
        owns = any(row[0] for row in cursor.fetchall())
    if owns:
        raise ImproperlyConfigured(
            "DATABASE_URL names the database's owner, who can walk around row security and change the record. "
            "Give web, worker and beat the app role (nrm_app); the owner is for migrate."
        )
