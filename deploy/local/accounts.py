"""The system account the servers run as. PostgreSQL refuses to run as root."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.local.failure import StartFailure

SERVICE_ACCOUNT = "nrm-postgres"


@dataclass(frozen=True)
class Account:
    """An unprivileged account that root hands the servers to."""

    name: str
    uid: int
    gid: int

    def popen_arguments(self) -> dict[str, Any]:
        """Return what `subprocess` needs to run as this account, with no group of root's left."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_read(self, path: Path) -> bool:
        """Say whether this account can reach and read `path`, by trying it."""
        tried = subprocess.run(["/usr/bin/test", "-r", str(path)], cwd="/", check=False, **self.popen_arguments())
        return tried.returncode == 0

    def give(self, folder: Path) -> None:
        """Make `folder` this account's own, closed to everybody else."""
        os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)


def service_account() -> Account | None:
    """Return the account the servers run as: None for an ordinary user, who runs them as themselves.

    As root it is `nrm-postgres`, made on first use where `useradd` exists, else `nobody`.
    """
    if os.geteuid() != 0:
        return None
    return _find(SERVICE_ACCOUNT) or _make() or _find("nobody") or _refuse()


def _find(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(name, entry.pw_uid, entry.pw_gid)


def _make() -> Account | None:
    useradd = shutil.which("useradd", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if useradd is None:
        return None
    subprocess.run(
        [
            useradd,
            "--system",
            "--no-create-home",
            "--home-dir",
            "/nonexistent",
            "--shell",
            "/usr/sbin/nologin",
            SERVICE_ACCOUNT,
        ],
        check=False,
        capture_output=True,
    )
    return _find(SERVICE_ACCOUNT)


def _refuse() -> Account:
    raise StartFailure(
        "PostgreSQL does not run as root, and there is no account to hand it to.",
        f"make one (useradd --system {SERVICE_ACCOUNT}) or start this as an ordinary user.",
    )
