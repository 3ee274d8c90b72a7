"""A module imports only from below it."""

from __future__ import annotations

import ast
import os
import subprocess
from pathlib import Path

import pytest

from tests.source import ROOT, name_of, python_files, tree

# Reasons a function may import, written after the noqa (house style 3.3).
REASONS = ("app ready", "optional dependency", "slow import")
VAGUE = {"utils", "helpers", "common", "misc", "core", "libraries"}


def test_import_contracts_hold():
    done = subprocess.run(
        [ROOT / ".venv" / "bin" / "lint-imports", "--no-cache"],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]


@pytest.mark.parametrize("file", python_files(), ids=name_of)
def test_no_import_hides_inside_a_function(file):
    lines = file.read_text(encoding="utf-8").splitlines()

    hidden = [
        (node.lineno, lines[node.lineno - 1].strip())
        for function in ast.walk(tree(file))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert [(line, text) for line, text in hidden if not any(reason in text for reason in REASONS)] == []


def test_no_module_is_named_after_nothing():
    vague = [name_of(file) for file in python_files() if VAGUE & {*Path(name_of(file)).parts[:-1], file.stem}]

    assert vague == []


# Signals that are the only way to hear of something in a library; nothing of ours sends one (docs/adr/0009).
LISTENERS = {
    "nrm/accounts/": "sign-in, sign-out and second factors, for the record",
    "nrm/celery.py": "the start of a worker",
    "nrm/serving.py": "each new connection of a process that serves, to refuse the owner's",
}


def test_signals_are_listened_to_in_these_places_only():
    listening = {
        name_of(file)
        for file in python_files()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ImportFrom)
        and node.module is not None
        and (node.module.split(".")[-1] == "signals" or node.module == "django.dispatch")
    }

    assert {name for name in listening if not name.startswith(tuple(LISTENERS))} == set()
