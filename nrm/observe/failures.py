"""An error as a log may hold it: what kind it is and where it happened, not what it says.

The message of an error quotes what caused it: PostgreSQL's details hold whole rows, a KeyError its key, a ValueError
what somebody typed. So no message is written but of the kinds in `SPEAKS`, whose words are ours or the system's.
Names of constraints, tables and columns are taken from where the database gives them by themselves.
"""

from __future__ import annotations

import linecache
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]
SPEAKS = (ImproperlyConfigured, ImportError)
LONGEST_CHAIN = 8
DATABASE_FACTS = ("constraint_name", "table_name", "column_name")


def described(error: BaseException, trace: TracebackType | None = None) -> list[dict[str, Any]]:
    """The error, what caused that, and so on; each with its type and the lines of source it passed through."""
    return [_one(link, trace if link is error else None) for link in _chain(error)]


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen and len(seen) < LONGEST_CHAIN:
        seen.add(id(following))
        yield following
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)


def _one(error: BaseException, trace: TracebackType | None) -> dict[str, Any]:
    kind = type(error)
    told: dict[str, Any] = {"type": f"{kind.__module__}.{kind.__qualname__}"}
    if isinstance(error, SPEAKS):
        told["message"] = str(error)
    if isinstance(error, OSError) and error.errno is not None:
        told["errno"] = error.errno
    told |= _database_facts(error)
    told["frames"] = list(_frames(trace or error.__traceback__))
    return told


def _database_facts(error: BaseException) -> dict[str, str]:
    """PostgreSQL's code for what went wrong and the names it gives; psycopg2's errors carry them, never values."""
    told = {"sqlstate": getattr(error, "pgcode", None)}
    diagnosis = getattr(error, "diag", None)
    told |= {name: getattr(diagnosis, name, None) for name in DATABASE_FACTS}
    return {name: value for name, value in told.items() if isinstance(value, str)}


def _frames(trace: TracebackType | None) -> Iterator[str]:
    """`file:line function: source`, outermost first. Lines of source are code; variables are not looked at."""
    while trace is not None:
        code = trace.tb_frame.f_code
        source = linecache.getline(code.co_filename, trace.tb_lineno).strip()
        yield f"{_short(code.co_filename)}:{trace.tb_lineno} {code.co_name}: {source}"
        trace = trace.tb_next


def _short(filename: str) -> str:
    return filename.removeprefix(f"{ROOT}/")
