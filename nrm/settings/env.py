"""Reads the environment; every setting that differs between installations comes through here.

A command started by hand in a checkout uses the running demo's `.run/env`, so that it talks to the same database.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from environs import Env

ROOT = Path(__file__).resolve().parents[2]

env = Env()
_running_demo = ROOT / ".run" / "env"
if "DATABASE_URL" not in os.environ and _running_demo.exists():
    env.read_env(str(_running_demo), recurse=False)


def celery_broker_url(redis_url: str) -> str:
    """Celery's spelling of a Redis address: a socket is `redis+socket://` there and `unix://` everywhere else."""
    parts = urlsplit(redis_url)
    if parts.scheme != "unix":
        return redis_url
    database = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair).get("db", "0")
    return f"redis+socket://{parts.path}?virtual_host={database}"


def database_url() -> str:
    """The address for the role this process runs as: the app role, unless the command is one of the owner's."""
    if env.str("NRM_DATABASE_ROLE", "app") == "owner":
        return env.str("DATABASE_OWNER_URL")
    return env.str("DATABASE_URL", "postgresql://nrm_app@localhost/nrm")
