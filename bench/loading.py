"""What loading the demonstration costs: time, memory, and the room it takes in the database."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from bench.result import Result
from tests.stack import ROOT, Stack

MOST_SECONDS = 300
MOST_MEBIBYTES = 1536
MOST_DATABASE_MEBIBYTES = 4096


def load_and_measure(stack: Stack, cases: int) -> list[Result]:
    """Set the stack up with that many cases and let the planner and the visibility map know of them, as autovacuum does
    soon after a load."""
    stack.set_up(cases=0)
    wall, processor, mebibytes = _load(stack, cases)
    stack.vacuum()
    ((size,),) = stack.query("select pg_database_size(current_database())")
    name = f"load_demo --cases {cases}"
    return [
        Result(
            name,
            round(wall, 1),
            "s",
            MOST_SECONDS,
            f"wall time of the command, its start included; {round(processor, 1)} s of a processor",
        ),
        Result(f"memory of {name}", mebibytes, "MiB", MOST_MEBIBYTES, "largest resident size of the process"),
        Result(
            f"database after {name}",
            int(str(size)) // 2**20,
            "MiB",
            MOST_DATABASE_MEBIBYTES,
            "pg_database_size after vacuum, indexes included",
        ),
    ]


def _load(stack: Stack, cases: int) -> tuple[float, float, int]:
    """Seconds on the wall, seconds of a processor, and mebibytes at the most."""
    command = [sys.executable, str(ROOT / "manage.py"), "load_demo", "--cases", str(cases), "--seed", "1"]
    started = time.monotonic()
    process = subprocess.Popen(command, env=stack.env, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"load_demo ended with {process.returncode}")
    return time.monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024
