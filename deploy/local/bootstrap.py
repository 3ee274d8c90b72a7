"""Makes `.venv` from the lock, with the machine's own Python and nothing else.

Runs before anything is installed: standard library only, and syntax that an older Python can
at least read, so that it can say what is wrong.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from deploy.local.failure import StartFailure, report

CHECKOUT = Path(__file__).resolve().parents[2]
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
LOCK = CHECKOUT / "requirements" / "dev.txt"
STAMP = VENV / ".nrm-lock"
OLDEST_PYTHON = (3, 11)
PIP_SETTINGS_FOR_UV = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "cert": "SSL_CERT_FILE",
}
SPACE_NEEDED = 1_500_000_000


def bootstrap() -> bool:
    """Make or renew the environment; return False when it was already current."""
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    usable = _is_usable(PYTHON)
    if usable and STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        return False
    _check_space()
    if not usable:
        _check_python()
        _make_venv()
    STAMP.unlink(missing_ok=True)
    _install()
    STAMP.write_text(wanted, encoding="utf-8")
    return True


def pinned_block(lock: str, package: str) -> str:
    """Return the lines of one package in a lock: its pin and its hashes."""
    found = re.search(rf"^{re.escape(package)}==(?:[^\n]*\\\n)*[^\n]*", lock, re.MULTILINE)
    if found is None:
        raise StartFailure(
            f"The lock has no pin of {package}.", "restore requirements/dev.txt (git checkout), or run `make lock`."
        )
    return found[0] + "\n"


def _check_python() -> None:
    if sys.version_info < OLDEST_PYTHON:
        raise StartFailure(
            f"This Python is {sys.version.split()[0]}; {'.'.join(map(str, OLDEST_PYTHON))} or newer is needed.",
            "install a newer one and name it: make demo PYTHON=python3.12",
        )


def _check_space() -> None:
    free = shutil.disk_usage(CHECKOUT).free
    if free < SPACE_NEEDED and not VENV.exists():
        raise StartFailure(
            f"The disk has {free // 1_000_000} MB free; the installation needs about {SPACE_NEEDED // 1_000_000} MB.",
            "free some space, then start again.",
        )


def _is_usable(python: Path) -> bool:
    """Say whether the environment's Python starts and is new enough: the one it was made from may be gone."""
    if not python.exists():
        return False
    question = f"import sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    return subprocess.run([str(python), "-c", question], capture_output=True, check=False).returncode == 0


def _make_venv() -> None:
    print(f"Making the Python environment {VENV} ...", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        print(done.stdout + done.stderr, file=sys.stderr)
        raise StartFailure(
            "Python could not make an environment (the module venv, or ensurepip, is missing).",
            "Debian and Ubuntu: apt-get install python3-venv; then start again.",
        )


def _install() -> None:
    """Install the whole lock: with uv, itself installed by pip from the lock; with pip where uv fails.

    pip is slower (a minute) but knows every way a machine's package index can be set up.
    """
    print("Installing the locked dependencies (about 900 MB on disk) ...", flush=True)
    if _install_uv() and _succeeds(
        [str(UV), "pip", "install", "--python", str(PYTHON), *_options()], _uv_environment()
    ):
        return
    print("uv could not do it; trying pip, which takes a minute or two ...", flush=True)
    if not _succeeds([str(PYTHON), "-m", "pip", "install", *_options()], dict(os.environ)):
        raise StartFailure(
            "The locked dependencies could not be installed (see above).",
            "check that the package index pip is set up for can be reached, and that the disk is not full (df -h).",
        )


def _options() -> list[str]:
    return ["--quiet", "--require-hashes", "-r", str(LOCK)]


def _succeeds(command: list[str], env: dict[str, str]) -> bool:
    return subprocess.run(command, env=env, check=False).returncode == 0


def _install_uv() -> bool:
    if _works_at_all(UV):
        return True
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as alone:
        alone.write(pinned_block(LOCK.read_text(encoding="utf-8"), "uv"))
        alone.flush()
        return _succeeds(
            [
                str(PYTHON),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--require-hashes",
                "--no-deps",
                "-r",
                alone.name,
            ],
            dict(os.environ),
        )


def _works_at_all(program: Path) -> bool:
    return (
        program.exists()
        and subprocess.run([str(program), "--version"], capture_output=True, check=False).returncode == 0
    )


def _uv_environment() -> dict[str, str]:
    """Hand pip's index settings on to uv, which does not read them.

    All indexes count as equal, as they do for pip; that is safe because every hash is pinned.
    """
    env = {"UV_INDEX_STRATEGY": "unsafe-best-match", **os.environ}
    for setting, variable in PIP_SETTINGS_FOR_UV.items():
        value = _pip_setting(setting)
        if value and variable not in env:
            env[variable] = value
    return env


def _pip_setting(name: str) -> str:
    given = os.environ.get("PIP_" + name.upper().replace("-", "_"))
    if given:
        return given
    asked = subprocess.run(
        [str(PYTHON), "-m", "pip", "config", "get", f"global.{name}"], capture_output=True, text=True, check=False
    )
    return " ".join(asked.stdout.split()) if asked.returncode == 0 else ""


def main() -> int:
    """Run from the command line; return the exit code."""
    try:
        bootstrap()
    except (StartFailure, OSError) as failure:
        report(failure)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
