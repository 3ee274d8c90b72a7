"""Files of `KEY='value'` lines that a shell and we can read."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Mapping
from pathlib import Path

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


def line(name: str, value: str) -> str:
    """Return one line, the value always in single quotes: an unquoted `&` would end a command.

    Refuses a name no shell could hold, and a value that could not stand on one line.
    """
    if not NAME.match(name):
        raise ValueError(f"{name!r} is not a name a shell can hold")
    if "\n" in value or "\0" in value:
        raise ValueError(f"the value of {name} does not fit on one line")
    quoted = value.replace("'", "'\"'\"'")
    return f"{name}='{quoted}'"


def write(path: Path, values: Mapping[str, str], *, export: bool = False) -> None:
    """Write the file whole or not at all, readable by its owner only: it may name secrets.

    With `export` a shell that sources it hands the values on to the commands it starts.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".new")
    prefix = "export " if export else ""
    text = "".join(f"{prefix}{line(name, value)}\n" for name, value in values.items())
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as sink:
        sink.write(text)
    unfinished.replace(path)


def read(path: Path) -> dict[str, str]:
    """Read such a file as a shell would; `export` before a name, blank lines and comments are allowed."""
    values = {}
    for words in map(shlex.split, _statements(path)):
        assignment = words[1] if words[0] == "export" else words[0]
        name, _, value = assignment.partition("=")
        values[name] = value
    return values


def _statements(path: Path) -> list[str]:
    lines = (text.strip() for text in path.read_text(encoding="utf-8").splitlines())
    return [text for text in lines if text and not text.startswith("#")]
