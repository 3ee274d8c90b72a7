"""Tests: the demo's settings on a database of their own; real PostgreSQL and Redis, e-mail as files."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("NRM_DEMO", "1")
os.environ.setdefault("NRM_OUTBOX_DIR", tempfile.mkdtemp(prefix="nrm-test-outbox-"))
os.environ.setdefault("NRM_CLOCK_FILE", os.path.join(tempfile.mkdtemp(prefix="nrm-test-clock-"), "clock"))
os.environ.setdefault("NRM_DATABASE_ROLE", "owner")

from nrm.settings.demo import *  # noqa: F403  the environment must be set first
from nrm.settings.env import env

# Tests empty the cache, which empties its whole Redis database: each xdist worker has one of its own, and none is the
# broker's.
_worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.str("REDIS_URL", "redis://localhost:6379/0").replace("db=0", f"db={_worker + 1}"),
    }
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
