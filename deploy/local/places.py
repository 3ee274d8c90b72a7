"""Where the servers keep their sockets, data and logs.

Sockets lie in a short folder below /tmp, because a socket's path may have at most 107 bytes and
a checkout may lie deep. Data lie in the checkout's `.run/`, except where root runs this in a
place the servers' own account cannot reach (a home of mode 700): then below /var/lib.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.local.accounts import Account, service_account
from deploy.local.failure import StartFailure

CHECKOUT = Path(__file__).resolve().parents[2]
OUTSIDE = Path("/var/lib/nrm-casework")
SOCKET_PATH_LIMIT = 107
LONGEST_SOCKET_NAME = "/.s.PGSQL.5432.lock"


def run_folder() -> Path:
    """Return the folder of everything a running system leaves: `.run/`, or what NRM_RUN_DIR names."""
    return Path(os.environ.get("NRM_RUN_DIR") or CHECKOUT / ".run").resolve()


def short_name(run: Path, purpose: str) -> str:
    """Return a short name that is the same for the same folder and purpose, and no other."""
    return "nrm-" + hashlib.sha256(f"{run}\0{purpose}".encode()).hexdigest()[:10]


@dataclass(frozen=True)
class Place:
    """Where one set of servers lives."""

    run: Path
    purpose: str
    sockets: Path
    data: Path
    account: Account | None
    throw_away: bool

    @property
    def logs(self) -> Path:
        return self.run / "log"

    def log(self, name: str) -> Path:
        """Return the log file of one server of this purpose."""
        prefix = "" if self.purpose == "demo" else f"{self.purpose}-"
        return self.logs / f"{prefix}{name}.log"


@contextmanager
def claimed_place(purpose: str, *, throw_away: bool) -> Iterator[Place]:
    """Make and lock the folders for one set of servers; a throw-away place is deleted afterwards.

    Refuses when another process already runs the same purpose from the same folder.
    """
    run = run_folder()
    make_folder(run / "log")
    name = f"{purpose}-{os.getpid()}" if throw_away else purpose
    account = service_account()
    sockets = _socket_folder(short_name(run, name))
    if throw_away:
        _sweep(run, purpose)
    with _lock(run / f"{name}.lock", purpose, throw_away):
        _own(sockets, account)
        data = sockets / "data" if throw_away else _data_folder(run, name, account)
        _own(data, account)
        try:
            yield Place(run, purpose, sockets, data, account, throw_away)
        finally:
            if throw_away:
                shutil.rmtree(sockets, ignore_errors=True)
                (run / f"{name}.lock").unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it; refuse with advice where that cannot be done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StartFailure(
            f"The folder {folder} cannot be made: {error.strerror}.",
            "free space, or set NRM_RUN_DIR to a folder you may write.",
        ) from error


def _socket_folder(name: str) -> Path:
    folder = Path(tempfile.gettempdir()) / name
    if len(str(folder).encode()) + len(LONGEST_SOCKET_NAME) > SOCKET_PATH_LIMIT:
        folder = Path("/tmp") / name  # noqa: S108 - short by design; _own() refuses anybody else's folder
    return folder


def _data_folder(run: Path, name: str, account: Account | None) -> Path:
    if account is None or account.can_read(run):
        make_folder(run / name)
        return run / name / "data"
    return OUTSIDE / short_name(run, name)


def _own(folder: Path, account: Account | None) -> None:
    """Make a folder only we (or the servers' account) may enter; refuse one that is somebody else's."""
    uid = os.geteuid() if account is None else account.uid
    if not folder.exists():
        make_folder(folder)
        folder.chmod(0o700)
        if account is not None:
            account.give(folder)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid:
        raise StartFailure(
            f"{folder} belongs to somebody else.", f"delete {folder}, or ask its owner to; then start again."
        )


@contextmanager
def _lock(path: Path, purpose: str, throw_away: bool) -> Iterator[None]:
    with path.open("a+") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held.seek(0)
            other = held.read().strip() or "unknown"
            raise StartFailure(
                f"The {purpose} servers of this folder are already running (process {other}).",
                "use those, or stop them first; for a second, separate set: make demo NRM_RUN_DIR=.run-2 PORT=8001",
            ) from None
        held.truncate(0)
        held.write(str(os.getpid()))
        held.flush()
        yield


def _sweep(run: Path, purpose: str) -> None:
    """Delete what an earlier run left behind when it was killed."""
    for lock in run.glob(f"{purpose}-*.lock"):
        with lock.open("a+") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            shutil.rmtree(_socket_folder(short_name(run, lock.stem)), ignore_errors=True)
            lock.unlink(missing_ok=True)


def readable(folders: Sequence[Path], account: Account | None, name: str) -> Path:
    """Return the folder below which the programs in `folders` (all of one parent) can be run.

    That is their parent, or below /var/lib a copy of them, made once, where the servers' account
    cannot read the original: a copy, so that no home is opened.
    """
    parent = folders[0].parent
    if account is None or all(account.can_read(folder) for folder in folders):
        return parent
    copy = OUTSIDE / name
    if not copy.exists():
        make_folder(OUTSIDE)
        unfinished = Path(tempfile.mkdtemp(dir=OUTSIDE))
        for folder in folders:
            shutil.copytree(folder, unfinished / folder.name, symlinks=True)
        unfinished.chmod(0o755)
        unfinished.rename(copy)
    return copy
