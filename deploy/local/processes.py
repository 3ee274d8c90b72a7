"""Child processes that never outlive the process that started them (Linux)."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from deploy.local.accounts import Account

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent(stop_signal: int) -> None:
    """Ask the kernel to send this process `stop_signal` when its parent ends, however it ends."""
    _libc.prctl(PR_SET_PDEATHSIG, stop_signal, 0, 0, 0)


def _tied_to(parent: int, stop_signal: int) -> Callable[[], None]:
    def before_exec() -> None:
        die_with_parent(stop_signal)
        if os.getppid() != parent:  # the parent ended between fork and prctl
            os._exit(1)

    return before_exec


@dataclass
class Child:
    """A running child: its name for people, where it logs, and how it is asked to stop."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    stop_signal: int = signal.SIGTERM
    patience: float = 10.0
    asked: bool = field(default=False, init=False)

    def has_ended(self) -> bool:
        """Say whether the process is gone."""
        return self.process.poll() is not None

    def ask_to_stop(self) -> None:
        """Send the stop signal once: to some programs a second one means "now, whatever is lost"."""
        if not self.asked and not self.has_ended():
            self.process.send_signal(self.stop_signal)
        self.asked = True

    def stop(self) -> None:
        """Stop it: politely, then after `patience` seconds by force, with all it started."""
        self.ask_to_stop()
        try:
            self.process.wait(self.patience)
        except subprocess.TimeoutExpired:
            self._kill_session()
            self.process.wait()

    def _kill_session(self) -> None:
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return


def start(
    name: str,
    command: Sequence[str | Path],
    log: Path,
    *,
    env: Mapping[str, str] | None = None,
    account: Account | None = None,
    stop_signal: int = signal.SIGTERM,
    cwd: Path | str | None = None,
) -> Child:
    """Start a child in a session of its own (Ctrl-C reaches only us), tied to our life, logging to `log`.

    Must be called from the main thread: the kernel ties a child to the thread that made it.
    """
    identity = {} if account is None else account.popen_arguments()
    with log.open("ab") as sink:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            env=None if env is None else dict(env),
            cwd=cwd,
            start_new_session=True,
            preexec_fn=_tied_to(os.getpid(), stop_signal),
            **identity,
        )
    return Child(name, process, log, stop_signal)


def wait_until(ready: Callable[[], bool], child: Child, seconds: float, pause: float = 0.05) -> bool:
    """Wait until `ready` holds; give up when the child ends or the time is over."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if child.has_ended():
            return False
        if ready():
            return True
        time.sleep(pause)
    return False
