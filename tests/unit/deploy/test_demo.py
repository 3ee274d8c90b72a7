"""What the demonstration refuses before it starts anything, and the settings it writes."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from deploy.local import demo
from deploy.local.failure import StartFailure


@pytest.mark.parametrize("given", ["eighty", "0", "65536", "-1", "80 80"])
def test_port_that_is_none_is_refused(monkeypatch, given):
    monkeypatch.setenv("PORT", given)

    with pytest.raises(StartFailure, match="not a port"):
        demo.port_wanted()


def test_port_in_use_is_refused_with_another_to_take(monkeypatch):
    with socket.socket() as busy:
        busy.bind((demo.HOST, 0))
        busy.listen()
        port = busy.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))

        with pytest.raises(StartFailure, match=f"Port {port} is already in use") as refused:
            demo.port_wanted()

    assert f"PORT={port + 1}" in refused.value.todo


def test_settings_keep_the_addresses_and_one_secret_key(tmp_path: Path):
    addresses = {"DATABASE_URL": "d", "DATABASE_OWNER_URL": "o", "REDIS_URL": "r"}

    first = demo.demo_env(addresses, tmp_path, 8001)
    second = demo.demo_env(addresses, tmp_path, 8001)

    assert first == second
    assert first.items() >= {**addresses, "NRM_DEMO": "1", "PORT": "8001", "NRM_RUN_DIR": str(tmp_path)}.items()
    assert len(first["SECRET_KEY"]) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
