"""Reading the environment: no mistake raises, each is a sentence, and no secret stands in one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrm.settings.env import Environment
from nrm.settings.listing import SETTINGS

SECRET = "hunter2-hunter2"


def test_an_empty_environment_is_no_mistake_by_itself():
    env = Environment({})

    assert (env.number("EMAIL_PORT"), env.flag("NRM_PLAIN_HTTP"), env.words("ALLOWED_HOSTS")) == (25, False, [])
    assert env.database()["NAME"] == "nrm"
    assert (env.mistakes, env.given_names()) == ([], frozenset())


@pytest.mark.parametrize("given", ["abc", "-1", "2.5", "²", " "])
def test_what_is_no_whole_number_is_said_and_the_default_holds(given):
    env = Environment({"EMAIL_PORT": given})

    assert env.number("EMAIL_PORT") == 25
    assert env.mistakes == [f"EMAIL_PORT is {given.strip()!r}, which is not a whole number of 0 or more."]


@pytest.mark.parametrize(
    ("given", "expected"), [("1", True), ("True", True), ("on", True), ("0", False), ("no", False)]
)
def test_yes_and_no_are_read_in_the_usual_ways(given, expected):
    env = Environment({"EMAIL_USE_TLS": given})

    assert (env.flag("EMAIL_USE_TLS"), env.mistakes) == (expected, [])


def test_what_is_neither_yes_nor_no_is_said():
    env = Environment({"EMAIL_USE_TLS": "maybe"})

    assert env.flag("EMAIL_USE_TLS") is False
    assert env.mistakes == ["EMAIL_USE_TLS is 'maybe', which is neither true nor false."]


def test_words_stand_between_commas():
    assert Environment({"ALLOWED_HOSTS": " a.example, b.example ,"}).words("ALLOWED_HOSTS") == [
        "a.example",
        "b.example",
    ]


@pytest.mark.parametrize("name", [setting.name for setting in SETTINGS if setting.from_file])
def test_a_secret_may_come_from_a_file(tmp_path, name):
    file = tmp_path / "value"
    file.write_text(f"{SECRET}\n")

    env = Environment({f"{name}_FILE": str(file)})

    assert (env.text(name), env.mistakes, env.given_names()) == (SECRET, [], {name})


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    missing = tmp_path / "missing"

    env = Environment({"SECRET_KEY_FILE": str(missing), "REDIS_URL_FILE": str(tmp_path)})

    assert env.mistakes == [
        f"REDIS_URL_FILE names {tmp_path}, which this process cannot read.",
        f"SECRET_KEY_FILE names {missing}, which this process cannot read.",
    ]


def test_an_empty_file_is_named(tmp_path):
    file = tmp_path / "value"
    file.write_text("\n")

    assert Environment({"SECRET_KEY_FILE": str(file)}).mistakes == [f"SECRET_KEY_FILE names {file}, which is empty."]


def test_a_secret_given_twice_is_refused_and_not_quoted(tmp_path):
    file = tmp_path / "value"
    file.write_text(SECRET)

    env = Environment({"SECRET_KEY": "other", "SECRET_KEY_FILE": str(file)})

    assert env.mistakes == ["SECRET_KEY and SECRET_KEY_FILE are both set; give one of them."]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("NRM_DEMOO", "NRM_DEMOO is no setting; NRM_DEMO is."),
        ("NRM_PLAIN_HTTPS", "NRM_PLAIN_HTTPS is no setting; NRM_PLAIN_HTTP is."),
        ("NRM_SOMETHING_ELSE", "NRM_SOMETHING_ELSE is no setting."),
        ("EMAIL_HOST_FILE", "EMAIL_HOST_FILE is no setting; EMAIL_HOST is."),
    ],
)
def test_a_name_that_nothing_reads_is_said(name, sentence):
    assert Environment({name: "1", "PATH": "/bin", "SOMEBODY_ELSES_FILE": "x"}).mistakes == [sentence]


def test_a_name_outside_the_listing_cannot_be_read():
    with pytest.raises(KeyError):
        Environment({"UNLISTED": "1"}).text("UNLISTED")


@pytest.mark.parametrize(
    "url",
    [SECRET, f"postgresql://nrm_app:{SECRET}@h:port/nrm", f"mysql://u:{SECRET}@h/nrm", f"postgresql://u:{SECRET}@h"],
)
def test_a_database_address_that_cannot_be_read_is_said_without_its_password(url):
    env = Environment({"DATABASE_URL": url})

    assert env.database()["NAME"] == "nrm"
    assert env.mistakes == ["DATABASE_URL cannot be read as postgresql://ROLE:PASSWORD@HOST/DATABASE."]


def test_the_owners_commands_read_the_owners_address():
    env = Environment(
        {"NRM_DATABASE_ROLE": "owner", "DATABASE_OWNER_URL": "postgresql://o:p@h/nrm", "DATABASE_URL": "x"}
    )

    assert (env.database()["USER"], env.owner_login(), env.mistakes) == ("o", "o", [])


@pytest.mark.parametrize(
    ("variables", "options"),
    [
        ({}, "-c statement_timeout=15s"),
        ({"DATABASE_STATEMENT_TIMEOUT_SECONDS": "60"}, "-c statement_timeout=60s"),
        ({"DATABASE_STATEMENT_TIMEOUT_SECONDS": "0"}, "-c statement_timeout=0s"),
        ({"DATABASE_STATEMENT_TIMEOUT_SECONDS": "soon"}, "-c statement_timeout=15s"),
        (
            {"DATABASE_URL": "postgresql://nrm_app@h/nrm?options=-c%20work_mem%3D8MB"},
            "-c work_mem=8MB -c statement_timeout=15s",
        ),
    ],
)
def test_a_statement_of_the_app_role_has_its_time(variables, options):
    assert Environment(variables).database()["OPTIONS"]["options"] == options


def test_a_statement_of_the_owner_takes_its_time():
    env = Environment({"NRM_DATABASE_ROLE": "owner", "DATABASE_OWNER_URL": "postgresql://o:p@h/nrm"})

    assert "options" not in env.database().get("OPTIONS", {})


def test_a_role_that_does_not_exist_is_said():
    env = Environment({"NRM_DATABASE_ROLE": "admin"})

    assert (env.role(), env.mistakes) == ("app", ["NRM_DATABASE_ROLE is 'admin'; it is `app` or `owner`."])


def test_a_redis_address_that_cannot_be_read_is_said_without_its_password():
    env = Environment({"REDIS_URL": f"http://:{SECRET}@h"})

    assert env.redis() == "redis://localhost:6379/0"
    assert env.mistakes == ["REDIS_URL cannot be read as redis://HOST:PORT/NUMBER."]


@given(st.dictionaries(st.sampled_from([setting.name for setting in SETTINGS]), st.text(max_size=30)))
def test_whatever_the_environment_holds_nothing_raises(variables):
    env = Environment(variables)

    env.database(), env.redis(), env.role(), env.owner_login(), env.words("ALLOWED_HOSTS")
    env.number("EMAIL_PORT"), env.flag("EMAIL_USE_TLS"), env.path("STATIC_ROOT", Path("/x"))
