"""What a page of a list costs: statements, and the buffers its case query touches, for a narrow and a wide reach."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nrm.accounts.middleware import DEMO_PERSONA
from nrm.accounts.models import Person

STATEMENTS_AT_MOST = 12
RATIO_AT_MOST = 1.2
# The widest reach of each kind of list and the narrowest: persona slug → address
WIDEST = {"sca-caseworker": "/queue/", "border-force-referrer": "/cases/"}
NARROWEST = {"ieca-caseworker": "/queue/", "charity-referrer": "/cases/"}


@dataclass(frozen=True)
class Cost:
    """One page's cost."""

    statements: int
    buffers: int


def measure() -> list[dict[str, object]]:
    """Statements of each list page, and the ratio of buffers between the narrowest persona and the widest."""
    results = []
    for narrow, wide in zip(NARROWEST.items(), WIDEST.items(), strict=True):
        costs = {slug: cost_of(slug, address) for slug, address in (narrow, wide)}
        results += [_statements(slug, address, costs[slug]) for slug, address in (narrow, wide)]
        results.append(_ratio(narrow[1], costs[narrow[0]], costs[wide[0]]))
    return results


def cost_of(slug: str, address: str) -> Cost:
    """Ask for the page twice, so that caches of the process are warm, and count the second time."""
    client = signed_in(slug)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{slug} at {address}: {answer.status_code}")
    rows = [
        q["sql"] for q in captured.captured_queries if q["sql"].startswith("SELECT") and "cases_caseparty" in q["sql"]
    ]
    return Cost(len(captured), max(buffers_of(sql) for sql in rows if "LIMIT 26" in sql))


def buffers_of(sql: str) -> int:
    """Shared buffers the statement touches."""
    with connection.cursor() as cursor:
        cursor.execute("explain (analyze, buffers, format json) " + sql.replace("%", "%%"))
        (plan,) = cursor.fetchone()
    top = (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]
    return int(top["Shared Hit Blocks"]) + int(top["Shared Read Blocks"])


def signed_in(slug: str) -> Client:
    """A session of the persona, second factor behind it."""
    client = Client(headers={"host": "127.0.0.1"})
    person = Person.objects.get(email=f"{slug}@demo.example")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[DEMO_PERSONA] = slug
    session.save()
    return client


def _statements(slug: str, address: str, cost: Cost) -> dict[str, object]:
    return {
        "name": f"statements of {address} for {slug} at 10,000 cases",
        "value": cost.statements,
        "unit": "statements",
        "bar": STATEMENTS_AT_MOST,
        "ok": cost.statements <= STATEMENTS_AT_MOST,
        "how": "every SQL statement of one request, session, transaction and record included",
    }


def _ratio(address: str, narrow: Cost, wide: Cost) -> dict[str, object]:
    ratio = round(narrow.buffers / max(wide.buffers, 1), 2)
    return {
        "name": f"buffers of {address}, narrowest persona ÷ widest",
        "value": ratio,
        "unit": "ratio",
        "bar": RATIO_AT_MOST,
        "ok": ratio <= RATIO_AT_MOST,
        "how": f"EXPLAIN (ANALYZE, BUFFERS) of the rows' statement: {narrow.buffers} and {wide.buffers} buffers",
    }
