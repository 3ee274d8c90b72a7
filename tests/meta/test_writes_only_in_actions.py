"""Only actions write, and pages read through selectors: the source of the upper layers is searched for the rest."""

from __future__ import annotations

import ast

import pytest

from tests.source import name_of, python_files, tree

UPPER_LAYERS = {"views", "forms", "presenters", "api", "tasks", "steps", "commands", "templatetags"}
WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
# Calls of these names that write no model, each with the reason.
NOT_A_MODEL = {
    ("referrals/forms/answers.py", "update"): "the form's own fields",
    ("nrm/accounts/demo/views.py", "save"): "Django's session",
}


def upper_files():
    return [
        file
        for file in python_files()
        if UPPER_LAYERS & {*file.parts, file.stem} and not {"actions", "domain", "selectors"} & {*file.parts}
    ]


def forbidden_in(source: ast.Module):
    """Each (line, what) that reaches past the layer below."""
    for node in ast.walk(source):
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}:
            yield node.lineno, f".{node.attr}"
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in {"get_object_or_404", "get_list_or_404", "unguarded"}:
                yield node.lineno, called
            if isinstance(node.func, ast.Attribute) and called in WRITES and not is_plain_container(node.func.value):
                yield node.lineno, f".{called}("


def is_plain_container(value: ast.expr) -> bool:
    """`{}.update(...)` and `dict(...).update(...)` write no model."""
    return isinstance(value, ast.Dict | ast.DictComp | ast.Set) or (
        isinstance(value, ast.Call) and getattr(value.func, "id", "") in {"dict", "set", "super"}
    )


@pytest.mark.parametrize("file", upper_files(), ids=name_of)
def test_upper_layer_reaches_no_table_itself(file):
    found = [(line, what) for line, what in forbidden_in(tree(file))]

    allowed = {what for where, what in NOT_A_MODEL if where == name_of(file)}
    assert [(line, what) for line, what in found if what.strip(".(") not in allowed] == []


def test_the_search_finds_what_it_is_for():
    source = ast.parse(
        "Case.objects.get()\ncase.save()\nget_object_or_404(Case)\n"
        "rows.update(a=1)\nwith unguarded(): pass\n{}.update(a=1)"
    )

    assert [what for _, what in sorted(forbidden_in(source))] == [
        ".objects",
        ".save(",
        "get_object_or_404",
        ".update(",
        "unguarded",
    ]


def test_no_model_saves_in_its_own_way():
    """A rule in `save()` runs where nobody reads it; the bases of nrm/audit/guarded.py only refuse."""
    overriding = [
        name_of(file)
        for file in python_files()
        if "models" in {*file.parts, file.stem} and name_of(file) != "nrm/audit/models.py"
        for node in ast.walk(tree(file))
        if isinstance(node, ast.FunctionDef) and node.name in {"save", "save_base", "delete"}
    ]

    assert overriding == []
