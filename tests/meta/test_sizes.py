"""Files and functions stay small enough to read; the kernel stays too small to be a framework."""

from __future__ import annotations

import ast
import io
import statistics
import tokenize

from tests.source import ROOT, name_of, python_files, tree

LONGEST_FILE = 300
LONGEST_FUNCTION = 50
# Longer, each with the reason.
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
KERNEL_BUDGET = 2000  # house style 3.13: nrm/access + nrm/audit + nrm/web; past it we are building a framework
# Literal tables are what the kernel is for, not machinery: they do not count.
TABLES = {"nrm/access/permissions.py", "nrm/access/roles.py", "nrm/access/third_party.py", "nrm/audit/events.py"}


def lines_in(file) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def functions():
    for file in python_files():
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{name_of(file)}:{node.name}", node.end_lineno - node.lineno + 1


def test_no_file_is_longer_than_people_read():
    long = {name_of(file) for file in python_files() if lines_in(file) > LONGEST_FILE}

    assert long == set(LONG_FILES)


def test_no_function_is_longer_than_a_screen():
    assert {name for name, length in functions() if length > LONGEST_FUNCTION} == set(LONG_FUNCTIONS)


def test_the_usual_function_is_short():
    assert statistics.median(length for _, length in functions()) < 10


def test_kernel_is_within_its_budget():
    kernel = [file for part in ("access", "audit", "web") for file in (ROOT / "nrm" / part).rglob("*.py")]

    size = sum(code_lines_in(file) for file in kernel if "migrations" not in file.parts and name_of(file) not in TABLES)

    assert size <= KERNEL_BUDGET


def code_lines_in(file) -> int:
    """Lines that hold code: no blank ones, comments or docstrings."""
    docstrings = {
        line
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for line in range(node.lineno, node.end_lineno + 1)
    }
    quiet = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    tokens = tokenize.generate_tokens(io.StringIO(file.read_text(encoding="utf-8")).readline)
    written = {line for t in tokens if t.type not in quiet for line in range(t.start[0], t.end[0] + 1)}
    return len(written - docstrings)
