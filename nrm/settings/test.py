"""Tests: the demo's settings on a database of their own; real PostgreSQL and Redis, e-mail as files."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("NRM_DEMO", "1")
os.environ.setdefault("NRM_OUTBOX_DIR", tempfile.mkdtemp(prefix="nrm-test-outbox-"))
os.environ.setdefault("NRM_CLOCK_FILE", os.path.join(tempfile.mkdtemp(prefix="nrm-test-clock-"), "clock"))
os.environ.setdefault("NRM_DATABASE_ROLE", "owner")

from nrm.settings.demo import *  # noqa: E402, F403  the environment must be set first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
