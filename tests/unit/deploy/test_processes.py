"""Children never outlive the process that started them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from deploy.local import processes
from deploy.local.failure import last_lines
from deploy.local.places import CHECKOUT

STARTS_A_SLEEPER = """
import sys, time
from pathlib import Path
from deploy.local import processes
child = processes.start("sleeper", ["/bin/sleep", "60"], Path(sys.argv[1]))
print(child.process.pid, flush=True)
time.sleep(60)
"""


def is_alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def test_child_ends_when_its_starter_is_killed(tmp_path: Path):
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTS_A_SLEEPER, str(tmp_path / "log")], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True
    )
    assert starter.stdout is not None
    child = int(starter.stdout.readline())

    starter.kill()
    starter.wait()

    deadline = time.monotonic() + 5
    while is_alive(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_alive(child)


def test_child_that_ignores_the_signal_is_stopped_by_force(tmp_path: Path):
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    )
    child = processes.start("deaf", [sys.executable, "-c", deaf], tmp_path / "log")
    child.patience = 0.2
    heard = processes.wait_until(lambda: last_lines(tmp_path / "log") == ["deaf"], child, 10)

    child.stop()

    assert (heard, child.process.returncode) == (True, -signal.SIGKILL)


def test_waiting_ends_when_the_child_ends(tmp_path: Path):
    child = processes.start("short", ["/bin/true"], tmp_path / "log")
    started = time.monotonic()

    ready = processes.wait_until(lambda: False, child, 30)

    assert not ready
    assert time.monotonic() - started < 10
    assert os.getsid(0) != child.process.pid
