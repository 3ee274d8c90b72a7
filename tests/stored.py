"""Everything the database holds, as text: for tests of what must be nowhere in it."""

from __future__ import annotations

from django.db import connection
from psycopg2 import sql


def stored_text() -> str:
    """Every row of every table that the running role may read, in the running transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        rows = []
        for table in tables:
            cursor.execute(sql.SQL("select t::text from {} t").format(sql.Identifier(table)))
            rows += [row for (row,) in cursor.fetchall()]
    return "\n".join(rows)
