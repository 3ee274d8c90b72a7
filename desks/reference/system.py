"""Reference pages of the installation: what runs by itself, what is set in the environment, what data is kept."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings as installation

from desks.reference.fields import CLASSES, FIELDS
from desks.reference.markdown import code, page, table
from nrm.celery import app

DOTENV_SAMPLE = Path(__file__).resolve().parents[2] / "dotenv-sample"


def schedule() -> str:
    """What beat starts, how often, and what each task does."""
    app.loader.import_default_modules()
    return page(
        "Schedule",
        "What Celery beat starts by itself, from `nrm/celery.py`. Nothing is lost when beat or a worker is down: what "
        "must happen is a row in the database first, and the next run finds it.",
        table(
            ["what", "task", "every", "does"],
            [
                (name, code([entry["task"]]), _interval(entry["schedule"]), _first_line(entry["task"]))
                for name, entry in app.conf.beat_schedule.items()
            ],
        ),
    )


def settings() -> str:
    """The environment variables, as `dotenv-sample` explains them."""
    parts = []
    head = ["variable", "what it is", "sample", "without it", "required"]
    for title, variables in variables_by_section().items():
        rows = [(name, what, sample, *_without(name)) for name, sample, what in variables]
        parts += [f"## {title.capitalize()}", table(head, rows)]
    return page(
        "Settings",
        "Every environment variable the system reads: what it is, from `dotenv-sample`; what holds without it and "
        "whether a real installation starts, from `nrm/settings/listing.py`. `make demo` and `make test` need none of "
        "them. Those marked † can be given as `NAME_FILE`, which names a file that holds the value. Before anything "
        "serves, and in `manage.py check`, each mistake is one sentence, all of them at once "
        "(`nrm/installation.py`).",
        *parts,
    )


def _without(name: str) -> tuple[str, str]:
    """What holds without a variable, and whether an installation refuses to start then."""
    listed = installation.LISTED_SETTINGS[name.strip("`")]
    return code([listed.default] if listed.default else []), listed.need + (" †" if listed.from_file else "")


def fields() -> str:
    """Every column of every table, by how closely it concerns somebody."""
    parts = []
    for model, classes in FIELDS.items():
        rows = [(name, code(classes.get(name, "").split())) for name in CLASSES if classes.get(name)]
        parts += [f"## {model}", table(["class", "fields"], rows)]
    return page(
        "Fields",
        "Every field of every table, from `desks/reference/fields.py`; a test fails when one is missing.",
        table(["class", "what it holds"], CLASSES.items()),
        *parts,
    )


def variables_by_section() -> dict[str, list[tuple[str, str, str]]]:
    """Section → (variable, sample value, the sentences above it), read from `dotenv-sample`.

    A comment stands for every variable that follows it without a blank line.
    """
    sections: dict[str, list[tuple[str, str, str]]] = {}
    section, comment, fresh = "", [""], True
    for line in DOTENV_SAMPLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("# --"):
            section, comment = line.strip("# -"), []
            sections[section] = []
        elif line.startswith("#"):
            comment = [line.lstrip("# ")] if fresh else [*comment, line.lstrip("# ")]
            fresh = False
        elif "=" in line:
            name, _, sample = line.partition("=")
            sections[section].append(
                (code([name]), code([sample.strip("'")] if sample != "''" else []), " ".join(comment))
            )
            fresh = True
    return sections


def _interval(seconds: float) -> str:
    every = timedelta(seconds=seconds)
    for size, word in ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second")):
        if every.total_seconds() % size == 0:
            number = int(every.total_seconds() // size)
            return f"{number} {word}s" if number != 1 else word
    return str(every)


def _first_line(task: str) -> str:
    """The task's own docstring; the task must exist."""
    return (app.tasks[task].__doc__ or "").strip().splitlines()[0]
