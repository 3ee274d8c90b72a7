"""A PostgreSQL of the drills' own, to be killed with every process it has and started again on the same files."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import signal
from collections.abc import Iterator
from pathlib import Path

from deploy.local import postgres, services
from deploy.local.places import Place, claimed_place


class OwnPostgres:
    """Unlike the server of the test run it keeps what it has committed: it waits for its disk, as a real one does."""

    def __init__(self, place: Place) -> None:
        self.place = dataclasses.replace(place, throw_away=False)
        self._running = contextlib.ExitStack()
        self.start()
        self.env = services._prepare_database(self.place)

    def start(self) -> None:
        """Start the server, which first recovers what it had committed, and wait until it answers."""
        self._child = self._running.enter_context(postgres.running(self.place))

    def kill(self) -> None:
        """SIGKILL the server and every process of it, as a power cut would."""
        server = self._child.process.pid
        os.kill(server, signal.SIGSTOP)  # so that it makes no new process meanwhile
        for pid in [server, *children_of(server)]:
            os.kill(pid, signal.SIGKILL)
        self._child.process.wait()
        self._running.close()

    def stop(self) -> None:
        self._running.close()


@contextlib.contextmanager
def running_own_postgres() -> Iterator[OwnPostgres]:
    """The server, until the block ends; its files are deleted."""
    with claimed_place("drill", throw_away=True) as place:
        server = OwnPostgres(place)
        try:
            yield server
        finally:
            server.stop()


def children_of(parent: int) -> list[int]:
    """The processes whose parent is `parent` (Linux)."""
    return [int(stat.parent.name) for stat in Path("/proc").glob("[0-9]*/stat") if _parent_in(stat) == parent]


def _parent_in(stat: Path) -> int | None:
    try:
        after_name = stat.read_text().rpartition(")")[2].split()
    except OSError:  # it ended meanwhile
        return None
    return int(after_name[1])
