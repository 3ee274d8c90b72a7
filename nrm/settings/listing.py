"""Every environment variable the system reads: its kind, what holds without it, and who needs it.

What each means stands in `dotenv-sample`; both are printed into docs/reference/settings.md, and a test keeps their
names equal. A name that is not in this table cannot be read (`nrm/settings/env.py`).
"""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Need(enum.StrEnum):
    """Which processes of a real installation refuse to start without it."""

    NOBODY = "no"
    SERVING = "by web, worker and beat"
    OWNER = "by migrate and other commands of the owner"
    EVERYBODY = "yes"


@dataclass(frozen=True)
class Setting:
    """One variable. `from_file`: NAME_FILE may name a file that holds the value, as secrets of containers do."""

    name: str
    default: str = ""
    need: Need = Need.NOBODY
    from_file: bool = False


SETTINGS: tuple[Setting, ...] = (
    # -- servers
    Setting("DATABASE_URL", "postgresql://nrm_app@localhost/nrm", need=Need.SERVING, from_file=True),
    Setting("DATABASE_OWNER_URL", need=Need.OWNER, from_file=True),
    Setting("NRM_DATABASE_ROLE", "app"),
    Setting("DATABASE_STATEMENT_TIMEOUT_SECONDS", "15"),
    Setting("REDIS_URL", "redis://localhost:6379/0", need=Need.SERVING, from_file=True),
    # -- the site
    Setting("DJANGO_SETTINGS_MODULE", "nrm.settings.base"),
    Setting("SECRET_KEY", need=Need.EVERYBODY, from_file=True),
    Setting("ALLOWED_HOSTS", need=Need.EVERYBODY),
    Setting("CSRF_TRUSTED_ORIGINS"),
    Setting("PUBLIC_ADDRESS", "http://127.0.0.1:8000", need=Need.EVERYBODY),
    Setting("STATIC_ROOT"),
    Setting("NRM_PLAIN_HTTP", "false"),
    Setting("TRUSTED_PROXY_COUNT", "0"),
    # -- watching
    Setting("LOG_LEVEL", "INFO"),
    Setting("METRICS_TOKEN", from_file=True),
    # -- email
    Setting("EMAIL_HOST", "localhost", need=Need.SERVING),
    Setting("EMAIL_PORT", "25"),
    Setting("EMAIL_USE_TLS", "false"),
    Setting("EMAIL_HOST_USER"),
    Setting("EMAIL_HOST_PASSWORD", from_file=True),
    Setting("DEFAULT_FROM_EMAIL", "NRM casework <no-reply@nrm.example>", need=Need.SERVING),
    Setting("OUTBOX_UNKNOWN_AFTER_SECONDS", "300"),
    # -- demo and tests only
    Setting("NRM_DEMO", "false"),
    Setting("PORT", "8000"),
    Setting("NRM_RUN_DIR"),
    Setting("NRM_CLOCK_FILE"),
    Setting("NRM_OUTBOX_DIR"),
    Setting("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend"),
    Setting("NRM_TEST_DATABASE", "test_nrm"),
    Setting("NRM_BROWSER_TESTS"),
    Setting("NRM_CHROMIUM"),
    Setting("CI", "false"),
)

# Set by one part of ours for another part: they are no settings, and no misspellings either.
PASSED_ON = frozenset({"NRM_TEST_SCRATCH"})

BY_NAME: dict[str, Setting] = {setting.name: setting for setting in SETTINGS}
