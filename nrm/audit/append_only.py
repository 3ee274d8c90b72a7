"""Migration operations that make the database itself refuse to change rows, and grant the app role what it needs."""

from __future__ import annotations

from django.db import migrations


def append_only(table: str) -> migrations.RunSQL:
    """The app role loses UPDATE, DELETE and TRUNCATE on the table, and a trigger refuses UPDATE and DELETE to
    everybody. The owner of the table may still truncate it: nothing here shows that."""
    return migrations.RunSQL(
        sql=f"""
            revoke update, delete, truncate on {table} from nrm_app;
            create trigger {table}_append_only before update or delete on {table}
                for each row execute function nrm_refuse_change();
        """,
        reverse_sql=f"""
            drop trigger {table}_append_only on {table};
            grant update, delete on {table} to nrm_app;
        """,
    )
