"""Every event of the record has a typed payload, a sentence that can be said, and somebody who records it."""

from __future__ import annotations

import ast
import inspect

import pytest

from nrm.access.roles import Capacity
from nrm.audit.events import PAYLOADS, Event, sentence
from nrm.audit.record import PayloadRefused, checked_payload, record
from tests.source import attributes_of, name_of, python_files, tree

SAMPLES = {str: "a word", int: 7, list: ["one", "two"], bool: True, type(None): None, dict: {}}
# Events that nothing records yet, each with the reason. An entry that is no longer true fails.
NOT_RECORDED_YET: dict[str, str] = {}


def sample_of(event: Event):
    kinds = {name: kind if isinstance(kind, type) else kind[0] for name, kind in PAYLOADS[event].fields.items()}
    return {name: SAMPLES[kind] for name, kind in kinds.items()}


def test_every_event_has_a_payload_and_every_payload_an_event():
    assert set(PAYLOADS) == set(Event)


@pytest.mark.parametrize("event", Event, ids=lambda event: event.value)
def test_event_is_said_in_words_with_its_payload(event):
    payload = sample_of(event)

    said = sentence(event.value, payload)

    assert said == PAYLOADS[event].sentence.format(**payload)
    assert said[0].isupper() or said[0] == "a"  # a sentence may begin with its first value
    assert "{" not in said


@pytest.mark.parametrize("event", Event, ids=lambda event: event.value)
def test_event_refuses_a_payload_of_another_shape(event):
    payload = sample_of(event)

    assert checked_payload(event, payload) == payload
    with pytest.raises(PayloadRefused):
        checked_payload(event, {**payload, "something_else": 1})
    for name in payload:
        with pytest.raises(PayloadRefused):
            checked_payload(event, {key: value for key, value in payload.items() if key != name})
        with pytest.raises(PayloadRefused):
            checked_payload(event, {**payload, name: object()})


def test_no_payload_has_a_field_that_record_takes_for_itself():
    taken = set(inspect.signature(record).parameters) - {"payload"}

    assert [(event.value, name) for event in Event for name in PAYLOADS[event].fields if name in taken] == []


def test_an_event_that_no_longer_exists_is_still_shown():
    assert sentence("something_of_the_past", {}) == "something of the past"


def test_timelines_name_capacities_that_exist():
    named = {capacity for payload in PAYLOADS.values() for capacity in payload.timeline or ()}

    assert named - {capacity.value for capacity in Capacity} == set()


def recorded_events():
    """Events named in a call of `record(...)`, or declared by a page as the read it records."""
    for file in python_files():
        if name_of(file) == "nrm/audit/events.py":
            continue
        yield from attributes_of(file, "Event")
    for file in python_files():
        if file.parent.name == "domain" and file.stem == "states":
            for node in ast.walk(tree(file)):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def test_every_event_is_recorded_somewhere():
    named = set(recorded_events())

    unrecorded = {event.name for event in Event if event.name not in named}

    assert unrecorded == set(NOT_RECORDED_YET)


def test_reads_are_recorded_as_reads():
    """A page's `audit_read` names an event that is a read; an action's events are writes."""
    by_name = {event.name: event for event in Event}
    declared = [
        (name_of(file), node.value.attr)
        for file in python_files()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Assign)
        and any(getattr(target, "id", "") == "audit_read" for target in node.targets)
        and isinstance(node.value, ast.Attribute)
    ]

    assert [(where, name) for where, name in declared if not PAYLOADS[by_name[name]].is_read] == []
