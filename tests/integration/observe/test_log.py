"""A planted name does not reach the log, by any way that a name can come."""

from __future__ import annotations

import json
import logging

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.test import Client

from nrm.accounts.models import Person
from nrm.celery import app
from nrm.observe.lines import log_uncaught
from tests.factories.cases import case_at

pytestmark = pytest.mark.django_db
NAME = "Quillfeather"


def text_of(lines) -> str:
    return json.dumps(lines, ensure_ascii=False)


def lines_of(lines, logger):
    return [line for line in lines if line["logger"] == logger]


def request_line(lines):
    """The one line that the request itself left, without what differs each time."""
    (line,) = lines_of(lines, "nrm.observe.requests")
    assert isinstance(line.pop("duration_ms"), int)
    assert len(line.pop("request_id")) == 32
    assert line.pop("time")
    return line


def test_a_page_of_a_case_leaves_one_line_with_its_route_and_nobody(signed_in, acting, log):
    case = case_at("submitted")

    signed_in("police-referrer").get(f"/cases/{case.reference}/?q={NAME}")

    assert request_line(log()) == {
        "level": "INFO",
        "logger": "nrm.observe.requests",
        "message": "request",
        "method": "GET",
        "route": "desks:case",
        "actor": "person",
        "membership": acting("police-referrer").membership_id,
        "status": 200,
    }
    assert case.reference not in text_of(log())
    assert NAME not in text_of(log())
    assert acting("police-referrer").label not in text_of(log())


def test_the_line_carries_the_identifier_that_the_record_and_the_response_carry(signed_in, log):
    response = signed_in("sca-intake").get("/queue/")

    (line,) = lines_of(log(), "nrm.observe.requests")
    assert line["request_id"] == response["X-Request-Id"]


@pytest.mark.parametrize(
    "address", [f"/{NAME}/", f"/cases/{NAME}/", f"/static/{NAME}.css", f"/accounts/{NAME}/?q={NAME}"]
)
def test_an_address_that_does_not_exist_is_not_written(signed_in, log, address):
    response = signed_in("sca-intake").get(
        address, headers={"user-agent": NAME, "referer": f"https://a.example/{NAME}"}
    )

    assert response.status_code == 404
    assert lines_of(log(), "django.request")[0]["message"] == "Not Found: […]"
    assert NAME not in text_of(log())


def test_a_method_of_the_visitors_own_making_is_not_written(client, log):
    client.generic(NAME.upper(), "/accessibility/")

    assert request_line(log())["method"] == "other"
    assert NAME.upper() not in text_of(log())


def test_an_unknown_host_is_not_written(client, log):
    response = client.get("/", headers={"host": f"{NAME}.example"})

    assert response.status_code == 400
    assert lines_of(log(), "django.security.DisallowedHost")
    assert NAME not in text_of(log())


def test_a_form_refused_for_its_origin_is_not_written(log):
    response = Client(enforce_csrf_checks=True).post(
        f"/accounts/login/?next=/{NAME}/",
        {"login": f"{NAME}@police.example"},
        headers={"origin": f"https://{NAME}.example"},
    )

    assert response.status_code == 403
    assert lines_of(log(), "django.security.csrf")
    assert NAME not in text_of(log())


def test_a_failed_sign_in_is_not_written(client, log):
    client.post("/accounts/login/", {"login": f"{NAME}@police.example", "password": NAME})

    assert request_line(log())["route"] == "account_login"
    assert NAME not in text_of(log())


def test_a_page_that_fails_says_where_and_not_on_whom(client, settings, log):
    settings.ROOT_URLCONF = "tests.integration.observe.planted_urls"
    client.raise_request_exception = False

    response = client.get(f"/planted/{NAME}/")

    assert response.status_code == 500
    (line,) = lines_of(log(), "django.request")
    assert (line["message"], line["route"], line["level"]) == ("Internal Server Error: […]", "planted", "ERROR")
    assert [told["type"] for told in line["error"]] == [
        "django.db.utils.DataError",
        "psycopg2.errors.InvalidTextRepresentation",
    ]
    assert line["error"][1]["sqlstate"] == "22P02"
    assert 'cursor.execute("select %s::integer", [held_in_a_variable])' in text_of(line["error"][0]["frames"]).replace(
        "\\", ""
    )
    assert NAME not in text_of(log())


def integrity_error(statement, *values):
    with pytest.raises((IntegrityError, DataError)) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return caught.value


def test_a_row_that_the_database_quotes_is_not_written_but_its_constraint_is(log):
    person = Person.objects.first()
    error = integrity_error(
        "update accounts_person set email = %s where id <> %s",
        person.email,
        person.pk,
    )
    assert person.email in str(error)

    logging.getLogger("nrm.test").error("it failed: %s", error, exc_info=error)

    (line,) = lines_of(log(), "nrm.test")
    assert person.email not in text_of(line)
    assert line["error"][1]["sqlstate"] == "23505"
    assert line["error"][1]["table_name"] == "accounts_person"
    assert line["error"][1]["constraint_name"]


def test_a_failing_row_is_not_written(log):
    error = integrity_error("insert into accounts_person (email, name, password) values (%s, %s, %s)", "x", NAME, "p")
    assert NAME in str(error)

    logging.getLogger("nrm.test").error("it failed: %s", error, exc_info=error)

    assert NAME not in text_of(lines_of(log(), "nrm.test"))


@pytest.fixture
def failing_task():
    @app.task(name="tests.failing")
    def fail(name):
        raise ValueError(f"no such person: {name}")

    yield fail
    app.tasks.unregister("tests.failing")


def test_a_task_that_fails_is_named_and_what_it_was_given_is_not(failing_task, log):
    failing_task.apply(args=[NAME], throw=False)

    (line,) = lines_of(log(), "celery.app.trace")
    assert line["message"].startswith("Task tests.failing[")
    assert line["error"][0]["type"] == "builtins.ValueError"
    assert NAME not in text_of(log())


def test_a_line_written_within_a_task_names_it_and_its_identifier(log):
    @app.task(name="tests.speaking")
    def speak():
        logging.getLogger("nrm.test").info("at work")

    speak.apply()
    app.tasks.unregister("tests.speaking")

    (line,) = lines_of(log(), "nrm.test")
    assert (line["task"], len(line["request_id"])) == ("tests.speaking", 32)
    assert "method" not in line


def test_after_a_request_its_facts_are_not_said_of_other_lines(client, log):
    client.get("/accessibility/")

    logging.getLogger("nrm.test").info("later")

    assert set(lines_of(log(), "nrm.test")[0]) == {"time", "level", "logger", "message"}


def test_a_command_that_fails_does_not_print_what_it_failed_on(log, capsys):
    error = integrity_error("insert into accounts_person (email, name, password) values (%s, %s, %s)", "x", NAME, "p")

    log_uncaught(type(error), error, error.__traceback__)

    (line,) = lines_of(log(), "nrm.command")
    assert line["error"][0]["type"] == "django.db.utils.IntegrityError"
    assert NAME not in text_of(line)
    assert capsys.readouterr().out == ""


def test_a_probe_leaves_no_line(client, log):
    client.get("/healthz")

    assert lines_of(log(), "nrm.observe.requests") == []
