"""What one page costs: statements, wall time, and the buffers its rows touch."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nrm.accounts.middleware import DEMO_PERSONA
from nrm.accounts.models import Person
from nrm.web.pagination import ROWS

A_PAGE = (f"LIMIT {ROWS + 1}", f"LIMIT {ROWS}")


@dataclass(frozen=True)
class Cost:
    """One page's cost. `buffers` are those of the statement that brings its rows; `rows` is how many there were."""

    statements: int
    buffers: int
    rows: int
    seconds: float


def cost_of(slug: str, address: str) -> Cost:
    """Ask for the page twice, so that caches of the process are warm, and measure the second time."""
    client = signed_in(slug)
    address = _where_it_leads(client, address)
    with CaptureQueriesContext(connection) as captured:
        started = time.perf_counter()
        answer = client.get(address)
        content = b"".join(answer) if answer.streaming else answer.content
        seconds = time.perf_counter() - started
    if answer.status_code != 200:
        raise RuntimeError(f"{slug} at {address}: {answer.status_code}")
    statements = [each["sql"] for each in captured.captured_queries]
    return Cost(
        len(statements), _buffers_of_rows(statements), _rows(answer["Content-Type"], content), round(seconds, 3)
    )


def _where_it_leads(client: Client, address: str) -> str:
    """The page itself, where the address of a search leads to one; asked for once."""
    answer = client.get(address)
    if answer.status_code != 302:
        return address
    client.get(answer["Location"])
    return str(answer["Location"])


def _buffers_of_rows(statements: list[str]) -> int:
    """Of the statements that bring a page of rows, or of all where none does, the one that touches most."""
    reads = [sql for sql in statements if sql.startswith(("SELECT", "(SELECT", "WITH")) and "FOR UPDATE" not in sql]
    pages = [sql for sql in reads if any(limit in sql for limit in A_PAGE)]
    return max(buffers_of(sql) for sql in pages or reads)


def buffers_of(sql: str) -> int:
    """Shared buffers the statement touches."""
    with connection.cursor() as cursor:
        cursor.execute("explain (analyze, buffers, format json) " + sql)
        (plan,) = cursor.fetchone()
    top = (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]
    return int(top["Shared Hit Blocks"]) + int(top["Shared Read Blocks"])


def _rows(kind: str, content: bytes) -> int:
    """How many rows the page shows: of a table, of the inbox, of an answer in JSON or CSV."""
    if kind.startswith("application/json"):
        found = json.loads(content)
        return len(found["results"] if "results" in found else found["cases"])
    if kind.startswith("text/csv"):
        return content.count(b"\n") - 1
    items = content.count(b'"nrm-inbox__item')
    return items or max(content.count(b"<tr") - content.count(b"<thead"), 0)


def signed_in(slug: str) -> Client:
    """A session of the persona, second factor behind it."""
    client = Client(headers={"host": "127.0.0.1"})
    person = Person.objects.get(email=f"{slug}@demo.example")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[DEMO_PERSONA] = slug
    session.save()
    return client
