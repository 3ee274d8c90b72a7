"""What a line of the log holds, and what it leaves out."""

from __future__ import annotations

import json
import logging

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from nrm.observe.lines import JsonLines, masked

NAME = "Zebedee Quillfeather"


def line_of(logger, message, *args, error=None, **extra):
    """One line as an installation writes it."""
    exc_info = (type(error), error, error.__traceback__) if error else None
    record = logging.getLogger(logger).makeRecord(logger, logging.INFO, "f", 1, message, args, exc_info, extra=extra)
    return json.loads(JsonLines().format(record))


def raised(error):
    try:
        raise error
    except Exception as caught:  # noqa: BLE001  any error is what this is about
        return caught


def test_our_own_line_is_written_whole():
    line = line_of("nrm.serving", "%s of %d partitions made", "three", 12)

    assert set(line) == {"time", "level", "logger", "message"}
    assert (line["level"], line["logger"], line["message"]) == ("INFO", "nrm.serving", "three of 12 partitions made")
    assert line["time"].endswith("+00:00")


def test_a_librarys_line_keeps_its_words_and_numbers_and_nothing_it_was_given():
    line = line_of("some.library", "%s took %.2f s for %r, tried %d times", NAME, 1.5, [NAME], 3)

    assert line["message"] == "[…] took 1.50 s for '[…]', tried 3 times"


def test_celerys_line_keeps_the_task_and_leaves_out_arguments_and_error():
    given_by_celery = {"name": "nrm.notices.tasks.sweep_outbox", "id": "0f", "args": f"({NAME!r},)", "exc": NAME}

    line = line_of("celery.app.trace", "Task %(name)s[%(id)s] raised: %(exc)s %(args)s", given_by_celery)

    assert line["message"] == "Task nrm.notices.tasks.sweep_outbox[0f] raised: […] […]"


@pytest.mark.parametrize("logger", ["nrm.anything", "django.request"])
def test_a_line_whose_arguments_do_not_fit_is_written_without_them(logger):
    assert line_of(logger, "%d cases", NAME)["message"] == "%d cases"


def test_an_object_that_is_logged_is_not_asked_for_its_text():
    assert line_of("some.library", ValueError(NAME))["message"] == "[…]"


def test_only_the_named_fields_are_written_and_only_numbers():
    line = line_of("nrm.observe.requests", "request", status=200, duration_ms=NAME, request=NAME, user=NAME)

    assert {name for name in line if name not in {"time", "level", "logger", "message"}} == {"status"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("told zebedee.q+1@police.example.", "told [email]"),
        ("case NRM-26-000123-C and dtn26000123c", "case [reference] and [reference]"),
        ("Key (email, name)=(a, b) already exists.", "Key (email, name)=([…]) already exists."),
        ("DETAIL:  Failing row contains (1, Zebedee, null).", "DETAIL:  Failing row contains ([…])"),
        ("nothing to hide: 12 of 30", "nothing to hide: 12 of 30"),
    ],
)
def test_what_quotes_a_person_or_a_case_is_masked(text, expected):
    assert masked(text) == expected


@given(st.emails())
def test_no_address_gets_through(address):
    assert address not in masked(f"told {address} about it")


def test_an_error_is_its_kind_and_place_and_never_its_message():
    line = line_of("nrm.x", "failed", error=raised(KeyError(NAME)))

    assert NAME not in json.dumps(line)
    (told,) = line["error"]
    assert set(told) == {"type", "frames"}
    assert told["type"] == "builtins.KeyError"
    assert told["frames"][-1].endswith(" raised: raise error")
    assert told["frames"][-1].startswith("tests/unit/observe/test_lines.py:")


def test_the_causes_of_an_error_are_told_in_the_same_way():
    first = raised(ValueError(NAME))
    second = RuntimeError(NAME)
    second.__cause__ = first

    line = line_of("nrm.x", "failed", error=raised(second))

    assert [told["type"] for told in line["error"]] == ["builtins.RuntimeError", "builtins.ValueError"]
    assert NAME not in json.dumps(line)


def test_errors_that_cause_each_other_end():
    first, second = raised(ValueError("a")), raised(ValueError("b"))
    first.__cause__, second.__cause__ = second, first

    assert len(line_of("nrm.x", "failed", error=first)["error"]) == 2


def test_what_is_wrong_with_the_installation_is_said():
    (told,) = line_of("nrm.x", "failed", error=raised(ImproperlyConfigured("Set SECRET_KEY.")))["error"]

    assert told["message"] == "Set SECRET_KEY."
