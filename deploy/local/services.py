"""The servers everything else needs: PostgreSQL and a Redis-protocol server, with roles and database.

`python -m deploy.local.services run --purpose test -- COMMAND...` runs a command with them;
`python -m deploy.local.services up --env-file FILE` keeps them up until a signal.
Where the three database addresses, or REDIS_URL, are set, those servers are used instead.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import psycopg2

from deploy.local import env_file, postgres, redis
from deploy.local.failure import StartFailure, report
from deploy.local.places import CHECKOUT, Place, claimed_place
from deploy.local.processes import Child

DATABASE = "nrm"
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist")
ROLES = CHECKOUT / "deploy" / "roles.sql"
FOR_TESTS = frozenset({"test", "dev"})
TEST_ROLE = CHECKOUT / "deploy" / "local" / "test_role.sql"
DATABASE_NAMES = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_SEALER_URL")


@dataclass(frozen=True)
class Services:
    """The addresses of the servers in use, and the children we started for them (none may be ours)."""

    env: dict[str, str]
    children: list[Child]


class Stopped(Exception):
    """A signal asked this process to end."""


def raise_on_signals() -> None:
    """Turn SIGTERM, SIGINT and SIGHUP into `Stopped`, so that every block is left in order."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not interrupt the stopping
        raise Stopped

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)


@contextmanager
def running(purpose: str, given: Mapping[str, str] = os.environ) -> Iterator[Services]:
    """Start what is not given by the environment, and stop it when the block ends.

    The purpose `test` keeps nothing; any other keeps its data for the next start.
    """
    env = {name: given[name] for name in (*DATABASE_NAMES, "REDIS_URL") if given.get(name)}
    needs_database = _needs_database(env)
    children: list[Child] = []
    with ExitStack() as stack:
        if needs_database or "REDIS_URL" not in env:
            place = stack.enter_context(claimed_place(purpose, throw_away=purpose == "test"))
            if needs_database:
                children.append(stack.enter_context(postgres.running(place)))
                env |= _prepare_database(place)
            if "REDIS_URL" not in env:
                children.append(stack.enter_context(redis.running(place)))
                env["REDIS_URL"] = redis.url(place.sockets)
        yield Services(env, children)


def _needs_database(env: Mapping[str, str]) -> bool:
    named = [name for name in DATABASE_NAMES if name in env]
    if named and len(named) < len(DATABASE_NAMES):
        missing = " and ".join(name for name in DATABASE_NAMES if name not in env)
        raise StartFailure(
            f"{' and '.join(named)} is set, {missing} is not.",
            "set DATABASE_URL (role nrm_app), DATABASE_OWNER_URL (nrm_owner) and DATABASE_SEALER_URL (nrm_sealer), "
            "all three or none; deploy/roles.sql makes the roles.",
        )
    return not named


def _prepare_database(place: Place) -> dict[str, str]:
    """Make roles, database and extensions where they are missing; return the addresses of the login roles."""
    with _connected(place, "postgres") as run:
        run(ROLES.read_text(encoding="utf-8"))
        run("alter role nrm_owner createdb")  # only here: tests make their own databases
        if place.purpose in FOR_TESTS:
            run(TEST_ROLE.read_text(encoding="utf-8"))
        if not run("select 1 from pg_database where datname = %s", DATABASE):
            run(f"create database {DATABASE} owner nrm_owner")
    with _connected(place, DATABASE) as run:
        for extension in EXTENSIONS:
            run(f"create extension if not exists {extension}")
    return {
        "DATABASE_URL": postgres.url(place.sockets, "nrm_app", DATABASE),
        "DATABASE_OWNER_URL": postgres.url(place.sockets, "nrm_owner", DATABASE),
        "DATABASE_SEALER_URL": postgres.url(place.sockets, "nrm_sealer", DATABASE),
    }


@contextmanager
def _connected(place: Place, database: str) -> Iterator[Callable[..., list[tuple[Any, ...]]]]:
    connection = psycopg2.connect(host=str(place.sockets), user=postgres.SUPERUSER, dbname=database)
    connection.autocommit = True

    def run(statement: str, *values: str) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

    try:
        yield run
    finally:
        connection.close()


def run_command(command: Sequence[str], purpose: str) -> int:
    """Run a command with the servers' addresses in its environment; return its exit code."""
    raise_on_signals()
    with running(purpose) as services:
        child = subprocess.Popen(command, env={**os.environ, **services.env})
        try:
            return child.wait()
        except Stopped:
            child.terminate()
            child.wait()
            raise


def keep_up(purpose: str, env_path: Path) -> None:
    """Keep the servers up until a signal; `env_path` holds their addresses meanwhile."""
    raise_on_signals()
    with running(purpose) as services:
        env_file.write(env_path, services.env, export=True)
        print(f"Servers are up; their addresses are in {env_path}. Ctrl-C stops them.", flush=True)
        try:
            watch(services.children)
        finally:
            env_path.unlink(missing_ok=True)


def watch(children: Sequence[Child], pause: float = 0.5) -> None:
    """Return never: raise when a child ends, and let a signal's `Stopped` through."""
    while True:
        refuse_ended(children)
        time.sleep(pause)


def refuse_ended(children: Sequence[Child]) -> None:
    """Raise a failure that names the child that ended, with the end of its log."""
    for child in children:
        if child.has_ended():
            raise StartFailure(
                f"{child.name} ended by itself (exit code {child.process.returncode}).",
                "read the lines above, then start again.",
                child.log,
            )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m deploy.local.services", description=__doc__)
    ways = parser.add_subparsers(dest="way", required=True)
    run = ways.add_parser("run", help="run a command with the servers")
    run.add_argument("--purpose", default="test")
    run.add_argument("command", nargs="+")
    up = ways.add_parser("up", help="keep the servers up until a signal")
    up.add_argument("--purpose", default="dev")
    up.add_argument("--env-file", type=Path, default=CHECKOUT / ".run" / "dev-env")
    return parser.parse_args()


def main() -> int:
    """Run from the command line; return the exit code."""
    arguments = _arguments()
    try:
        if arguments.way == "run":
            return run_command(arguments.command, arguments.purpose)
        keep_up(arguments.purpose, arguments.env_file)
    except Stopped:
        return 130
    except (StartFailure, OSError) as failure:
        report(failure)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
