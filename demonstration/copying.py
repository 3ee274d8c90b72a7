"""Rows into PostgreSQL by COPY: model instances in, one statement a table, parents first."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Field, JSONField, Model

_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


@dataclass
class _Table:
    """One table's columns, its id among them when its rows bring one, and the rows still to be written."""

    columns: list[Field[Any, Any]]
    brings_ids: bool
    lines: list[str] = field(default_factory=list)


class Copier:
    """Collects rows by table and writes a table when its buffer is full or at the end.

    Foreign keys between the tables are deferred to the commit, so tables may be written in any order. All rows of a
    table come with an id, or none.
    """

    def __init__(self, rows_at_once: int = 20_000) -> None:
        self.rows_at_once = rows_at_once
        self.tables: dict[type[Model], _Table] = {}

    def add(self, rows: Iterable[Model]) -> None:
        """Take rows; write any table that has enough of them."""
        for row in rows:
            table = self.tables.get(type(row)) or self._begin(row)
            table.lines.append("\t".join(_encoded(column, row) for column in table.columns))
            if len(table.lines) >= self.rows_at_once:
                _write(type(row), table)

    def finish(self) -> None:
        """Write what is left and set the sequence of each table that was given ids behind the highest one."""
        for model, table in self.tables.items():
            _write(model, table)
            if table.brings_ids:
                _set_sequence(model)

    def _begin(self, row: Model) -> _Table:
        brings_ids = row.pk is not None
        columns = [each for each in row._meta.concrete_fields if brings_ids or not each.primary_key]
        self.tables[type(row)] = _Table(columns, brings_ids)
        return self.tables[type(row)]


def _write(model: type[Model], table: _Table) -> None:
    if not table.lines:
        return
    names = ", ".join(f'"{column.column}"' for column in table.columns)
    text = io.StringIO("\n".join(table.lines) + "\n")
    with connection.cursor() as cursor:
        cursor.copy_expert(f"copy {model._meta.db_table} ({names}) from stdin", text)
    table.lines = []


def _set_sequence(model: type[Model]) -> None:
    """Nothing happens for a table whose id is another's, or no number."""
    key = model._meta.pk
    if key is None or not key.get_internal_type().endswith("AutoField"):
        return
    table = model._meta.db_table
    highest = f"(select max({key.column}) from {table})"  # noqa: S608  names of our own tables
    with connection.cursor() as cursor:
        cursor.execute(f"select setval(pg_get_serial_sequence(%s, %s), {highest})", [table, key.column])


def _encoded(column: Field[Any, Any], row: Model) -> str:
    value = getattr(row, column.attname)
    if value is None:
        return r"\N"
    if isinstance(column, JSONField):
        return json.dumps(value, ensure_ascii=False).translate(_ESCAPES)
    if isinstance(value, list):
        return _array(value).translate(_ESCAPES)
    return _plain(value).translate(_ESCAPES)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "t" if value else "f"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _array(values: list[Any]) -> str:
    quoted = ('"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"' for value in values)
    return "{" + ",".join(quoted) + "}"
