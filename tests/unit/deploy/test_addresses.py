"""Addresses of servers on sockets, as the libraries that use them read them."""

from __future__ import annotations

from pathlib import Path

import dj_database_url
import redis as redis_client

from deploy.local import places, postgres, redis, services

SOCKETS = Path("/tmp/nrm-Ab12")  # noqa: S108  never opened


def test_database_url_is_read_as_role_socket_folder_and_database():
    url = postgres.url(SOCKETS, "nrm_app", "nrm")

    read = dj_database_url.parse(url)

    assert (read["USER"], read["HOST"], read["NAME"], read["PORT"]) == ("nrm_app", "/tmp/nrm-Ab12", "nrm", "")  # noqa: S108


def test_redis_url_is_read_as_socket_and_database():
    url = redis.url(SOCKETS, database=1)

    pool = redis_client.ConnectionPool.from_url(url)

    assert pool.connection_kwargs["path"] == "/tmp/nrm-Ab12/redis.sock"  # noqa: S108
    assert pool.connection_kwargs["db"] == 1


def test_short_name_differs_by_folder_and_by_purpose():
    names = {places.short_name(Path(folder), purpose) for folder in ("/a", "/b") for purpose in ("demo", "test")}

    assert len(names) == 4
    assert {len(name) for name in names} == {14}


def test_given_servers_are_used_and_none_is_started():
    given = {
        "DATABASE_URL": "postgresql://a",
        "DATABASE_OWNER_URL": "postgresql://o",
        "DATABASE_SEALER_URL": "postgresql://s",
        "REDIS_URL": "redis://r",
        "X": "1",
    }

    with services.running("test", given) as running:
        found = (running.env, running.children)

    assert found == ({name: value for name, value in given.items() if name != "X"}, [])
