"""Tests: the demo's settings on a database of their own; real PostgreSQL and Redis, email as files."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("NRM_DEMO", "1")
_worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
if os.environ.get("NRM_TEST_SCRATCH") != _worker:  # a process that a test starts shares the test's clock and outbox
    _scratch = tempfile.TemporaryDirectory(prefix=f"nrm-test-{_worker}-")
    os.environ["NRM_TEST_SCRATCH"] = _worker
    os.environ["NRM_OUTBOX_DIR"] = os.path.join(_scratch.name, "outbox")
    os.environ["NRM_CLOCK_FILE"] = os.path.join(_scratch.name, "clock")
os.environ.setdefault("NRM_DATABASE_ROLE", "owner")

from nrm.settings.demo import *  # noqa: F403  the environment must be set first
from nrm.settings.env import env

# Tests empty the cache, which empties its whole Redis database: each xdist worker has one of its own, and none is the
# broker's.
_cache = 1 if _worker == "main" else 2 + int(_worker.removeprefix("gw"))
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.redis().replace("db=0", f"db={_cache}"),
    }
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
