"""Runs the tests with everything they need: servers of their own, front-end files, a browser.

Without a Chromium the browser tests are skipped, loudly; with CI=true that is a failure instead.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from deploy.local import services
from deploy.local.failure import StartFailure, report

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PYTEST = (sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadgroup")
SKIPPED = """
********************************************************************************
*  NO BROWSER: no Chromium was found and it could not be installed.            *
*  The browser tests are SKIPPED. To run them: apt-get install chromium        *
********************************************************************************
"""


def find_browser() -> str | None:
    """Return the path of a Chromium on this machine."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def browser_settings() -> dict[str, str]:
    """Return the environment that tells the tests about the browser; install one where we may.

    Refuses to go on without a browser when CI=true.
    """
    if os.environ.get("NRM_BROWSER_TESTS") == "skip":
        return {}
    browser = find_browser() or (_install() and find_browser())
    if browser:
        return {"NRM_CHROMIUM": browser}
    if os.environ.get("CI") == "true":
        raise StartFailure("There is no Chromium, and CI=true.", "install one: apt-get install chromium")
    print(SKIPPED, file=sys.stderr, flush=True)
    return {"NRM_BROWSER_TESTS": "skip"}


def _install() -> bool:
    """Install Debian's Chromium, as root on a machine that has apt-get."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    print("No Chromium here: installing Debian's ...", flush=True)
    return _apt_get("install", "-y", "--no-install-recommends", "chromium") or (
        _apt_get("update") and _apt_get("install", "-y", "--no-install-recommends", "chromium")
    )


def _apt_get(*words: str) -> bool:
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(["/usr/bin/apt-get", "-qq", *words], env=env, capture_output=True, check=False)
    return done.returncode == 0


def main() -> int:
    """Run pytest with the servers; the arguments are pytest's own. Return its exit code."""
    try:
        os.environ.update(browser_settings())
        return services.run_command([*PYTEST, *sys.argv[1:]], "test")
    except services.Stopped:
        return 130
    except (StartFailure, OSError) as failure:
        report(failure)
        return 1


if __name__ == "__main__":
    sys.exit(main())
