"""The generated pages by file name, and how they differ from what is in docs/reference/."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path

from desks.reference import people, rules, support, system

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference"

PAGES: dict[str, Callable[[], str]] = {
    "access-matrix.md": people.access_matrix,
    "access.md": people.access,
    "audit-events.md": people.audit_events,
    "deadlines.md": rules.deadlines,
    "fields.md": system.fields,
    "questions.md": rules.questions,
    "schedule.md": system.schedule,
    "settings.md": system.settings,
    "states.md": rules.states,
    "support.md": support.support,
}


def write(folder: Path = FOLDER) -> list[Path]:
    """Write every page; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, make in PAGES.items():
        file = folder / name
        file.write_text(make(), encoding="utf-8")
        files.append(file)
    return files


def differences(folder: Path = FOLDER) -> str:
    """What `write` would change, as a unified diff; empty when every page is current. A stray page counts too."""
    stray = sorted({file.name for file in folder.glob("*.md")} - set(PAGES)) if folder.exists() else []
    parts = [f"{folder.name}/{name}: no page of that name is generated\n" for name in stray]
    for name, make in PAGES.items():
        file = folder / name
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        parts += difflib.unified_diff(
            before.splitlines(keepends=True),
            make().splitlines(keepends=True),
            f"{name} as it is",
            f"{name} as generated",
        )
    return "".join(parts)
