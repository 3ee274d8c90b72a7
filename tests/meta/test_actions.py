"""Actions are the only writers; each has the same shape."""

from __future__ import annotations

import ast
import importlib
import inspect
import re

import pytest

from nrm import wiring
from nrm.audit.frame import UnauditedAction, action
from tests.source import module_of, name_of, python_files, tree

# Public functions of action modules that are no actions but parts of one, called inside it. A module that holds only
# such parts says so in the first line of its docstring.
PARTS = {
    "cases.actions.searching.search_entry": "part of opening a case, of rebuilding the search and of the bulk loader",
    "deadlines.actions.clocks.stop_move_on": "part of ending support",
    "referrals.actions.drafts.destroy": "part of submitting and of disposing of a draft",
    "referrals.actions.submission.make_report": "part of reporting from a draft and in one step",
    "nrm.accounts.actions.grants.derive_grants": "part of every action that changes a membership",
    "nrm.accounts.actions.grants.drift": "only reads",
    "nrm.accounts.actions.sessions.end_sessions": "part of ending access and of resetting a second factor",
    "nrm.accounts.actions.sessions.name_whom_acts": "part of signing in and of switching to another membership",
}


def action_modules():
    return [file for file in python_files() if "actions" in {*file.parts, file.stem} and file.stem != "__init__"]


def decorated_functions():
    """Every `@action` of the product, wherever it stands."""
    for file in python_files():
        if name_of(file) == "nrm/audit/frame.py":
            continue
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.FunctionDef) and any(getattr(d, "id", "") == "action" for d in node.decorator_list):
                yield f"{module_of(file)}.{node.name}"


def load(dotted: str):
    module, _, name = dotted.rpartition(".")
    return getattr(importlib.import_module(module), name)


ACTIONS = sorted(decorated_functions())


@pytest.mark.parametrize("dotted", ACTIONS)
def test_action_is_keyword_only_names_who_acts_and_says_what_it_does(dotted):
    function = load(dotted)

    parameters = inspect.signature(function).parameters
    positional = [p.name for p in parameters.values() if p.kind is not inspect.Parameter.KEYWORD_ONLY]

    assert positional == []
    assert {"by", "fact"} & set(parameters)
    assert (inspect.getdoc(function) or "").strip().endswith(".")
    assert inspect.signature(function).return_annotation is not inspect.Signature.empty


@pytest.mark.parametrize("file", action_modules(), ids=name_of)
def test_every_public_function_of_an_action_module_is_an_action_or_a_named_part(file):
    public = [n.name for n in tree(file).body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]
    dotted = [f"{module_of(file)}.{name}" for name in public]

    loose = [name for name in dotted if name not in ACTIONS and name not in PARTS]

    assert loose == [] or holds_only_parts(file)


def holds_only_parts(file) -> bool:
    first_line = (ast.get_docstring(tree(file)) or "").splitlines()[0].lower()
    return re.search(r"\bparts? of\b|\bparts\b", first_line) is not None and "action" in (
        ast.get_docstring(tree(file)) or ""
    )


def test_named_parts_still_exist_and_are_no_actions():
    assert [name for name in PARTS if not callable(load(name))] == []
    assert sorted(set(PARTS) & set(ACTIONS)) == []


@pytest.mark.django_db
def test_an_action_that_records_nothing_fails_and_is_undone():
    @action
    def forgets_to_record() -> None:
        """Do something nobody will ever know."""

    with pytest.raises(UnauditedAction, match="recorded no audit event"):
        forgets_to_record()


def test_every_wired_handler_is_an_action_that_takes_the_fact_alone():
    for fact, handlers in wiring.HANDLERS.items():
        assert inspect.isclass(load(fact))
        for handler in handlers:
            assert getattr(load(handler), "is_action", False), handler
            assert list(inspect.signature(load(handler)).parameters) == ["fact"]


def test_every_state_policy_exists_for_a_permission_that_exists():
    held = set(load("nrm.access.permissions.Permission"))

    assert set(wiring.STATE_POLICIES) <= {permission.value for permission in held}
    for name in wiring.STATE_POLICIES.values():
        assert list(inspect.signature(load(name)).parameters) != []


def test_no_handler_emits_a_fact_itself():
    handlers = {name for names in wiring.HANDLERS.values() for name in names}

    emitting = [
        f"{module_of(file)}.{node.name}"
        for file in python_files()
        for node in tree(file).body
        if isinstance(node, ast.FunctionDef)
        and f"{module_of(file)}.{node.name}" in handlers
        and any(
            isinstance(n, ast.Call) and getattr(n.func, "id", getattr(n.func, "attr", "")) == "emit"
            for n in ast.walk(node)
        )
    ]

    assert emitting == []
