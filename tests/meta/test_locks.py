"""The locks: every pin with its hashes, and nowhere the address of a place packages come from."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON_LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
ADDRESS = re.compile(r"(?:https?|git\+\w+|ssh|file)://|--(?:index|extra-index|find-links|trusted-host)", re.IGNORECASE)
PIN = re.compile(r"^[a-z0-9][a-z0-9._-]*(?:\[[a-z0-9,_-]+\])?==\S+", re.IGNORECASE)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def pins(lock: Path) -> list[str]:
    """Return each requirement of a lock with its continuation lines, comments left out."""
    lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
    return [entry for entry in "\n".join(lines).replace("\\\n", " ").splitlines() if entry.strip()]


def test_the_three_python_locks_exist():
    assert [lock.name for lock in PYTHON_LOCKS] == ["dev.txt", "node.txt", "production.txt"]


@pytest.mark.parametrize("lock", PYTHON_LOCKS, ids=lambda lock: lock.name)
def test_python_lock_names_no_address(lock):
    assert ADDRESS.findall(lock.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("lock", PYTHON_LOCKS, ids=lambda lock: lock.name)
def test_every_pin_is_exact_and_has_a_hash(lock):
    entries = pins(lock)

    assert entries
    assert [entry for entry in entries if not (PIN.match(entry) and HASH.search(entry))] == []


def test_npm_lock_names_no_address_and_has_a_hash_for_every_package():
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")

    packages = {name: entry for name, entry in json.loads(text)["packages"].items() if name}

    assert ADDRESS.findall(text) == []
    assert '"resolved"' not in text
    assert [name for name, entry in packages.items() if not entry["integrity"].startswith("sha512-")] == []


def test_npm_keeps_addresses_out_of_its_lock():
    settings = (ROOT / ".npmrc").read_text(encoding="utf-8").split()

    assert "omit-lockfile-registry-resolved=true" in settings
    assert [setting for setting in settings if "registry=" in setting and not setting.startswith("omit-")] == []
