"""What stands outside the code and must agree with it: environment, make targets, schedule, commands, addresses."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from desks.reference.system import variables_by_section
from nrm.celery import app
from nrm.notices.kinds import NOTICES, Notice
from tests.source import ROOT, name_of, python_files, tree

SAMPLE = (ROOT / "dotenv-sample").read_text(encoding="utf-8")
ROOMS = [
    *("nrm/access", "nrm/accounts", "nrm/audit", "nrm/notices", "nrm/observe", "nrm/web"),
    *("cases", "deadlines", "decisions", "demonstration", "desks", "referrals", "support"),
]
DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "TESTING.md", "SECURITY.md")]
# Set by the tools themselves, by the machine, or by one part of ours for another: no installation sets them.
NOT_AN_INSTALLATIONS = {
    "HOME",
    "NRM_TEST_SCRATCH",
    "PATH",
    "PROMETHEUS_MULTIPROC_DIR",
    "PYTEST_XDIST_WORKER",
    "TMPDIR",
    "XDG_RUNTIME_DIR",
}
# An address in the tree is one of these, or an example (RFC 2606, RFC 5737).
HARMLESS = re.compile(
    r"^(127\.0\.0\.1|localhost|\[::1\]|0\.0\.0\.0|[\w.-]*\bexample(\.\w+)?|[\w.*-]+\.test|HOST|www\.w3\.org|\$.*|\{.*|%.*|)$",
    re.IGNORECASE,
)
# Links people follow: sources of rules, and the standards pages cite. Nothing is fetched from them.
CITED = {
    "www.gov.uk",
    "www.legislation.gov.uk",
    "questions-statements.parliament.uk",
    "gov.uk",
    "design-system.service.gov.uk",
}
PLACES_PACKAGES_COME_FROM = re.compile(
    r"pypi\.org|pythonhosted|npmjs|registry\.|yarnpkg|unpkg|jsdelivr|cdnjs|github(usercontent)?\.com/[^\s\"')]+/(releases|archive|raw)",
    re.IGNORECASE,
)


def settings_files():
    return sorted((ROOT / "nrm" / "settings").glob("*.py"))


def deploy_files():
    return sorted((ROOT / "deploy").rglob("*.py"))


def variables_read_in(file: Path):
    """Names given to `env.str("X")` and its like, `os.environ[...]`, `.get(...)`, `.setdefault(...)`, `os.getenv`."""
    for node in ast.walk(tree(file)):
        name = None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            owner = ast.unparse(node.func.value)
            if owner in {"env", "os.environ", "os", "environ"} and node.func.attr not in {"path.join", "join"}:
                name = node.args[0]
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) in {"os.environ", "environ"}:
            name = node.slice
        if (
            isinstance(name, ast.Constant)
            and isinstance(name.value, str)
            and re.fullmatch(r"[A-Z][A-Z0-9_]+", name.value)
        ):
            yield name.value


def test_every_environment_variable_read_is_explained_in_dotenv_sample():
    explained = {name.strip("`") for rows in variables_by_section().values() for name, _, _ in rows}

    read = {name for file in (*settings_files(), *deploy_files()) for name in variables_read_in(file)}

    assert read - explained - NOT_AN_INSTALLATIONS == set()
    assert {"ALLOWED_HOSTS", "SECRET_KEY", "PUBLIC_ADDRESS"} <= read


def test_the_listing_and_dotenv_sample_name_the_same_variables():
    explained = [name.strip("`") for rows in variables_by_section().values() for name, _, _ in rows]

    assert explained == list(settings.LISTED_SETTINGS)


def test_every_variable_of_dotenv_sample_has_a_sentence():
    assert [name for rows in variables_by_section().values() for name, _, sentence in rows if not sentence] == []


def test_dotenv_sample_is_readable_by_a_shell():
    done = subprocess.run(
        ["sh", "-eu", "-c", SAMPLE],  # noqa: S607  the machine's own sh
        capture_output=True,
        text=True,
        timeout=10,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_every_make_target_a_document_names_exists(document):
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    named = set(re.findall(r"`make ([a-z][a-z-]*)", document.read_text(encoding="utf-8")))
    named |= set(re.findall(r"^make ([a-z][a-z-]*)", document.read_text(encoding="utf-8"), re.MULTILINE))

    assert named - targets == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_every_command_a_document_names_exists(document):
    named = set(re.findall(r"manage\.py ([a-z_]+)", document.read_text(encoding="utf-8")))

    assert named - set(get_commands()) == set()


@pytest.mark.parametrize("document", [*DOCUMENTS, *sorted((ROOT / "docs").rglob("*.md"))], ids=name_of)
def test_every_file_a_document_names_exists(document):
    """Links, and paths in code type that begin with a folder or file of ours."""
    text = document.read_text(encoding="utf-8")
    links = [
        link.split("#")[0]
        for link in re.findall(r"\]\(([^)\s]+)\)", text)
        if not link.startswith(("http", "mailto", "#"))
    ]
    paths = [p for p in re.findall(r"`([\w./-]+)`", text) if p.split("/")[0] in TOP and "/" in p and "NNNN" not in p]

    missing = [link for link in links if link and not (document.parent / link).exists()]
    missing += [path for path in paths if not (ROOT / path).exists() and not IN_APPS.match(path)]

    assert missing == []


@pytest.mark.parametrize("app", ROOMS, ids=lambda app: app)
def test_every_room_says_what_it_owns_and_what_not(app):
    text = (ROOT / app / "README.md").read_text(encoding="utf-8")

    assert len(text.splitlines()) <= 20
    assert "own" in text.lower()
    assert re.search(r"\b(not|no)\b", text)


def test_every_word_the_glossary_gives_from_the_code_is_in_the_code():
    rows = re.findall(
        r"^\| .* \| .* \| (.*) \|$", (ROOT / "docs/explanation/glossary.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    words = {word for cell in rows for word in re.findall(r"`([^`]+)`", cell)}
    source = "\n".join(
        file.read_text(encoding="utf-8") for file in (*python_files(), ROOT / "deadlines/data/policies.yaml")
    )
    source += (ROOT / "referrals/data/questions/2026-11.yaml").read_text(encoding="utf-8")

    missing = [w for w in words if not (ROOT / w).exists() and w.split(".")[-1].strip("*").rstrip("_") not in source]

    assert sorted(missing) == []


TOP = {file.name for file in ROOT.iterdir() if file.is_dir() and not file.name.startswith((".", "_"))} - {
    "node_modules"
}
IN_APPS = re.compile(r"^static/vendor/|^docs/images/")


def test_every_dependency_has_its_reason_written_down():
    reasons = (ROOT / "docs" / "adr" / "0010-dependencies.md").read_text(encoding="utf-8")
    lines = [line for file in (ROOT / "requirements").glob("*.in") for line in file.read_text().splitlines()]
    named = {re.match(r"[A-Za-z0-9-]+", line).group().lower() for line in lines if re.match(r"[A-Za-z]", line)}

    covered = {name for name in named if name.startswith(("pytest-", "types-")) or "stubs" in name}
    assert {name for name in named - covered if not re.search(rf"\b{re.escape(name)}\b", reasons)} == set()


def test_the_makefile_describes_every_target_it_lists():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = set(re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE).group(1).split())

    described = set(re.findall(r"^([a-z-]+):.*## ", text, re.MULTILINE))

    assert phony - described <= {"check-project"}
    assert described <= phony


def test_everything_beat_starts_is_a_task_that_imports():
    app.loader.import_default_modules()

    scheduled = {entry["task"] for entry in app.conf.beat_schedule.values()}

    assert scheduled - set(app.tasks) == set()
    assert [name for name in scheduled if not app.tasks[name].__doc__] == []


def test_every_task_of_ours_is_scheduled_or_named_by_the_code_that_wakes_it():
    app.loader.import_default_modules()
    ours = {name for name in app.tasks if not name.startswith("celery.")}

    scheduled = {entry["task"] for entry in app.conf.beat_schedule.values()}

    assert ours - scheduled == set()


def test_every_notice_has_its_words_and_no_place_for_a_name():
    assert set(NOTICES) == set(Notice)
    for spec in NOTICES.values():
        for text in (spec.subject, spec.inbox, spec.email):
            assert set(re.findall(r"{(\w+)}", text)) <= {"reference", "address"}


def tracked_files():
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],  # noqa: S607  the machine's own git
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.splitlines()]


def text_files():
    for file in tracked_files():
        if file.is_file() and file.suffix not in {".png", ".woff2", ".ico", ".jpg"} and "vendor" not in file.parts:
            yield file


def test_no_file_names_a_place_packages_come_from():
    """Where packages come from is the installer's business (design, section 3)."""
    naming = {
        (name_of(file), match.group())
        for file in text_files()
        if file != Path(__file__)
        for match in PLACES_PACKAGES_COME_FROM.finditer(file.read_text(encoding="utf-8", errors="replace"))
    }

    assert {(name, what) for name, what in naming if (name, what) not in {(".npmrc", "registry.")}} == set()


def test_every_address_in_the_tree_is_an_example_or_a_citation():
    found = {
        (name_of(file), host)
        for file in text_files()
        for host in re.findall(r"https?://([^/\s\"'`<>)\\?:,;]*)", file.read_text(encoding="utf-8", errors="replace"))
    }

    assert {(name, host) for name, host in found if not HARMLESS.match(host) and host not in CITED} == set()
