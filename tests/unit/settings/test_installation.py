"""One sentence for each mistake in an installation's settings."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from nrm.installation import installation_faults

SERVING = frozenset({"PUBLIC_ADDRESS", "DATABASE_URL", "REDIS_URL", "EMAIL_HOST", "DEFAULT_FROM_EMAIL"})
HOST = "casework.test"  # reserved, and none of the sample domains that are refused


def sound(**changes):
    """Settings without a mistake, changed."""
    settings = {
        "INSTALLATION": True,
        "ENVIRONMENT_MISTAKES": [],
        "SETTINGS_GIVEN": SERVING,
        "DATABASE_ROLE": "app",
        "DATABASE_OWNER_LOGIN": "",
        "DATABASES": {"default": {"USER": "nrm_app"}},
        "ALLOWED_HOSTS": [HOST],
        "SECURE_SSL_REDIRECT": True,
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
        "PUBLIC_ADDRESS": f"https://{HOST}",
        "CSRF_TRUSTED_ORIGINS": [f"https://{HOST}"],
        "DEFAULT_FROM_EMAIL": "NRM casework <no-reply@casework.test>",  # one that a mail server could accept
        "EMAIL_HOST_USER": "",
        "EMAIL_HOST_PASSWORD": "",
        "EMAIL_USE_TLS": True,
        "EMAIL_PORT": 587,
        "EMAIL_TIMEOUT": 20,
        "OUTBOX_UNKNOWN_AFTER_SECONDS": 300,
        "METRICS_TOKEN": "",
        "LOG_LEVEL": "INFO",
    }
    assert set(changes) <= set(settings)
    return SimpleNamespace(**settings | changes)


def test_sound_settings_have_no_fault():
    assert list(installation_faults(sound())) == []


@pytest.mark.parametrize("hosts", [[HOST, "other.example"], [".test"]])
def test_further_hosts_and_a_whole_domain_may_be_named(hosts):
    assert list(installation_faults(sound(ALLOWED_HOSTS=hosts))) == []


FAULTS = [
    ({"ENVIRONMENT_MISTAKES": ["EMAIL_PORT is odd."]}, "EMAIL_PORT is odd."),
    *(
        ({"SETTINGS_GIVEN": SERVING - {name}}, f"{name} is not set: docs/reference/settings.md says what it is.")
        for name in sorted(SERVING)
    ),
    ({"ALLOWED_HOSTS": []}, "ALLOWED_HOSTS is not set: name the host names this installation answers to."),
    (
        {"ALLOWED_HOSTS": [HOST, "*"]},
        "ALLOWED_HOSTS admits every name (*): links in emails could be made to lead elsewhere. Name the hosts.",
    ),
    (
        {"SECURE_SSL_REDIRECT": False},
        "NRM_PLAIN_HTTP is set: accounts of people in danger would travel unencrypted. It is for tests only.",
    ),
    (
        {"ALLAUTH_TRUSTED_PROXY_COUNT": 0},
        (
            "TRUSTED_PROXY_COUNT is 0: every visitor would seem to come from the address of your proxy, so that the "
            "failed sign-ins of one would stop everybody. Say how many proxies of yours stand in front."
        ),
    ),
    ({"PUBLIC_ADDRESS": f"http://{HOST}"}, f"PUBLIC_ADDRESS is http://{HOST}: it must begin with https."),
    (
        {"PUBLIC_ADDRESS": f"https://{HOST}/nrm"},
        f"PUBLIC_ADDRESS is https://{HOST}/nrm: it must end with the host name, without a path.",
    ),
    (
        {"PUBLIC_ADDRESS": "https://other.example"},
        "PUBLIC_ADDRESS names other.example, which ALLOWED_HOSTS does not: links in emails would not open.",
    ),
    *(
        (
            {"CSRF_TRUSTED_ORIGINS": [origin]},
            f"CSRF_TRUSTED_ORIGINS holds {origin}: an origin is https://HOST, without a path.",
        )
        for origin in (HOST, f"http://{HOST}", f"https://{HOST}/")
    ),
    *(
        (
            {"CSRF_TRUSTED_ORIGINS": [origin]},
            f"CSRF_TRUSTED_ORIGINS holds {origin}, whose host is not in ALLOWED_HOSTS: its forms could act here.",
        )
        for origin in ("https://other.example", "https://*.test")
    ),
    *(
        (
            {"DATABASES": {"default": {"USER": login}}},
            (
                f"DATABASE_URL logs in as {login}, who owns the tables and could change the record: "
                "web, worker and beat log in as nrm_app."
            ),
        )
        for login in ("nrm_owner", "postgres")
    ),
    (
        {"DATABASE_OWNER_LOGIN": "somebody"},
        "DATABASE_OWNER_URL is set where nothing may own the database: only migrate is given it.",
    ),
    (
        {"DEFAULT_FROM_EMAIL": "NRM casework <no-reply@nrm.example>"},
        "DEFAULT_FROM_EMAIL must hold an address of yours that mail servers accept.",
    ),
    ({"DEFAULT_FROM_EMAIL": "nobody"}, "DEFAULT_FROM_EMAIL must hold an address of yours that mail servers accept."),
    (
        {"EMAIL_HOST_USER": "nrm", "EMAIL_HOST_PASSWORD": "p", "EMAIL_USE_TLS": False},
        "EMAIL_HOST_USER is set without EMAIL_USE_TLS: the password would travel unencrypted.",
    ),
    *(
        ({name: "x"}, "EMAIL_HOST_USER and EMAIL_HOST_PASSWORD belong together: set both or neither.")
        for name in ("EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD")
    ),
    *(({"EMAIL_PORT": port}, f"EMAIL_PORT is {port}, which is no port.") for port in (0, 65536)),
    (
        {"OUTBOX_UNKNOWN_AFTER_SECONDS": 20},
        (
            "OUTBOX_UNKNOWN_AFTER_SECONDS is 20, not longer than one attempt may take (20 seconds): emails still "
            "being sent would count as unknown."
        ),
    ),
    (
        {"METRICS_TOKEN": "short"},
        "METRICS_TOKEN is short: set at least 32 random characters, or none to have no metrics.",
    ),
    ({"LOG_LEVEL": "LOUD"}, "LOG_LEVEL is 'LOUD'; it is DEBUG, INFO, WARNING or ERROR."),
]


@pytest.mark.parametrize(("changes", "sentence"), FAULTS, ids=[sentence[:60] for _, sentence in FAULTS])
def test_each_mistake_has_its_sentence_and_no_other(changes, sentence):
    assert list(installation_faults(sound(**changes))) == [sentence]


def test_the_owner_needs_the_owners_address_and_no_servers_but_the_database():
    given = frozenset({"PUBLIC_ADDRESS"})

    faults = list(installation_faults(sound(DATABASE_ROLE="owner", SETTINGS_GIVEN=given)))

    assert faults == ["DATABASE_OWNER_URL is not set: docs/reference/settings.md says what it is."]


def test_the_owner_may_be_the_owner():
    given = frozenset({"PUBLIC_ADDRESS", "DATABASE_OWNER_URL"})
    login = {"DATABASES": {"default": {"USER": "nrm_owner"}}, "DATABASE_OWNER_LOGIN": "nrm_owner"}

    assert list(installation_faults(sound(DATABASE_ROLE="owner", SETTINGS_GIVEN=given, **login))) == []


def test_all_mistakes_are_said_at_once():
    faults = list(installation_faults(sound(ALLOWED_HOSTS=[], LOG_LEVEL="LOUD", PUBLIC_ADDRESS="http://x.example")))

    assert [fault.split()[0] for fault in faults] == ["ALLOWED_HOSTS", "PUBLIC_ADDRESS", "LOG_LEVEL"]


def test_the_demonstration_answers_only_for_how_the_environment_was_read():
    demonstration = sound(INSTALLATION=False, ALLOWED_HOSTS=[], ENVIRONMENT_MISTAKES=["NRM_DEMOO is no setting."])

    assert list(installation_faults(demonstration)) == ["NRM_DEMOO is no setting."]
