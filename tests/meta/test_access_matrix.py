"""The access matrix is complete, and what it says is what happens: every address, method and persona, on real rows."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from desks.reference.access_matrix import ANONYMOUS, GROUPS, MATRIX, SIGN_IN_PAGES, expectations, slugs
from nrm.accounts.demo.personas import PERSONAS
from tests.access_matrix import HIDDEN, NEAR, ask
from tests.routes import routes

SLUGS = [persona.slug for persona in PERSONAS]
ROUTES = routes()
OURS = [route for route in ROUTES if route.is_ours]
# Who may be asked about West Yorkshire's things and the IECA's without being of either.
ELSEWHERE = [slug for slug in SLUGS if slug != "other-police-referrer" and slug not in slugs("ieca")]


def row_id(row) -> str:
    return f"{row.method} {row.url_name}"


def test_every_route_and_method_has_its_row_and_every_row_its_route():
    routed = {(route.name, method) for route in OURS for method in route.methods & answered(route)}

    assert {(row.url_name, row.method) for row in MATRIX} == routed
    assert len(MATRIX) == len(routed)


def test_every_page_of_a_library_has_its_row():
    """allauth's redirects without a name are refused like whatever nobody declared (`test_url_walk.py`)."""
    others = {route.name for route in ROUTES if not route.is_ours and route.name}

    assert {row.url_name for row in SIGN_IN_PAGES} == others
    assert len(SIGN_IN_PAGES) == len(others)


def answered(route) -> frozenset[str]:
    """The methods the view does not refuse by its own list."""
    view_class = getattr(route.view, "view_class", None) or route.view.cls
    return frozenset(name.upper() for name in view_class.http_method_names)


def test_groups_hold_every_persona_once():
    assert sorted(slug for names in GROUPS.values() for slug in names.split()) == sorted(SLUGS)


@pytest.mark.parametrize("row", MATRIX, ids=row_id)
def test_no_persona_stands_twice_in_a_row(row):
    named = [slug for names in row.answers.values() for slug in slugs(names)]

    assert sorted(named) == sorted(set(named))
    assert set(named) <= set(SLUGS)


@pytest.mark.django_db
@pytest.mark.parametrize("row", MATRIX, ids=row_id)
def test_everybody_gets_the_answer_the_matrix_says(row, signed_in):
    thing = NEAR[row.on]()
    expected = {e.persona: e.expected for e in expectations() if (e.url_name, e.method) == (row.url_name, row.method)}

    got = {}
    for slug in [*SLUGS, ANONYMOUS]:
        client = Client() if slug == ANONYMOUS else signed_in(slug)
        with undone():
            got[slug] = ask(client, row, thing.arguments, thing.form).status_code

    assert got == expected


@pytest.mark.django_db
def test_everybody_gets_the_answer_the_matrix_says_on_pages_of_a_library(signed_in):
    samples = {"uidb36": "1", "key": "x-y", "pk": 1}
    arguments = {route.name: {name: samples[name] for name in route.arguments} for route in ROUTES if not route.is_ours}
    pages = {row.url_name for row in SIGN_IN_PAGES}
    expected = {(e.url_name, e.persona): e.expected for e in expectations() if e.url_name in pages}

    got = {}
    for slug in [*SLUGS, ANONYMOUS]:
        for row in SIGN_IN_PAGES:
            client = Client() if slug == ANONYMOUS else signed_in(slug)
            with undone():
                got[row.url_name, slug] = ask(client, row, arguments[row.url_name], {}).status_code

    assert got == expected


@pytest.mark.django_db
@pytest.mark.parametrize("row", [row for row in MATRIX if row.on], ids=row_id)
def test_what_lies_elsewhere_answers_exactly_like_what_never_was(row, signed_in):
    hidden = HIDDEN[row.on]()

    for slug in ELSEWHERE:
        client = signed_in(slug)
        with undone():
            there = ask(client, row, hidden.arguments, hidden.form)
        with undone():
            nowhere = ask(client, row, hidden.never_was, hidden.form)

        assert there.status_code in {403, 404}, slug
        assert there.status_code == nowhere.status_code, slug
        assert text_of(there, hidden.arguments) == text_of(nowhere, hidden.never_was), slug


def text_of(response, arguments) -> str:
    """The answer without what differs by nature: the address asked for, and marks made anew for each page."""
    text = response.content.decode()
    for value in arguments.values():
        # A number stands in addresses only; the same digits elsewhere on the page are something else.
        text = text.replace(f"/{value}/", "/THIS/") if isinstance(value, int) else text.replace(str(value), "THIS")
    return re.sub(r'(value|nonce|content)="[^"]{20,}"', "", text)


class undone:
    """Whatever happens inside is taken back."""

    def __enter__(self):
        self.savepoint = transaction.savepoint()

    def __exit__(self, *error):
        transaction.savepoint_rollback(self.savepoint)


def test_the_command_prints_the_table_as_csv():
    out = io.StringIO()

    call_command("access_matrix", "--format", "csv", stdout=out)

    lines = list(csv.reader(io.StringIO(out.getvalue())))
    assert lines[0] == ["url_name", "method", "persona", "expected"]
    assert len(lines) == 1 + (len(MATRIX) + len(SIGN_IN_PAGES)) * (len(SLUGS) + 1)
    assert ["desks:case", "GET", "police-referrer", "200"] in lines
    assert ["desks:case", "GET", "auditor", "404"] in lines
