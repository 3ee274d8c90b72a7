from __future__ import annotations

import pytest

from nrm.audit.events import Event
from nrm.audit.models import AuditEvent
from nrm.audit.record import record
from nrm.audit.selectors import KnownCase, case_known_as, events_about, events_by_person, only, timeline_of
from tests.factories.cases import actor

pytestmark = pytest.mark.django_db

CASE, OTHER = KnownCase(900_001, "NRM-26-900001-A"), KnownCase(900_002, "NRM-26-900002-B")


@pytest.fixture
def events() -> dict[str, AuditEvent]:
    by, auditor = actor("sca-caseworker"), actor("auditor")
    return {
        "viewed": record(Event.CASE_VIEWED, by=by, case=CASE),
        "other": record(Event.CASE_VIEWED, by=by, case=OTHER),
        "listed": record(Event.CASES_LISTED, by=by, shown_case_ids=[OTHER.pk, CASE.pk], page="queue"),
        "listed other": record(Event.CASES_LISTED, by=by, shown_case_ids=[OTHER.pk], page="queue"),
        "routed": record(Event.CASE_ROUTED, by=by, case=CASE, organisation="SCA", rule="r"),
        "allocated": record(Event.CASE_ALLOCATED, by=auditor, case=CASE, caseworker="A", caseworker_id=1),
    }


def test_about_a_case_is_what_named_it_and_what_listed_it_newest_first(events):
    assert list(events_about(CASE)) == [events[name] for name in ("allocated", "routed", "listed", "viewed")]


def test_by_a_person_is_what_they_did_newest_first(events):
    found = events_by_person(actor("auditor").person_id)

    assert list(found) == [events["allocated"]]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("reads", ["listed", "viewed"]),
        ("writes", ["allocated", "routed"]),
        ("", ["allocated", "routed", "listed", "viewed"]),
        ("x", ["allocated", "routed", "listed", "viewed"]),
    ],
)
def test_reads_and_writes_are_told_apart(events, kind, expected):
    assert list(only(events_about(CASE), kind)) == [events[name] for name in expected]


@pytest.mark.parametrize(
    ("capacity", "expected"),
    [("competent_authority", ["allocated", "routed"]), ("referrer", ["routed"]), ("support_provider", [])],
)
def test_a_timeline_holds_what_the_party_may_see(events, capacity, expected):
    assert timeline_of(CASE.pk, [capacity], 50) == [events[name] for name in expected]


def test_a_timeline_stops_at_its_length(events):
    assert timeline_of(CASE.pk, ["competent_authority"], 1) == [events["allocated"]]


@pytest.mark.parametrize("reference", ["", "NRM-26-900001", "nrm-26-900001-a", "NRM-26-999999-A"])
def test_a_case_is_known_only_by_its_exact_reference(events, reference):
    assert case_known_as(CASE.reference) == CASE
    assert case_known_as(reference) is None
