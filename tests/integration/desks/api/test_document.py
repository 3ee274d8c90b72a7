"""The OpenAPI document is valid, complete and true: every endpoint keeps to it whatever it is sent."""

from __future__ import annotations

import contextlib

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from desks.api.views import openapi_document
from nrm.access.drf import ApiView
from referrals.domain.question_set import CURRENT_VERSION
from tests.factories.answers import adult_answers, duty_to_notify_answers
from tests.factories.cases import case_at
from tests.factories.machines import body, connected_system, send
from tests.factories.support import assessed, in_support
from tests.routes import routes

pytestmark = pytest.mark.django_db
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
METHODS = {"get", "post", "put", "patch", "delete"}
DOCUMENT = openapi_document()
OPERATIONS = [
    (path, method, operation)
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
    if method in METHODS
]


def test_the_document_is_valid_openapi_3_1():
    assert DOCUMENT["openapi"].startswith("3.1")
    assert list(OpenAPIV31SpecValidator(DOCUMENT).iter_errors()) == []


def test_every_endpoint_and_method_is_in_it_and_nothing_else():
    endpoints = [route for route in routes() if issubclass(getattr(route.view, "cls", object), ApiView)]
    declared = {(route.name, method) for route in endpoints for method in route.view.cls.permissions}

    assert len(declared) == len(OPERATIONS) == 9
    assert len({operation["operationId"] for _, _, operation in OPERATIONS}) == len(OPERATIONS)


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS, ids=lambda value: str(value)[:60])
def test_every_operation_says_who_may_ask_and_how_it_refuses(path, method, operation):
    expected = {"400", "401", "403", "429"} | ({"404"} if "{" in path else set())

    assert operation["security"] == [{"token": []}, {"session": []}]
    assert operation["summary"]
    assert operation["description"]
    assert "endpoint" not in operation["description"]  # what a class says to programmers is not for its callers
    assert [each["name"] for each in operation.get("parameters", []) if not each.get("description")] == []
    assert expected <= set(operation["responses"])
    for status in expected:
        content = operation["responses"][status]["content"]
        assert content == {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}


def test_both_ways_of_asking_are_described():
    schemes = DOCUMENT["components"]["securitySchemes"]

    assert (schemes["token"]["type"], schemes["token"]["scheme"]) == ("http", "bearer")
    assert (schemes["session"]["type"], schemes["session"]["in"]) == ("apiKey", "cookie")


def test_the_document_is_for_whoever_is_signed_in_or_has_a_token(client, signed_in):
    machine = connected_system()

    assert machine.client().get("/api/v1/schema/").json() == DOCUMENT
    assert signed_in("auditor").get("/api/v1/schema/").json() == DOCUMENT
    assert client.get("/api/v1/schema/").status_code == 401


def test_its_page_shows_every_operation_and_loads_nothing_from_elsewhere(client, signed_in):
    page = signed_in("administrator").get("/api/v1/docs/")

    text = page.content.decode()
    assert page.status_code == 200
    assert [path for path, _, _ in OPERATIONS if path not in text] == []
    assert [op["operationId"] for _, _, op in OPERATIONS if f'id="{op["operationId"]}"' not in text] == []
    assert [name for name in ("Problem", "ReferralToSend", "SentReport") if f'id="shape-{name}"' not in text] == []
    assert "http://" not in text.replace("http://www.w3.org/", "")
    assert "https://" not in text
    assert client.get("/api/v1/docs/").status_code == 302


# -- what it promises is what happens


QUIET = settings(
    max_examples=6,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
SCHEMA.app = WSGIHandler()  # asked in this process: no network


@pytest.fixture
def one_connection():
    """A server closes old connections between requests; here the test's transaction stays open through all of them."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value)
@pytest.mark.parametrize(("path", "method"), [(path, method) for path, method, _ in OPERATIONS])
def test_whatever_is_sent_the_answer_is_one_the_document_promises(path, method, mode):
    """Generated requests, proper and improper, with a good token."""
    machine = connected_system()
    case_at("rg_in_progress")
    answered = []

    @QUIET
    @given(case=SCHEMA[path][method.upper()].as_strategy(generation_mode=mode))
    def ask(case):
        case.headers = {**(case.headers or {}), "Authorization": f"Bearer {machine.token}"}
        case.cookies = {}
        answered.append(case.call_and_validate(checks=CHECKS).status_code)

    try:
        ask()
    except Unsatisfiable:
        pytest.skip("there is nothing improper to send here")

    assert len(answered) == QUIET.max_examples
    assert set(answered) <= {200, 201, 400, 403, 404, 409}


@pytest.fixture
def things():
    """One of everything that the addresses name."""
    package = in_support()
    assessed(package)
    return {"reference": package.case.reference, "version": CURRENT_VERSION}


@pytest.mark.parametrize("path", [path for path, method, _ in OPERATIONS if method == "get"])
@pytest.mark.parametrize("slug", ["police-referrer", "sca-caseworker", "contract-manager", "support-worker"])
def test_what_is_there_has_the_shape_the_document_promises(signed_in, things, slug, path):
    answer = signed_in(slug).get(path.format(**things))

    assert answer.status_code in {200, 403, 404}
    check_shape(path, "get", answer)


@pytest.mark.parametrize("answers", [adult_answers(), duty_to_notify_answers(), {}])
def test_what_is_made_has_the_shape_the_document_promises(answers):
    client = connected_system().client()
    key = "0b8c1f0e-6d0b-4f6e-9d0a-3a5b7c9d1e2f"

    for _ in range(2):
        check_shape("/api/v1/referrals/", "post", send(client, body(answers), key=key))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
PARTS = st.fixed_dictionaries({}, optional={"value": JSON, "state": JSON, "precision": JSON})


def test_whatever_stands_in_complete_answers_is_kept_or_named():
    """Nothing sent as an answer fails in another way, and a refusal always names a key."""
    client = connected_system().client()

    @settings(QUIET, max_examples=40)
    @given(change=st.dictionaries(st.sampled_from(sorted(adult_answers())), JSON | PARTS, min_size=1, max_size=3))
    def ask(change):
        with undone():
            answer = send(client, body(adult_answers() | change))
        check_shape("/api/v1/referrals/", "post", answer)
        assert answer.status_code in {201, 400}
        assert ("reference" in answer.json()) == (answer.status_code == 201)
        assert bool(answer.json().get("errors")) == (answer.status_code == 400)

    ask()


@contextlib.contextmanager
def undone():
    """Whatever is made inside is taken back: every example begins with an empty table of cases."""
    savepoint = transaction.savepoint()
    yield
    transaction.savepoint_rollback(savepoint)


def check_shape(path, method, answer) -> None:
    """Hold an answer of Django's client against the document."""
    described = DOCUMENT["paths"][path][method]["responses"][str(answer.status_code)]["content"]
    shape = described[answer["Content-Type"]]["schema"]
    OAS31Validator({**shape, "components": DOCUMENT["components"]}).validate(answer.json())
