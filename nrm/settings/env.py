"""Reads the environment; every setting that differs between installations comes through here.

A command started by hand in a checkout uses the running demo's `.run/env`, so that it talks to the same database.
Nothing here raises for what it finds: a mistake becomes a sentence in `env.mistakes`, which the system checks report
together with the others (`nrm/installation.py`), and the default holds until then.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from dotenv import load_dotenv

from nrm.settings.listing import BY_NAME, PASSED_ON

ROOT = Path(__file__).resolve().parents[2]
FROM_FILE = "_FILE"
YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})

_running_demo = Path(os.environ.get("NRM_RUN_DIR") or ROOT / ".run") / "env"
if not {"DATABASE_URL", "DATABASE_URL_FILE"} & set(os.environ):
    load_dotenv(_running_demo)  # into os.environ, where manage.py and Django look too; nothing where there is none


class Environment:
    """The variables of `nrm/settings/listing.py` by kind, with a sentence for each that is wrong.

    A sentence never quotes the value of a variable that may hold a secret.
    """

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = variables
        self.mistakes: list[str] = [*_unknown_names(variables)]
        self._files: dict[str, str] = {}
        for setting in BY_NAME.values():
            if setting.from_file and self.variables.get(setting.name + FROM_FILE):
                self._read_file(setting.name)

    def text(self, name: str, default: str | None = None) -> str:
        """The value as it stands; without one, `default` where given, else that of the listing."""
        fallback = BY_NAME[name].default if default is None else default
        return self._given(name) or fallback

    def number(self, name: str) -> int:
        """A whole number, not negative."""
        given = self.text(name).strip()
        if not (given.isascii() and given.isdigit()):
            self.mistakes.append(f"{name} is {given!r}, which is not a whole number of 0 or more.")
            return int(BY_NAME[name].default)
        return int(given)

    def flag(self, name: str, default: bool | None = None) -> bool:
        """Yes or no, as 1, true, yes, on or their opposites."""
        fallback = BY_NAME[name].default == "true" if default is None else default
        given = self._given(name).strip().lower()
        if not given:
            return fallback
        if given not in YES | NO:
            self.mistakes.append(f"{name} is {given!r}, which is neither true nor false.")
            return fallback
        return given in YES

    def words(self, name: str) -> list[str]:
        """What stands between commas, without the blanks around it."""
        return [word.strip() for word in self.text(name).split(",") if word.strip()]

    def path(self, name: str, default: Path) -> Path:
        """A place on the disk."""
        return Path(self.text(name, str(default)))

    def database(self) -> Any:
        """Django's entry for the role this process runs as: the app role, unless the command is one of the owner's.

        A statement of the app role is cancelled by the server after its time; migrations and loads take theirs.
        """
        seconds = self.number("DATABASE_STATEMENT_TIMEOUT_SECONDS")
        try:
            entry = _database_entry(self.database_url())
        except ValueError:
            self.mistakes.append(f"{self._database_name()} cannot be read as postgresql://ROLE:PASSWORD@HOST/DATABASE.")
            entry = _database_entry(BY_NAME["DATABASE_URL"].default)
        return entry if self.text("NRM_DATABASE_ROLE") == "owner" else _with_timeout(entry, seconds)

    def database_url(self) -> str:
        """The address that `database()` reads."""
        return self.text(self._database_name()) or BY_NAME["DATABASE_URL"].default

    def redis(self) -> str:
        """The address of Redis, which is the cache and Celery's broker."""
        given = self.text("REDIS_URL")
        if urlsplit(given).scheme in {"redis", "rediss", "unix"}:
            return given
        self.mistakes.append("REDIS_URL cannot be read as redis://HOST:PORT/NUMBER.")
        return BY_NAME["REDIS_URL"].default

    def role(self) -> str:
        """Which of the two database roles this process is: `app` or `owner`."""
        given = self.text("NRM_DATABASE_ROLE")
        if given in {"app", "owner"}:
            return given
        self.mistakes.append(f"NRM_DATABASE_ROLE is {given!r}; it is `app` or `owner`.")
        return "app"

    def given_names(self) -> frozenset[str]:
        """The settings that the environment, or a file it names, sets to something."""
        return frozenset(name for name in BY_NAME if self._given(name))

    def owner_login(self) -> str:
        """The role that DATABASE_OWNER_URL logs in as; empty without one."""
        try:
            return urlsplit(self.text("DATABASE_OWNER_URL")).username or ""
        except ValueError:
            return ""

    def _database_name(self) -> str:
        return "DATABASE_OWNER_URL" if self.text("NRM_DATABASE_ROLE") == "owner" else "DATABASE_URL"

    def _given(self, name: str) -> str:
        setting = BY_NAME[name]  # a name that is not listed cannot be read
        return self._files.get(setting.name) or self.variables.get(setting.name, "")

    def _read_file(self, name: str) -> None:
        variable = name + FROM_FILE
        if self.variables.get(name):
            self.mistakes.append(f"{name} and {variable} are both set; give one of them.")
        try:
            value = Path(self.variables[variable]).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError, ValueError):
            self.mistakes.append(f"{variable} names {self.variables[variable]}, which this process cannot read.")
            return
        if not value:
            self.mistakes.append(f"{variable} names {self.variables[variable]}, which is empty.")
        self._files[name] = value


def celery_broker_url(redis_url: str) -> str:
    """Celery's spelling of a Redis address: a socket is `redis+socket://` there and `unix://` everywhere else."""
    parts = urlsplit(redis_url)
    if parts.scheme != "unix":
        return redis_url
    database = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair).get("db", "0")
    return f"redis+socket://{parts.path}?virtual_host={database}"


def _unknown_names(variables: Mapping[str, str]) -> list[str]:
    """A sentence for each name that can only have been meant for us and that nothing reads."""
    known = {*BY_NAME, *PASSED_ON} | {name + FROM_FILE for name, setting in BY_NAME.items() if setting.from_file}
    meant = [name for name in variables if name.startswith("NRM_") or _names_a_file_of_ours(name)]
    return [f"{name} is no setting{_perhaps(name, known)}." for name in sorted(meant) if name not in known]


def _names_a_file_of_ours(name: str) -> bool:
    return name.endswith(FROM_FILE) and name.removesuffix(FROM_FILE) in BY_NAME


def _perhaps(name: str, known: set[str]) -> str:
    if name.removesuffix(FROM_FILE) in BY_NAME:
        return f"; {name.removesuffix(FROM_FILE)} is"
    close = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.75)
    return f"; {close[0]} is" if close else ""


def _database_entry(url: str) -> Any:
    entry = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    if not entry.get("NAME") or "postgresql" not in entry["ENGINE"]:
        raise ValueError("no PostgreSQL database is named")
    return entry


def _with_timeout(entry: Any, seconds: int) -> Any:
    options = entry.setdefault("OPTIONS", {})
    options["options"] = f"{options.get('options', '')} -c statement_timeout={seconds}s".strip()
    return entry


env = Environment(os.environ)


def database_url() -> str:
    """The address of the database this process uses, for those who need it as one."""
    return env.database_url()
