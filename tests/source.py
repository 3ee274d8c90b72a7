"""Reads the product's own source, for the tests in tests/meta that hold it to the rules of the house."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("nrm", "cases", "deadlines", "referrals", "decisions", "support", "desks", "demonstration")


@cache
def python_files() -> tuple[Path, ...]:
    """Every Python file of the product, migrations left out."""
    files = [file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]
    return tuple(file for file in files if "migrations" not in file.parts)


@cache
def tree(file: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def name_of(file: Path) -> str:
    """The file as people name it: its path in the checkout."""
    return file.relative_to(ROOT).as_posix()


def module_of(file: Path) -> str:
    """The dotted name it is imported by."""
    return name_of(file).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def attributes_of(file: Path, owner: str) -> Iterator[str]:
    """Every X of `owner.X` in the file, such as the permissions of `Permission.X`."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == owner:
            yield node.attr
