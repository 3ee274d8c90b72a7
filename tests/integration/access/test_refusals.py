"""What is refused is written down, for people and machines, and no more often than somebody could read."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse

from nrm import clock
from nrm.access.refusals import MOST_AN_HOUR, counter_of, reference_in
from nrm.audit.models import AuditEvent
from nrm.audit.selectors import timeline_of
from tests.factories.cases import actor, case_at
from tests.factories.machines import connected_system
from tests.html_tree import table

pytestmark = pytest.mark.django_db

OTHERS = "other-police-referrer"
REFUSALS = ("access_refused", "refusals_not_written")


def refusals() -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(event__in=REFUSALS).order_by("pk"))


def payloads() -> list[dict]:
    return [event.payload for event in refusals()]


def address(case) -> str:
    return reverse("desks:case", args=[case.reference])


def test_somebody_elses_case_asked_for_is_written_with_who_asked_and_its_reference(signed_in):
    case = case_at("submitted", referrer=OTHERS)

    status = signed_in("police-referrer").get(address(case)).status_code

    (event,) = refusals()
    asking = actor("police-referrer")
    assert status == 404
    assert event.payload == {"route": "desks:case", "method": "GET", "status": 404, "reference": case.reference}
    assert (event.actor_id, event.actor_label, event.organisation_id) == (
        asking.person_id,
        asking.label,
        asking.organisation_id,
    )
    assert (event.case_id, event.case_reference, event.is_read) == (None, case.reference, False)


def test_a_case_that_never_was_leaves_the_same_row(signed_in):
    client = signed_in("police-referrer")

    client.get(reverse("desks:case", args=["NRM-26-000001-A"]))

    assert payloads() == [{"route": "desks:case", "method": "GET", "status": 404, "reference": "NRM-26-000001-A"}]


def test_a_refusal_by_role_or_by_state_is_written_also_when_something_was_to_be_done(signed_in):
    case = case_at("submitted")

    by_role = signed_in("sca-caseworker").post(reverse("cases:route", args=[case.reference]), {})
    by_state = signed_in("sca-intake").get(reverse("cases:allocate", args=[case.reference]))
    without_a_case = signed_in("police-referrer").get(reverse("desks:record"))

    assert [each.status_code for each in (by_role, by_state, without_a_case)] == [403, 403, 403]
    assert [(each["route"], each["method"], each["status"], each["reference"]) for each in payloads()] == [
        ("cases:route", "POST", 403, case.reference),
        ("cases:allocate", "GET", 403, case.reference),
        ("desks:record", "GET", 403, ""),
    ]


def test_the_api_is_written_like_the_pages_for_people_and_machines(signed_in):
    case, machine = case_at("submitted", referrer=OTHERS), connected_system()
    endpoint = reverse("api:case", args=[case.reference])

    answers = [signed_in("police-referrer").get(endpoint), machine.client().get(endpoint)]

    assert [answer.status_code for answer in answers] == [404, 404]
    expected = {"route": "api:case", "method": "GET", "status": 404, "reference": case.reference}
    assert [(event.actor_kind, event.actor_id, event.payload) for event in refusals()] == [
        ("person", actor("police-referrer").person_id, expected),
        ("machine", machine.actor.person_id, expected),
    ]


def test_what_opens_unknown_addresses_and_visitors_leave_no_row(signed_in):
    case = case_at("submitted")
    client = signed_in("police-referrer")

    statuses = [
        client.get(address(case)).status_code,
        client.get("/no/such/page/").status_code,
        client.get("/static/nrm/none.css").status_code,
        Client().get(address(case)).status_code,
        Client().get(reverse("api:case", args=[case.reference])).status_code,
    ]

    assert statuses == [200, 404, 404, 302, 401]
    assert refusals() == []


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("NRM-26-000001-A", "NRM-26-000001-A"),
        ("DTN-26-000001-A", "DTN-26-000001-A"),
        ("Linh Tran", ""),
        ("nrm-26-000001-a", ""),
        ("NRM-26-000001-AB", ""),
        ("NRM-26-000001-A\n", ""),
        ("NRM-٢٦-000001-A", ""),
    ],
)
def test_of_an_address_only_a_reference_is_kept(value, kept):
    assert reference_in({"reference": value, "number": 1}) == kept


def test_a_name_typed_where_a_reference_belongs_is_in_no_row(signed_in):
    signed_in("police-referrer").get("/cases/Linh-Tran/")

    (event,) = refusals()
    assert event.payload["reference"] == event.case_reference == ""
    assert "Linh" not in str(vars(event))


def test_a_method_of_somebodys_own_making_is_not_kept(signed_in):
    signed_in("police-referrer").generic("LINH", reverse("desks:record"))

    assert [(each["method"], each["status"]) for each in payloads()] == [("other", 403)]


def test_the_auditor_finds_it_under_the_person_and_under_the_case_and_no_party_on_the_timeline(signed_in):
    case = case_at("submitted", referrer=OTHERS)
    signed_in("police-referrer").get(address(case))
    auditor = signed_in("auditor")

    of_case = auditor.get(reverse("desks:record-case"), {"reference": case.reference})
    of_person = auditor.get(reverse("desks:record-person"), {"email": "police-referrer@demo.example"})
    of_others = auditor.get(reverse("desks:record-case"), {"reference": case_at("submitted").reference})

    words = "Was refused desks:case (GET, 404)"
    assert next(tuple(row[1:]) for row in table(of_case)) == (actor("police-referrer").label, words, "Refused")
    assert "Was refused" in of_person.content.decode()
    assert case.reference in of_person.content.decode()
    assert "Was refused" not in of_others.content.decode()
    shown = timeline_of(case.pk, ["competent_authority", "referrer", "prime_contractor", "support_provider"], 50)
    assert [event.event for event in shown if event.event in REFUSALS] == []


def test_a_reference_that_was_only_asked_for_is_no_case_of_the_record(signed_in):
    signed_in("police-referrer").get(reverse("desks:case", args=["NRM-26-000001-A"]))

    found = signed_in("auditor").get(reverse("desks:record-case"), {"reference": "NRM-26-000001-A"})

    assert "The record has nothing under this" in found.content.decode()


def test_a_script_leaves_so_many_rows_an_hour_and_one_that_says_so(signed_in, at):
    at((clock.now() + dt.timedelta(hours=1)).replace(minute=10))
    client = signed_in("police-referrer")
    cache.set(counter_of(actor("police-referrer")), MOST_AN_HOUR - 1)

    statuses = [client.get(reverse("desks:record")).status_code for _ in range(4)]
    signed_in(OTHERS).get(reverse("desks:record"))
    at(clock.now() + dt.timedelta(hours=1))
    client.get(reverse("desks:record"))

    person, other = actor("police-referrer").person_id, actor(OTHERS).person_id
    assert statuses == [403, 403, 403, 403]
    assert [(event.event, event.actor_id) for event in refusals()] == [
        ("access_refused", person),
        ("refusals_not_written", person),
        ("access_refused", other),
        ("access_refused", person),
    ]
    assert refusals()[1].payload == {"written": MOST_AN_HOUR}


def test_without_a_cache_every_refusal_is_written(signed_in, settings):
    client = signed_in("police-referrer")
    cache.set(counter_of(actor("police-referrer")), MOST_AN_HOUR + 5)
    default = settings.CACHES["default"]
    settings.CACHES = {"default": {**default, "LOCATION": "redis://127.0.0.1:1/0"}}

    client.get(reverse("desks:record"))

    assert [event.event for event in refusals()] == ["access_refused"]


def test_an_error_while_recording_changes_nothing_of_the_answer(signed_in, caplog):
    case = case_at("submitted", referrer=OTHERS)
    client = signed_in("police-referrer")
    plain = client.get(address(case))
    before = len(refusals())

    def failing(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "audit_event"'):
            raise DatabaseError("the record is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(failing):
        answer = client.get(address(case))

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, plain.headers["Content-Type"])
    assert len(refusals()) == before == 1
    assert [record.getMessage() for record in caplog.records if record.name == "nrm.access.refusals"] == [
        "a refusal was not recorded"
    ]
