"""The demonstration: plain http on loopback, invented people, email as files. A system check refuses it elsewhere."""

from __future__ import annotations

import logging
import os

os.environ.setdefault("NRM_PLAIN_HTTP", "1")

from nrm.settings.base import *  # noqa: F403  the environment must be set first
from nrm.settings.base import LOGGING, RUN_DIR
from nrm.settings.env import env

INSTALLATION = False
DEMO = env.flag("NRM_DEMO")
SECRET_KEY = env.text("SECRET_KEY", "demonstration-only-not-a-secret-000000000000000000")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
CLOCK_FILE = env.text("NRM_CLOCK_FILE", str(RUN_DIR / "clock")) if DEMO else ""
EMAIL_BACKEND = env.text("EMAIL_BACKEND")
EMAIL_FILE_PATH = env.text("NRM_OUTBOX_DIR", str(RUN_DIR / "outbox"))
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
# Lines for a person at a shell, who looks for the mistake and whose cases are invented.
LOGGING = LOGGING | {"handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}}}
logging.raiseExceptions = True
logging.captureWarnings(False)
