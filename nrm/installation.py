"""What a real installation's settings must be, as one sentence for each mistake, all of them at once.

Asked by the system checks, so by `manage.py check` and `migrate`, and before web, worker and beat serve. The
demonstration and the tests are no installation (`INSTALLATION`); what holds for them too is in `nrm/checks.py`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

SHORTEST_TOKEN = 32
SAMPLE_DOMAINS = (".example", ".example.com", ".example.org", ".invalid")
# Accounts that own everything: the one of `deploy/roles.sql`, and the one PostgreSQL comes with.
OWNERS = frozenset({"nrm_owner", "postgres"})


def installation_faults(settings: Any) -> Iterator[str]:
    """Every mistake in the settings of an installation; nothing outside one."""
    yield from settings.ENVIRONMENT_MISTAKES
    if not settings.INSTALLATION:
        return
    yield from _missing(settings)
    yield from _addresses(settings)
    yield from _proxies(settings)
    yield from _database(settings)
    yield from _email(settings)
    yield from _watching(settings)


def _missing(settings: Any) -> Iterator[str]:
    """Required by this kind of process and not given. A weak SECRET_KEY has a check of its own."""
    is_owner = settings.DATABASE_ROLE == "owner"
    always = ("PUBLIC_ADDRESS",)
    needed = (*always, "DATABASE_OWNER_URL") if is_owner else (
        *always, "DATABASE_URL", "REDIS_URL", "EMAIL_HOST", "DEFAULT_FROM_EMAIL"
    )  # fmt: skip
    for name in needed:
        if name not in settings.SETTINGS_GIVEN:
            yield f"{name} is not set: docs/reference/settings.md says what it is."


def _addresses(settings: Any) -> Iterator[str]:
    hosts = settings.ALLOWED_HOSTS
    if not hosts:
        yield "ALLOWED_HOSTS is not set: name the host names this installation answers to."
    if "*" in hosts:
        yield "ALLOWED_HOSTS admits every name (*): links in emails could be made to lead elsewhere. Name the hosts."
    if not settings.SECURE_SSL_REDIRECT:
        yield "NRM_PLAIN_HTTP is set: accounts of people in danger would travel unencrypted. It is for tests only."
    if "PUBLIC_ADDRESS" in settings.SETTINGS_GIVEN:
        yield from _public_address(settings.PUBLIC_ADDRESS, hosts)
    for origin in settings.CSRF_TRUSTED_ORIGINS:
        yield from _origin(origin, hosts)


def _public_address(address: str, hosts: list[str]) -> Iterator[str]:
    parts = urlsplit(address)
    if parts.scheme != "https":
        yield f"PUBLIC_ADDRESS is {address}: it must begin with https."
    if parts.path or parts.query:
        yield f"PUBLIC_ADDRESS is {address}: it must end with the host name, without a path."
    if hosts and not _admits(hosts, parts.hostname or ""):
        yield f"PUBLIC_ADDRESS names {parts.hostname}, which ALLOWED_HOSTS does not: links in emails would not open."


def _origin(origin: str, hosts: list[str]) -> Iterator[str]:
    parts = urlsplit(origin)
    if parts.scheme != "https" or parts.path or not parts.netloc:
        yield f"CSRF_TRUSTED_ORIGINS holds {origin}: an origin is https://HOST, without a path."
    elif "*" in parts.netloc or (hosts and not _admits(hosts, parts.hostname or "")):
        yield f"CSRF_TRUSTED_ORIGINS holds {origin}, whose host is not in ALLOWED_HOSTS: its forms could act here."


def _proxies(settings: Any) -> Iterator[str]:
    """An installation is reached by https, so that something of its own stands in front of the web."""
    if settings.DATABASE_ROLE != "owner" and settings.ALLAUTH_TRUSTED_PROXY_COUNT == 0:
        yield (
            "TRUSTED_PROXY_COUNT is 0: every visitor would seem to come from the address of your proxy, so that the "
            "failed sign-ins of one would stop everybody. Say how many proxies of yours stand in front."
        )


def _admits(hosts: list[str], host: str) -> bool:
    """Django's rule for one entry: the name itself, or with a leading dot the names below it as well."""
    return any(host == entry or (entry.startswith(".") and f".{host}".endswith(entry)) for entry in hosts)


def _database(settings: Any) -> Iterator[str]:
    if settings.DATABASE_ROLE == "owner":
        return
    login = settings.DATABASES["default"].get("USER", "")
    if login in OWNERS or (login and login == settings.DATABASE_OWNER_LOGIN):
        yield (
            f"DATABASE_URL logs in as {login}, who owns the tables and could change the record: "
            "web, worker and beat log in as nrm_app."
        )
    if settings.DATABASE_OWNER_LOGIN:
        yield "DATABASE_OWNER_URL is set where nothing may own the database: only migrate is given it."


def _email(settings: Any) -> Iterator[str]:
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    if "DEFAULT_FROM_EMAIL" in settings.SETTINGS_GIVEN and ("@" not in address or address.endswith(SAMPLE_DOMAINS)):
        yield "DEFAULT_FROM_EMAIL must hold an address of yours that mail servers accept."
    if settings.EMAIL_HOST_USER and not settings.EMAIL_USE_TLS:
        yield "EMAIL_HOST_USER is set without EMAIL_USE_TLS: the password would travel unencrypted."
    if bool(settings.EMAIL_HOST_USER) != bool(settings.EMAIL_HOST_PASSWORD):
        yield "EMAIL_HOST_USER and EMAIL_HOST_PASSWORD belong together: set both or neither."
    if not 0 < settings.EMAIL_PORT < 65536:
        yield f"EMAIL_PORT is {settings.EMAIL_PORT}, which is no port."
    if settings.OUTBOX_UNKNOWN_AFTER_SECONDS <= settings.EMAIL_TIMEOUT:
        yield (
            f"OUTBOX_UNKNOWN_AFTER_SECONDS is {settings.OUTBOX_UNKNOWN_AFTER_SECONDS}, not longer than one attempt may "
            f"take ({settings.EMAIL_TIMEOUT} seconds): emails still being sent would count as unknown."
        )


def _watching(settings: Any) -> Iterator[str]:
    if settings.METRICS_TOKEN and len(settings.METRICS_TOKEN) < SHORTEST_TOKEN:
        yield f"METRICS_TOKEN is short: set at least {SHORTEST_TOKEN} random characters, or none to have no metrics."
    if settings.LOG_LEVEL not in logging.getLevelNamesMapping():
        yield f"LOG_LEVEL is {settings.LOG_LEVEL!r}; it is DEBUG, INFO, WARNING or ERROR."
