"""The system checks see what they are for, and the product as it stands passes them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from deadlines.domain.reminders import reminder_rows
from nrm import checks, serving, wiring

ROOT = Path(__file__).resolve().parents[2]
SERVING = {"NRM_DATABASE_ROLE": "app", "DJANGO_SETTINGS_MODULE": "nrm.settings.demo", "NRM_DEMO": "1"}
POLICY = {"cases.route": "cases.policies.check_can_route"}


def sentences(messages) -> list[str]:
    return [message.msg for message in messages]


def test_the_wiring_as_it_stands_is_sound():
    assert (
        list(checks.wiring_faults(wiring.HANDLERS, wiring.STATE_POLICIES, wiring.OPEN_WORK, wiring.ALSO_REMINDED)) == []
    )


@pytest.mark.parametrize(
    ("handlers", "policies", "expected"),
    [
        (
            {"referrals.events.Nothing": ()},
            {},
            ["nrm/wiring.py names referrals.events.Nothing, which does not exist."],
        ),
        (
            {"referrals.events.ReferralSubmitted": ("deadlines.actions.clocks.nothing",)},
            {},
            ["nrm/wiring.py names deadlines.actions.clocks.nothing, which does not exist."],
        ),
        (
            {"referrals.events.ReferralSubmitted": ("nrm.london.london_date",)},
            {},
            [
                (
                    "nrm/wiring.py calls nrm.london.london_date with the keyword fact: "
                    "missing a required argument: 'moment'."
                )
            ],
        ),
        ({}, {"cases.nothing": POLICY["cases.route"]}, ["STATE_POLICIES names cases.nothing, which is no permission."]),
        (
            {},
            {"cases.route": "nrm.clock.now"},
            ["nrm/wiring.py calls nrm.clock.now with (obj, actor): too many positional arguments."],
        ),
        ({}, {"cases.route": "no.such.module"}, ["nrm/wiring.py names no.such.module, which does not exist."]),
    ],
)
def test_wiring_that_would_fail_when_called_is_named(handlers, policies, expected):
    assert list(checks.wiring_faults(handlers, policies, wiring.OPEN_WORK, {})) == expected


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("cases.selectors.nothing", "nrm/wiring.py names cases.selectors.nothing, which does not exist."),
        (
            "nrm.clock.now",
            "nrm/wiring.py calls nrm.clock.now with (membership_id, actor): too many positional arguments.",
        ),
    ],
)
def test_a_question_of_the_kernel_that_nobody_answers_is_named(name, sentence):
    assert list(checks.wiring_faults({}, {}, name, {})) == [sentence]


def test_who_still_belongs_somewhere_is_answered_and_a_question_that_cannot_be_asked_so_is_named():
    asked_with = ("person_id", "organisation_id")

    assert checks.question_faults(wiring.STILL_BELONGS, asked_with) == []
    assert checks.question_faults("nrm.clock.now", asked_with) == [
        "nrm/wiring.py calls nrm.clock.now with (person_id, organisation_id): too many positional arguments."
    ]


def test_who_is_also_told_of_a_decision_is_answered():
    assert checks.question_faults(wiring.ALSO_TOLD, ("case_id", "kind", "outcome")) == []


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("cases.selectors.nothing", "nrm/wiring.py names cases.selectors.nothing, which does not exist."),
        ("nrm.clock.now", "nrm/wiring.py calls nrm.clock.now with (case_id): too many positional arguments."),
    ],
)
def test_somebody_also_reminded_whom_nothing_can_name_is_a_fault(name, sentence):
    assert list(checks.wiring_faults({}, {}, wiring.OPEN_WORK, {"rg_target": name})) == [sentence]


def test_every_rule_with_somebody_else_to_remind_has_a_reminder():
    assert set(wiring.ALSO_REMINDED) <= {row.rule for row in reminder_rows()}


@pytest.mark.parametrize("hosts", [["127.0.0.1", "localhost", "[::1]"], ["127.0.0.53"]])
def test_the_demonstration_may_answer_on_loopback(settings, hosts):
    settings.DEMO, settings.ALLOWED_HOSTS = True, hosts

    assert checks.check_demonstration(None) == []


@pytest.mark.parametrize("host", ["*", "0.0.0.0", ".localhost", "nrm.example", "[::]", "192.168.0.7", "localhost."])  # noqa: S104
def test_the_demonstration_is_refused_elsewhere(settings, host):
    settings.DEMO, settings.ALLOWED_HOSTS = True, ["127.0.0.1", host]

    assert sentences(checks.check_demonstration(None)) == [
        f"NRM_DEMO is set, but ALLOWED_HOSTS opens it to {host}: one click signs anybody in."
    ]


def test_the_demonstration_is_refused_with_no_host_named(settings):
    settings.DEMO, settings.ALLOWED_HOSTS = True, []

    assert sentences(checks.check_demonstration(None)) == [
        "NRM_DEMO is set with empty ALLOWED_HOSTS; name loopback addresses only."
    ]


def test_without_the_demonstration_any_host_may_be_named(settings):
    settings.DEMO, settings.ALLOWED_HOSTS = False, ["nrm.example"]

    assert checks.check_demonstration(None) == []


@pytest.mark.parametrize("secret", ["short", "x" * 60])
def test_a_real_installation_needs_a_secret_that_nobody_guesses(settings, secret):
    settings.DEMO, settings.SECRET_KEY = False, secret

    assert sentences(checks.check_secret(None)) == ["SECRET_KEY is missing or weak: set at least 50 random characters."]


def test_a_real_installation_has_no_clock_to_move(settings):
    settings.DEMO, settings.CLOCK_FILE = False, "/somewhere/clock"

    assert sentences(checks.check_clock(None)) == [
        "CLOCK_FILE is set outside the demonstration: its time could be moved."
    ]


def test_serving_refuses_the_demonstrations_published_key(settings):
    settings.DEMO = False
    settings.CLOCK_FILE = ""

    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is the demonstration's"):
        serving.refuse_unsafe_settings()


@pytest.mark.django_db
def test_the_app_role_is_known_from_the_owner():
    with connection.cursor() as cursor:
        serving._refuse_owner(connection)
        cursor.execute("reset role")
        with pytest.raises(ImproperlyConfigured, match="DATABASE_URL names the database's owner"):
            serving._refuse_owner(connection)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize(("role", "serves"), [("app", True), ("owner", False)])
def test_the_web_starts_as_the_app_role_and_not_as_the_owner(role, serves):
    name = "DATABASE_URL" if role == "app" else "DATABASE_OWNER_URL"
    address = urlsplit(os.environ[name])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()

    started = subprocess.run(
        [sys.executable, "-c", "import nrm.wsgi"],
        cwd=ROOT,
        env=os.environ | SERVING | {"DATABASE_URL": address},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (started.returncode == 0) is serves
    assert ("DATABASE_URL names the database's owner" in started.stderr) is not serves
