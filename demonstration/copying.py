"""Rows into PostgreSQL by COPY: model instances in, one statement a table, parents first."""

from __future__ import annotations

import datetime as dt
import io
import json
import uuid
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Field, JSONField, Model

_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


class Copier:
    """Collects rows by table and writes a table when its buffer is full or at the end.

    Foreign keys between the tables are deferred to the commit, so tables may be written in any order.
    """

    def __init__(self, rows_at_once: int = 20_000) -> None:
        self.rows_at_once = rows_at_once
        self.buffers: dict[type[Model], list[str]] = {}

    def add(self, rows: Iterable[Model]) -> None:
        """Take rows; write any table that has enough of them."""
        for row in rows:
            buffer = self.buffers.setdefault(type(row), [])
            buffer.append("\t".join(_encoded(field, row) for field in _columns(row)))
            if len(buffer) >= self.rows_at_once:
                self._write(type(row))

    def finish(self) -> None:
        """Write what is left and set each table's sequence behind the highest id."""
        for model in list(self.buffers):
            self._write(model)
            self._set_sequence(model)

    def _write(self, model: type[Model]) -> None:
        rows, self.buffers[model] = self.buffers[model], []
        if not rows:
            return
        names = ", ".join(f'"{field.column}"' for field in _columns(model(pk=1) if _has_key(model) else model()))
        with connection.cursor() as cursor:
            cursor.copy_expert(f"copy {model._meta.db_table} ({names}) from stdin", io.StringIO("\n".join(rows) + "\n"))  # type: ignore[attr-defined]

    def _set_sequence(self, model: type[Model]) -> None:
        key = model._meta.pk
        if key is None or key.remote_field is not None:
            return
        with connection.cursor() as cursor:
            cursor.execute(
                f"select setval(pg_get_serial_sequence(%s, %s), (select max({key.column}) from {model._meta.db_table}))",
                [model._meta.db_table, key.column],
            )


def _has_key(model: type[Model]) -> bool:
    """Whether the rows come with their ids; the others take the next number."""
    return model._meta.model_name in {"case", "identity", "casefacts", "referral", "decision"}


def _columns(row: Model) -> list[Field[Any, Any]]:
    return [f for f in row._meta.concrete_fields if not (f.primary_key and row.pk is None)]


def _encoded(field: Field[Any, Any], row: Model) -> str:
    value = getattr(row, field.attname)
    if value is None:
        return r"\N"
    if isinstance(field, JSONField):
        return json.dumps(value, ensure_ascii=False).translate(_ESCAPES)
    if isinstance(value, list):
        return _array(value).translate(_ESCAPES)
    return _plain(value).translate(_ESCAPES)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    return str(value)


def _array(values: list[Any]) -> str:
    quoted = ('"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"' for value in values)
    return "{" + ",".join(quoted) + "}"
