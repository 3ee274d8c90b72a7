"""Rows into PostgreSQL by COPY: model instances in, one statement a table and chunk."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BooleanField, DateField, Field, JSONField, Model

_SPECIAL = re.compile(r"[\\\n\r\t]")
_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


@dataclass
class _Table:
    """One table's columns, its id among them when its rows bring one, and the lines still to be written."""

    columns: list[Field[Any, Any]]
    brings_ids: bool
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._encoders = [_encoder(column) for column in self.columns]
        self._values = attrgetter(*(column.attname for column in self.columns))

    def add(self, row: Model) -> None:
        values = zip(self._encoders, self._values(row), strict=True)
        self.lines.append("\t".join([r"\N" if value is None else encode(value) for encode, value in values]))


class Copier:
    """Collects rows by table and writes them chunk by chunk, so that memory holds one chunk, here and in the database.

    Foreign keys between the rows of a chunk may point either way: they are checked when it has been written. All rows
    of a table come with an id, or none.
    """

    def __init__(self) -> None:
        self.tables: dict[type[Model], _Table] = {}

    def add(self, rows: Iterable[Model]) -> None:
        """Take rows for the next chunk."""
        for row in rows:
            (self.tables.get(type(row)) or self._begin(row)).add(row)

    def write(self) -> None:
        """Write what was collected, and check the foreign keys, which otherwise pile up until the commit."""
        for model, table in self.tables.items():
            _write(model, table)
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate; set constraints all deferred")

    def finish(self) -> None:
        """Write what is left, set the sequence of each table that was given ids behind the highest one, and let the
        planner count the rows."""
        self.write()
        for model, table in self.tables.items():
            if table.brings_ids:
                _set_sequence(model)
            with connection.cursor() as cursor:
                cursor.execute(f"analyze {model._meta.db_table}")

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


def _encoder(column: Field[Any, Any]) -> Callable[[Any], str]:
    """How a column's values are written, chosen once: a hundred thousand cases have forty million values."""
    if isinstance(column, JSONField):
        return _json
    if isinstance(column, ArrayField):
        return _array
    if isinstance(column, DateField):
        return dt.date.isoformat if column.get_internal_type() == "DateField" else dt.datetime.isoformat
    return _boolean if isinstance(column, BooleanField) else _text


def _json(value: Any) -> str:
    return _escaped(json.dumps(value, ensure_ascii=False))


def _array(values: Iterable[Any]) -> str:
    quoted = ('"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"' for value in values)
    return _escaped("{" + ",".join(quoted) + "}")


def _boolean(value: bool) -> str:
    return "t" if value else "f"


def _text(value: Any) -> str:
    return _escaped(str(value))


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES) if _SPECIAL.search(text) else text
