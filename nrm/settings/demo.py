"""The demonstration: plain http on loopback, invented people, e-mail as files. A system check refuses it elsewhere."""

from __future__ import annotations

import os

os.environ.setdefault("NRM_PLAIN_HTTP", "1")

from nrm.settings.base import *  # noqa: F403  the environment must be set first
from nrm.settings.base import RUN_DIR
from nrm.settings.env import env

DEMO = env.bool("NRM_DEMO", False)
SECRET_KEY = env.str("SECRET_KEY", "demonstration-only-not-a-secret-000000000000000000")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
CLOCK_FILE = env.str("NRM_CLOCK_FILE", str(RUN_DIR / "clock")) if DEMO else ""
EMAIL_BACKEND = env.str("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = env.str("NRM_OUTBOX_DIR", str(RUN_DIR / "outbox"))
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
