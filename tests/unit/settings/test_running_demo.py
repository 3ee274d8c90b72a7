"""A command started by hand in the checkout uses what the running demonstration wrote into `env` of its folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
WRITTEN = (
    "NRM_DEMO='1'\nDATABASE_URL='postgresql://nrm_app@%2Ftmp%2Fa&b/nrm'\nREDIS_URL='unix:///tmp/a/redis.sock?db=3'\n"
)
SAYS = "from django.conf import settings as s; print(s.DEMO, s.REDIS_URL, s.DATABASES['default']['HOST'])"
OURS = ("NRM_", "DATABASE_", "REDIS_URL", "DJANGO_SETTINGS_MODULE")


def said_by_hand(folder: Path, **given: str) -> str:
    """What a command says in a shell that knows nothing of a database, but `given`."""
    shell = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", SAYS]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**shell, "NRM_RUN_DIR": str(folder), **given},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "env").write_text(WRITTEN, encoding="utf-8")
    return tmp_path


def test_a_command_by_hand_talks_to_the_running_demonstration(folder):
    assert said_by_hand(folder) == "True unix:///tmp/a/redis.sock?db=3 /tmp/a&b"


def test_a_database_named_by_hand_is_used_alone(folder):
    said = said_by_hand(folder, DATABASE_URL="postgresql://nrm_app@elsewhere/nrm")

    assert said == "False redis://localhost:6379/0 elsewhere"


def test_without_a_running_demonstration_nothing_is_read(tmp_path):
    assert said_by_hand(tmp_path) == "False redis://localhost:6379/0 localhost"
