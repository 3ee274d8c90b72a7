"""The file that hands addresses to a shell: nothing in a value may end a line or a command."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from deploy.local import env_file

AWKWARD = {
    "PLAIN": "value",
    "EMPTY": "",
    "AMPERSAND": "postgresql://nrm_app@host/nrm?a=1&b=2",
    "PERCENT": "postgresql://nrm_app@%2Ftmp%2Fnrm-ab12/nrm",
    "QUOTE": 'it\'s `here` and "there"',
    "DOLLAR": "$HOME \\ $(false) #no comment",
}


def test_line_puts_the_value_in_single_quotes():
    written = env_file.line("DATABASE_URL", "a&b")

    assert written == "DATABASE_URL='a&b'"


@pytest.mark.parametrize("name", ["", "1ST", "WITH SPACE", "DASH-ED", "NEW\nLINE"])
def test_line_refuses_a_name_no_shell_can_hold(name):
    with pytest.raises(ValueError, match="not a name"):
        env_file.line(name, "value")


@pytest.mark.parametrize("value", ["two\nlines", "nul\0byte"])
def test_line_refuses_a_value_that_does_not_fit_on_one_line(value):
    with pytest.raises(ValueError, match="one line"):
        env_file.line("NAME", value)


@pytest.mark.parametrize("export", [True, False])
def test_read_returns_what_was_written(tmp_path: Path, export):
    path = tmp_path / "folder" / "env"

    env_file.write(path, AWKWARD, export=export)

    assert env_file.read(path) == AWKWARD


def test_a_shell_reads_what_was_written(tmp_path: Path):
    path = tmp_path / "env"
    env_file.write(path, AWKWARD, export=True)

    printed = subprocess.run(
        ["/bin/sh", "-c", '. "$1"; env -0', "sh", str(path)], capture_output=True, check=True, env={}
    ).stdout

    seen = dict(entry.split("=", 1) for entry in printed.decode().split("\0") if "=" in entry)
    assert {name: seen[name] for name in AWKWARD} == AWKWARD


def test_written_file_is_readable_by_its_owner_only(tmp_path: Path):
    path = tmp_path / "env"

    env_file.write(path, {"SECRET_KEY": "secret"})

    assert path.stat().st_mode & 0o777 == 0o600
