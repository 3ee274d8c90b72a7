"""A table keyed by an enum has a row for every member, or is named here with the reason it has not."""

from __future__ import annotations

import ast
import enum
import importlib
from collections.abc import Mapping

import pytest

from tests.source import module_of, python_files, tree

# module.NAME → why some members have no row
PARTIAL = {
    "desks.presenters.due._CALENDARS": "the calendar of England and Wales is what everybody expects",
    "desks.presenters.followed._NEGATIVE_OF": "only a negative may be reconsidered",
    "desks.start_pages.START_PAGES": "a connected system opens no page",
    "nrm.access.roles.MAY_GIVE": "no other role looks after people",
    "referrals.domain.path._CHILD_SENTENCES": "an adult is asked for consent instead",
    "referrals.domain.path._NATION_NAMES": "the duty to notify reaches the other nations",
    "referrals.domain.question.REFERENCE_LISTS": "the other types have options of their own or none",
    "referrals.domain.question._LONGEST": "the other types are no typed text",
    "referrals.views.answering.TEMPLATES": "the other paths have the page's own template",
    "referrals.views.answering.TITLES": "the other paths have the page's own title",
}
NOT_IMPORTED = {"nrm.wsgi", "nrm.settings.test", "nrm.settings.base", "nrm.settings.demo"}


def tables():
    """Every mapping at the top of a module whose keys are all members of one enum: (name, enum, keys)."""
    for file in python_files():
        module = module_of(file)
        if module in NOT_IMPORTED:
            continue
        for name in assigned_in(file):
            value = getattr(importlib.import_module(module), name, None)
            if not isinstance(value, Mapping) or not value:
                continue
            kinds = {type(key) for key in value}
            if len(kinds) == 1 and issubclass(kind := kinds.pop(), enum.Enum):
                yield f"{module}.{name}", kind, set(value)


def assigned_in(file) -> list[str]:
    """Names given a value at the top of the file itself, not imported into it."""
    targets = [
        target
        for node in tree(file).body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    ]
    return [target.id for target in targets if isinstance(target, ast.Name)]


TABLES = {name: (kind, keys) for name, kind, keys in tables()}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_table_has_every_member_or_a_reason(name):
    kind, keys = TABLES[name]

    missing = set(kind) - keys

    assert (name in PARTIAL) is bool(missing), sorted(missing, key=str)


def test_reasons_are_for_tables_that_exist():
    assert set(PARTIAL) - set(TABLES) == set()
