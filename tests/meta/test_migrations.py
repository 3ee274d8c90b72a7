"""Migrations: none missing, linear, and none that depends on today's code."""

from __future__ import annotations

import ast
import io
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from tests.source import PACKAGES, ROOT, name_of, tree

MIGRATIONS = sorted(
    file for package in PACKAGES for file in (ROOT / package).rglob("migrations/*.py") if file.stem != "__init__"
)
APPS = sorted({file.parent.parent for file in MIGRATIONS})
# Ours that state nothing about data: what a migration's operations need from the product's own code.
MAY_IMPORT = {"nrm.audit.append_only", "nrm.clock", "nrm.access.guardian"}


@pytest.mark.django_db
def test_no_model_has_changed_without_a_migration():
    out = io.StringIO()

    call_command("makemigrations", "--check", "--dry-run", stdout=out)

    assert "No changes detected" in out.getvalue()


@pytest.mark.parametrize("app", APPS, ids=name_of)
def test_migrations_are_linear_and_the_last_is_written_down(app: Path):
    names = sorted(file.stem for file in (app / "migrations").glob("*.py") if file.stem != "__init__")

    assert (app / "migrations" / "max_migration.txt").read_text(encoding="utf-8").strip() == names[-1]
    assert [name[:4] for name in names] == [f"{number:04d}" for number in range(1, len(names) + 1)]


def test_no_conflicts_and_no_cycle_between_apps():
    loader = MigrationLoader(None)

    assert loader.detect_conflicts() == {}
    for config in apps.get_app_configs():
        for leaf in loader.graph.leaf_nodes(config.label):
            assert loader.graph.forwards_plan(leaf)[-1] == leaf


@pytest.mark.parametrize("file", MIGRATIONS, ids=name_of)
def test_migration_imports_no_code_that_may_change(file: Path):
    """`RunPython` asks the history for its models; today's would be wrong in a year."""
    imported = {
        node.module
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in PACKAGES
    } | {
        name.name
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Import)
        for name in node.names
        if name.name.split(".")[0] in PACKAGES
    }

    named_only_as_default = {name for name in imported if name.endswith(".models")}
    assert imported - MAY_IMPORT - named_only_as_default == set()
    if named_only_as_default:  # makemigrations names a model's manager by its module; functions of ours may not use it
        assert "RunPython" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", MIGRATIONS, ids=name_of)
def test_migration_can_be_undone_or_says_why_not(file: Path):
    calls = [
        n
        for n in ast.walk(tree(file))
        if isinstance(n, ast.Call) and getattr(n.func, "attr", "") in {"RunPython", "RunSQL"}
    ]

    without = [
        n.lineno for n in calls if len(n.args) < 2 and not {k.arg for k in n.keywords} & {"reverse_sql", "reverse_code"}
    ]

    assert without == []
