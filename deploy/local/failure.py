"""The one exception of the local starter: something failed, and here is what to do."""

from __future__ import annotations

import sys
from pathlib import Path


class StartFailure(Exception):
    """Something could not be started; the message says what failed and what to do."""

    def __init__(self, what: str, todo: str, log: Path | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.todo = todo
        self.log = log


def report(failure: StartFailure | OSError) -> None:
    """Print a failure for a person to read, with the end of its log where there is one."""
    if isinstance(failure, OSError):
        failure = StartFailure(str(failure), "check who owns that file (ls -l), and free disk space (df -h).")
    print(f"\nFAILED: {failure.what}", file=sys.stderr)
    if failure.log is not None and failure.log.exists():
        print(f"The end of {failure.log}:", file=sys.stderr)
        for line in last_lines(failure.log):
            print(f"    {line}", file=sys.stderr)
    print(f"What to do: {failure.todo}", file=sys.stderr, flush=True)


def last_lines(log: Path, count: int = 15) -> list[str]:
    """Return the last lines of a log, undecodable bytes replaced."""
    return log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:]
