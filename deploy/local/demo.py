"""The demonstration: servers, migrations, demo data, web, worker and beat, and their orderly end.

`make demo` runs this in the environment `bootstrap` made. Whatever ends it (Ctrl-C, SIGTERM,
SIGKILL, a child that dies) leaves no process behind.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2

from deploy.local import env_file, processes, services
from deploy.local.failure import StartFailure, report
from deploy.local.places import CHECKOUT, make_folder, run_folder

HOST = "127.0.0.1"
READY_SECONDS = 90
WORKERS, THREADS = 2, 4
FIRST_LOAD = ("load_demo", "--cases", "300", "--seed", "1")


def port_wanted() -> int:
    """Return the port of PORT, 8000 without it; refuse what is no port or is in use."""
    given = os.environ.get("PORT") or "8000"
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise StartFailure(
            f"PORT is {given!r}, which is not a port.", "give a number between 1024 and 65535: make demo PORT=8001"
        )
    port = int(given)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            raise StartFailure(
                f"This user may not open port {port}.", "take one above 1023: make demo PORT=8001"
            ) from None
        except OSError:
            raise StartFailure(
                f"Port {port} is already in use.", f"stop what uses it, or take another: make demo PORT={port + 1}"
            ) from None
    return port


def demo_env(addresses: Mapping[str, str], run: Path, port: int) -> dict[str, str]:
    """Return the demonstration's settings, as `.run/env` holds them."""
    return {
        **addresses,
        "DJANGO_SETTINGS_MODULE": "nrm.settings.demo",
        "NRM_DEMO": "1",
        "NRM_RUN_DIR": str(run),
        "NRM_CLOCK_FILE": str(run / "clock"),
        "NRM_OUTBOX_DIR": str(run / "outbox"),
        "STATIC_ROOT": str(run / "static"),
        "SECRET_KEY": _secret_key(run / "secret-key"),
        "PORT": str(port),
        "PUBLIC_ADDRESS": f"http://{HOST}:{port}",
    }


def _secret_key(path: Path) -> str:
    """Return this installation's own key, made on first use; sessions outlive a restart."""
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as sink:
            sink.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii").strip()


