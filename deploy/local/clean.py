"""Deletes everything the Makefile's targets made, demo data included; refuses while servers run."""

from __future__ import annotations

import fcntl
import shutil
import sys
from pathlib import Path

from deploy.local.failure import StartFailure, report
from deploy.local.places import CHECKOUT, OUTSIDE, run_folder, short_name

MADE = (
    ".venv",
    "node_modules",
    "static/vendor",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
    ".import_linter_cache",
)
PURPOSES = ("demo", "dev")


def clean() -> list[Path]:
    """Delete; return what was there."""
    run = run_folder()
    _refuse_while_running(run)
    candidates = (
        [CHECKOUT / name for name in MADE] + [run] + [OUTSIDE / short_name(run, purpose) for purpose in PURPOSES]
    )
    found = [path for path in candidates if path.exists()]
    for path in found:
        shutil.rmtree(path)
    return found


def _refuse_while_running(run: Path) -> None:
    for lock in run.glob("*.lock"):
        with lock.open("a+") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise StartFailure(f"The {lock.stem} servers of this folder are running.", "stop them first.") from None


def main() -> int:
    """Run from the command line; return the exit code."""
    try:
        for path in clean():
            print(f"deleted {path}")
    except (StartFailure, OSError) as failure:
        report(failure)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
