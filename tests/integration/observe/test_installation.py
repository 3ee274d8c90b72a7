"""A real installation's settings, in a process of their own: sound ones pass every check, mistakes are all named."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
HOST = "casework.test"
SOUND = {
    "DJANGO_SETTINGS_MODULE": "nrm.settings.base",
    "ALLOWED_HOSTS": HOST,
    "PUBLIC_ADDRESS": f"https://{HOST}",
    "CSRF_TRUSTED_ORIGINS": f"https://{HOST}",
    "TRUSTED_PROXY_COUNT": "1",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "EMAIL_HOST": "127.0.0.1",
    "EMAIL_USE_TLS": "true",
    "DEFAULT_FROM_EMAIL": f"NRM casework <no-reply@{HOST}>",
}


def run(*command, **env):
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **env},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_sound_installation_passes_every_check_without_a_server(tmp_path):
    for name, value in (
        ("secret_key", "0a1b2c3d4e5f" * 8),
        ("database_url", "postgresql://nrm_app:p@127.0.0.1:1/nrm"),
        ("metrics_token", "f0e1d2c3" * 8),
    ):
        (tmp_path / name).write_text(value)
    files = {f"{name.upper()}_FILE": str(tmp_path / name) for name in ("secret_key", "database_url", "metrics_token")}

    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **SOUND, **files)

    assert (done.returncode, done.stderr) == (0, "")


def test_the_web_refuses_to_start_and_names_every_mistake_at_once():
    mistakes = {"EMAIL_PORT": "abc", "ALLOWED_HOSTS": "*", "NRM_DEMOO": "1", "PUBLIC_ADDRESS": f"http://{HOST}"}

    done = run("-c", "import nrm.wsgi", **SOUND | mistakes)

    assert done.returncode == 1
    for sentence in (
        "NRM_DEMOO is no setting; NRM_DEMO is.",
        "EMAIL_PORT is 'abc', which is not a whole number of 0 or more.",
        "SECRET_KEY is missing or weak: set at least 50 random characters.",
        "DATABASE_URL is not set: docs/reference/settings.md says what it is.",
        "ALLOWED_HOSTS admits every name (*)",
        f"PUBLIC_ADDRESS is http://{HOST}: it must begin with https.",
    ):
        assert sentence in done.stderr
