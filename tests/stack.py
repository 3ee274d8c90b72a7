"""The real stack for journeys and drills: gunicorn, a Celery worker and beat as processes, on a database of their own.

The database server and the Redis-protocol server are those of the test run (`DATABASE_OWNER_URL`, `REDIS_URL`), or
those it is given; the stack makes its own database and its own Redis number, and drops the database at the end.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TextIO
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import redis

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
STARTS_WITHIN = 90


class Stack:
    """Processes by name: `web`, `worker`, `beat`, or a second of them (`worker 2`); `hurried-beat` is beat with every
    interval cut to a second.

    Each can be killed and started again in the middle of a test.
    """

    def __init__(self, name: str, servers: Mapping[str, str] = os.environ) -> None:
        self.owner_url = servers["DATABASE_OWNER_URL"]
        self.folder = Path(tempfile.mkdtemp(prefix=f"nrm-{name}-"))
        self.database = f"nrm_{name}_{os.getpid()}"
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._redis_claim, number = claim_redis_number(servers["REDIS_URL"])
        self.redis_url = with_redis_number(servers["REDIS_URL"], number)
        self.env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "nrm.settings.demo",
            "NRM_DEMO": "1",
            "NRM_PLAIN_HTTP": "1",
            "SECRET_KEY": "a-secret-of-this-test-run-only-" + "0" * 30,
            "DATABASE_URL": with_database(servers["DATABASE_URL"], self.database),
            "DATABASE_OWNER_URL": with_database(self.owner_url, self.database),
            "REDIS_URL": self.redis_url,
            "NRM_RUN_DIR": str(self.folder),
            "NRM_CLOCK_FILE": str(self.folder / "clock"),
            "NRM_OUTBOX_DIR": str(self.folder / "outbox"),
            "STATIC_ROOT": str(self.folder / "static"),
            "PUBLIC_ADDRESS": self.address,
            "OUTBOX_UNKNOWN_AFTER_SECONDS": "5",
            "PYTHONUNBUFFERED": "1",
        }
        self.env.pop("NRM_DATABASE_ROLE", None)
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def set_up(self, *, cases: int = 0, static_files: bool = True) -> None:
        """Make the database with the demonstration's people and that many cases; collect the static files for pages."""
        self._as_owner(f"create database {self.database}")
        self._flush_own_redis()
        for extension in ("pg_trgm", "unaccent", "btree_gist"):
            self._as_owner(f"create extension if not exists {extension}", self.env["DATABASE_OWNER_URL"])
        self.manage("migrate", "-v0")
        self.manage("load_demo", "--cases", str(cases), "--seed", "1")
        if static_files:
            self.manage("collectstatic", "--noinput", "-v0")

    def manage(self, *words: str) -> str:
        """Run a management command against the stack's database; returns what it prints."""
        command = [sys.executable, str(ROOT / "manage.py"), *words]
        done = subprocess.run(command, env=self.env, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
        if done.returncode:
            raise RuntimeError(f"{' '.join(words)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def start(self, *names: str) -> None:
        """Start processes; `web` is waited for until it answers."""
        for name in names:
            with (self.folder / f"{name}.log").open("ab") as log:
                self.processes[name] = subprocess.Popen(
                    self._command(name), env=self.env, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
                )
        if "web" in names:
            self._wait_until_ready()

    def kill(self, name: str) -> None:
        """SIGKILL the process and every child it has, as a power cut would."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def flush_redis(self) -> None:
        """Everything the broker and the cache hold is gone."""
        self._flush_own_redis()

    def query(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """Rows of a statement, as the owner, outside any transaction of the product."""
        with psycopg2.connect(self.env["DATABASE_OWNER_URL"]) as connection, connection.cursor() as cursor:
            cursor.execute(sql, values)
            rows: list[tuple[object, ...]] = cursor.fetchall()
            return rows

    def execute(self, sql: str, *values: object) -> None:
        """Change rows as the owner, where a test needs a state that no action leads to."""
        with psycopg2.connect(self.env["DATABASE_OWNER_URL"]) as connection, connection.cursor() as cursor:
            cursor.execute(sql, values)

    def vacuum(self) -> None:
        """What autovacuum does soon after many rows came: the planner counts them, index-only scans trust the pages."""
        self._as_owner("vacuum (analyze)", self.env["DATABASE_OWNER_URL"])

    def wait_for(self, sql: str, expected: object, seconds: float = 60) -> None:
        """Wait until the statement's first value is as expected."""
        until = time.monotonic() + seconds
        value = None
        while time.monotonic() < until:
            value = self.query(sql)[0][0]
            if value == expected:
                return
            time.sleep(0.3)
        raise AssertionError(f"{sql}: {value!r}, not {expected!r}, after {seconds} s\n{self.logs()}")

    @contextlib.contextmanager
    def holding(self, sql: str, *values: object) -> Iterator[None]:
        """Hold the rows or tables that a statement locks until the block ends, as somebody else at work would."""
        holder = psycopg2.connect(self.env["DATABASE_OWNER_URL"])
        holder.cursor().execute(sql, values)
        try:
            yield
        finally:
            with contextlib.suppress(psycopg2.Error):  # the database may be what was killed
                holder.rollback()
            holder.close()

    def wait_until_somebody_waits(self) -> None:
        """Wait until a request or task of the product waits for what `holding` holds."""
        self.wait_for("select count(*) > 0 from pg_locks where not granted", True)

    def emails(self) -> list[str]:
        """Every email written so far."""
        folder = self.folder / "outbox"
        return [path.read_text() for path in sorted(folder.glob("*"))] if folder.exists() else []

    def logs(self) -> str:
        """The last lines of each process."""
        return "\n".join(
            f"--- {path.name}\n" + "\n".join(path.read_text().splitlines()[-25:]) for path in self.folder.glob("*.log")
        )

    def tear_down(self) -> None:
        """Stop every process, drop the database and remove the folder."""
        for name in list(self.processes):
            self.kill(name)
        self._as_owner(f"drop database if exists {self.database} with (force)")
        self._flush_own_redis()
        self._redis_claim.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _command(self, name: str) -> list[str]:
        celery = [str(BIN / "celery"), "-A", "nrm"]
        return {
            "web": [
                *[str(BIN / "gunicorn"), "nrm.wsgi:application", "--bind", f"127.0.0.1:{self.port}"],
                *["--workers", "1", "--threads", "8", "--no-control-socket", "--timeout", "60"],
            ],
            "worker": [*celery, "worker", "--concurrency", "2", "--loglevel", "WARNING", "-n", f"{name[-1]}@%h"],
            "beat": [*celery, "beat", "-s", str(self.folder / name), "--pidfile=", "--loglevel", "WARNING"],
            "hurried-beat": [sys.executable, "-m", "tests.hurried_beat", str(self.folder / name)],
        }[name.split()[0]]

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.address}/readyz", timeout=5) as answer:  # noqa: S310  our own address
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.3)
            if self.processes["web"].poll() is not None:
                break
        raise RuntimeError(f"the web process did not become ready\n{self.logs()}")

    def _as_owner(self, sql: str, url: str | None = None) -> None:
        connection = psycopg2.connect(url or with_database(self.owner_url, "postgres"))
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql)
        connection.close()

    def _flush_own_redis(self) -> None:
        redis.from_url(self.redis_url).flushdb()


def claim_redis_number(url: str) -> tuple[TextIO, int]:
    """A database number of that server which no other stack uses, and the file that holds the claim until it is closed
    or its process dies. Tests' caches have the numbers up to 5; several stacks and test runs may share one server."""
    server = hashlib.sha256(url.split("?")[0].encode()).hexdigest()[:10]
    for number in range(6, 16):
        claim = (Path(tempfile.gettempdir()) / f"nrm-redis-{server}-{number}.lock").open("w")
        try:
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            claim.close()
            continue
        return claim, number
    raise RuntimeError("ten stacks use this Redis server already")


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def with_database(url: str, name: str) -> str:
    """The same server's address with another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def with_redis_number(url: str, number: int) -> str:
    """The same server's address with another database number."""
    parts = urlsplit(url)
    if parts.scheme == "unix":  # urlunsplit would drop the two slashes of a socket's address
        return f"unix://{parts.path}?db={number}"
    return urlunsplit(parts._replace(path=f"/{number}"))
