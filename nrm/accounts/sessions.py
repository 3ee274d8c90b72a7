"""Sessions in the database whose half hour of idleness is moved on at most once a minute.

A page costs no write only to say that somebody is still there; a session that changed is saved at once. So a session
ends between 29 and 30 minutes after its last page.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore

MOVED_ON_EVERY = dt.timedelta(minutes=1)


class SessionStore(DatabaseSessionStore):
    """`settings.SESSION_ENGINE` names this module."""

    stored_until: dt.datetime | None = None

    def _get_session_from_db(self) -> Any:
        row = super()._get_session_from_db()  # type: ignore[misc]
        self.stored_until = None if row is None else row.expire_date
        return row

    def save(self, must_create: bool = False) -> None:
        """Write the session, unless nothing changed and it was moved on less than a minute ago."""
        if must_create or self.modified or self.stored_until is None:
            super().save(must_create=must_create)
            return
        if self.get_expiry_date() - self.stored_until >= MOVED_ON_EVERY:
            super().save()

    @classmethod
    def get_model_class(cls) -> Any:
        return DatabaseSessionStore.get_model_class()
