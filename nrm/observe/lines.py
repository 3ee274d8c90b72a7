"""One JSON object a line, made of an allow-list: what is not named here is not written.

Libraries log what they were given: Django the path, Celery a task's arguments and error, gunicorn an address. So of
their lines only the words they were written with are kept, with numbers filled in and `[…]` for everything else. What
our own code logs is written whole, and masked all the same.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import sys
from collections.abc import Mapping
from http import HTTPStatus
from types import TracebackType
from typing import Any

from nrm.observe import scene
from nrm.observe.failures import described

OURS = frozenset({"nrm", "cases", "deadlines", "referrals", "decisions", "support", "desks", "demonstration", "deploy"})
LEFT_OUT = "[…]"
# Numbers our own lines may carry as fields of their own.
FIELDS = ("status", "duration_ms")
# Celery fills its lines from a mapping: these of it are names of ours, or numbers.
KEPT_KEYS = frozenset({"name", "id", "runtime", "description"})
KEPT_WORDS = frozenset(status.phrase for status in HTTPStatus)
# Django's reports of suspicious requests are the text of an error: the visitor wrote part of it.
FILLED_ALREADY = ("django.security",)
# What a library put into its words itself it mostly quotes.
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
MASKS = (
    (re.compile(r"[^\s@<>]+@[^\s@<>]+"), "[email]"),
    (re.compile(r"\b(?:NRM|DTN)[- ]?[0-9]{2}[- ]?[0-9]{6}(?:[- ]?[A-Z])?\b", re.IGNORECASE), "[reference]"),
    (re.compile(r"(Key \([^)]*\))=\(.*?\)(?= |$)", re.DOTALL), r"\1=([…])"),
    (re.compile(r"(Failing row contains ).*", re.DOTALL), r"\1([…])"),
)


class JsonLines(logging.Formatter):
    """Formats for machines: time (UTC), level, logger, message, the scene, and errors without their messages."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": message_of(record),
            **scene.facts(),
            **{name: record.__dict__[name] for name in FIELDS if isinstance(record.__dict__.get(name), int | float)},
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = described(record.exc_info[1], record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def message_of(record: logging.LogRecord) -> str:
    """What a line says: ours whole, a library's without what it was given; masked."""
    if not isinstance(record.msg, str):
        return LEFT_OUT  # an object, often an error, whose text may be anything
    if record.name.split(".")[0] in OURS:
        return masked(_filled(record.msg, record.args))
    if record.args:
        return masked(_filled(record.msg, without_text(record.args)))
    if record.name.startswith(FILLED_ALREADY):
        return LEFT_OUT
    return masked(QUOTED.sub(LEFT_OUT, record.msg))


def _filled(words: str, given: Any) -> str:
    try:
        return words % given if given else words
    except (TypeError, ValueError, KeyError):
        return words


def without_text(given: Any) -> Any:
    """A line's arguments with numbers and known words kept and `[…]` for all else."""
    if isinstance(given, Mapping):
        return {key: value if key in KEPT_KEYS else _number_or_nothing(value) for key, value in given.items()}
    if isinstance(given, tuple):
        return tuple(map(_number_or_nothing, given))
    return given


def masked(text: str) -> str:
    """The text without email addresses, references and the rows that database errors quote."""
    for pattern, instead in MASKS:
        text = pattern.sub(instead, text)
    return text


def log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What a command prints when it fails: `sys.excepthook` of an installation. Ctrl-C stays what it is."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger("nrm.command").critical("command failed", exc_info=(kind, error, trace))


def _number_or_nothing(value: Any) -> Any:
    is_kept = isinstance(value, int | float) or (isinstance(value, str) and value in KEPT_WORDS)
    return value if is_kept else LEFT_OUT