class Demo:
    """One run of the demonstration."""

    def __init__(self, addresses: Mapping[str, str], port: int) -> None:
        self.run = run_folder()
        self.address = f"http://{HOST}:{port}"
        self.values = demo_env(addresses, self.run, port)
        self.env = {**os.environ, **self.values, "PYTHONUNBUFFERED": "1"}
        self.env.pop("NRM_DATABASE_ROLE", None)  # web, worker and beat are never the owner

    def prepare(self) -> None:
        """Bring database, data and static files up to date; an existing database keeps its data."""
        (self.run / "outbox").mkdir(exist_ok=True)
        self._manage("migrate", "--no-input", say="Migrating the database")
        if self._is_empty():
            self._manage(*FIRST_LOAD, say="Loading 300 invented cases (only into an empty database)")
        self._collect_static()

    def _manage(self, *command: str, say: str) -> None:
        print(f"{say} ...", flush=True)
        log = self.run / "log" / f"{command[0]}.log"
        log.unlink(missing_ok=True)
        child = processes.start(command[0], [sys.executable, "manage.py", *command], log, env=self.env, cwd=CHECKOUT)
        try:
            child.process.wait()
        finally:
            child.stop()
        if child.process.returncode != 0:
            raise StartFailure(
                f"manage.py {' '.join(command)} failed.", f"read the lines above; all of it is in {log}.", log
            )

    def _is_empty(self) -> bool:
        try:
            with (
                closing(psycopg2.connect(self.values["DATABASE_OWNER_URL"])) as connection,
                connection.cursor() as cursor,
            ):
                cursor.execute("select not exists (select from cases_case)")
                return bool(cursor.fetchone()[0])
        except psycopg2.Error as error:
            raise StartFailure(
                f"The database could not be asked whether it is empty: {error}", "check DATABASE_OWNER_URL."
            ) from error

    def _collect_static(self) -> None:
        stamp, wanted = self.run / "static.stamp", _static_fingerprint()
        if (self.run / "static").exists() and stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
            return
        self._manage("collectstatic", "--no-input", "--clear", say="Collecting static files")
        stamp.write_text(wanted, encoding="ascii")

    @contextmanager
    def serving(self) -> Iterator[list[processes.Child]]:
        """Run web, worker and beat until the block ends; all are asked to stop at once."""
        children: list[processes.Child] = []
        try:
            for name, command in self._commands().items():
                log = self.run / "log" / f"{name}.log"
                log.unlink(missing_ok=True)
                children.append(
                    processes.start(name, [sys.executable, "-m", *command], log, env=self.env, cwd=CHECKOUT)
                )
            yield children
        finally:
            for child in children:
                child.ask_to_stop()
            for child in children:
                child.stop()

    def _commands(self) -> dict[str, list[str]]:
        bind = self.address.removeprefix("http://")
        schedule = str(self.run / "beat")
        return {
            "web": [
                "gunicorn", "nrm.wsgi:application", "--bind", bind, "--no-control-socket",
                "--workers", str(WORKERS), "--threads", str(THREADS), "--graceful-timeout", "5",
            ],
            "worker": ["celery", "-A", "nrm", "worker", "--concurrency", "2", "--loglevel", "INFO"],
            "beat": ["celery", "-A", "nrm", "beat", "-s", schedule, "--pidfile", "", "--loglevel", "INFO"],
        }  # fmt: skip

    def wait_until_ready(self, children: list[processes.Child]) -> None:
        """Wait until `/readyz` answers 200; refuse when a child ends or it takes too long."""
        print("Starting web, worker and beat ...", flush=True)
        deadline = time.monotonic() + READY_SECONDS
        answer = "no answer"
        while time.monotonic() < deadline:
            services.refuse_ended(children)
            status, answer = self._readiness()
            if status == 200:
                return
            time.sleep(0.2)
        web = next(child for child in children if child.name == "web")
        raise StartFailure(
            f"{self.address}/readyz did not become ready in {READY_SECONDS} s; last answer: {answer}",
            f"the answer names what is missing; the logs are in {self.run / 'log'}.",
            web.log,
        )

    def _readiness(self) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"{self.address}/readyz", timeout=10) as response:
                return response.status, response.read(2000).decode(errors="replace")
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read(2000).decode(errors="replace")
        except OSError as error:
            return 0, str(error)

    def announce(self) -> None:
        """Print the personas and the address."""
        listed = subprocess.run(
            [sys.executable, "manage.py", "demo_personas"],
            cwd=CHECKOUT,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )
        print(listed.stdout if listed.returncode == 0 else listed.stderr[-2000:])
        print(f"Ready: {self.address}/demo/  (choose a persona there; Ctrl-C stops everything)", flush=True)


def _static_fingerprint() -> str:
    files = [path for path in (CHECKOUT / "static").rglob("*") if path.is_file()]
    seen = "\n".join(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in sorted(files))
    lock = (CHECKOUT / "requirements" / "dev.txt").read_bytes()
    return hashlib.sha256(seen.encode() + lock).hexdigest()


def run_demo(started: float) -> None:
    """Start everything and keep it up until a signal."""
    port = port_wanted()
    make_folder(run_folder() / "log")
    print("Starting PostgreSQL and Redis ...", flush=True)
    with services.running("demo") as servers:
        demo = Demo(servers.env, port)
        env_path = demo.run / "env"
        env_file.write(env_path, demo.values)
        try:
            demo.prepare()
            with demo.serving() as children:
                everything = [*servers.children, *children]
                demo.wait_until_ready(everything)
                demo.announce()
                print(f"Started in {time.monotonic() - started:.0f} s.", flush=True)
                services.watch(everything)
        finally:
            env_path.unlink(missing_ok=True)
            print("\nStopping ...", flush=True)


def main() -> int:
    """Run from the command line; return the exit code."""
    started = time.monotonic()
    parser = argparse.ArgumentParser(prog="python -m deploy.local.demo", description=__doc__)
    parser.add_argument("--stop-with-parent", action="store_true", help="stop when the process that started this ends")
    services.raise_on_signals()
    if parser.parse_args().stop_with_parent:
        processes.die_with_parent(signal.SIGTERM)
    try:
        run_demo(started)
    except services.Stopped:
        print("Stopped.", flush=True)
    except (StartFailure, OSError) as failure:
        report(failure)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
