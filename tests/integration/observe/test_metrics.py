"""The numbers, who gets them, and that they speak of nobody."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from prometheus_client.parser import text_string_to_metric_families

from deadlines.domain.rules import RG_TARGET
from deadlines.models import Deadline
from nrm import clock, wiring
from nrm.accounts.models import Person
from nrm.audit.frame import unguarded
from nrm.notices.models import OutboxRow
from nrm.observe.measures import all_measures
from nrm.web.models import HeldForm
from tests.factories.cases import case_at

pytestmark = pytest.mark.django_db
TOKEN = "0123456789abcdef0123456789abcdef"


@pytest.fixture(autouse=True)
def token(settings):
    settings.METRICS_TOKEN = TOKEN


def scrape(client, given=f"Bearer {TOKEN}", **headers):
    return client.get("/metrics", headers={"host": "web:8000", "authorization": given} | headers)


def numbers(client) -> dict[tuple[str, ...], float]:
    """(name, label values in order of label) → value."""
    text = scrape(client).content.decode()
    return {
        (sample.name, *(sample.labels[key] for key in sorted(sample.labels))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.mark.parametrize(
    "given", ["", TOKEN, f"Basic {TOKEN}", "Bearer ", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", "Bearer é"]
)
def test_without_the_token_there_is_no_such_address(client, given):
    response = client.get("/metrics", headers={"authorization": given})
    unknown = client.get("/nothing-of-the-kind", headers={"authorization": given})

    assert (response.status_code, unknown.status_code) == (404, 404)
    assert b"nrm_" not in response.content
    assert without_request(response) == without_request(unknown)


def without_request(response) -> str:
    return re.sub(r'nonce="[^"]*"|nothing-of-the-kind|metrics', "", response.content.decode())


def test_where_no_token_is_set_nobody_gets_them(client, settings):
    settings.METRICS_TOKEN = ""

    assert scrape(client, host="testserver").status_code == 404
    assert scrape(client, given="Bearer ", host="testserver").status_code == 404


def test_a_session_is_no_token(signed_in):
    assert signed_in("system-operator").get("/metrics").status_code == 404


def test_a_request_is_counted_by_route_method_and_status(client):
    before = numbers(client).get(("nrm_requests_total", "GET", "web:accessibility", "200"), 0)

    client.get(reverse("web:accessibility") + "?q=somebody")

    after = numbers(client)
    assert after["nrm_requests_total", "GET", "web:accessibility", "200"] == before + 1
    assert after["nrm_request_seconds_count", "GET", "web:accessibility"] == before + 1


def test_addresses_and_methods_that_visitors_invent_make_no_labels(client):
    client.get("/invented-by-a-visitor/")
    client.generic("INVENTED", "/accessibility/")

    labels = {word for key in numbers(client) for word in key[1:]}
    assert not any("invented" in label.lower() for label in labels)
    assert {"none", "other"} <= labels


def outbox_row(state, **fields):
    now = clock.now()
    sent = {"sent_at": now} if state == "sent" else {}
    return OutboxRow(
        key=f"{state}-{fields}", notice="case_allocated", person_id=case_person(), state=state, not_before=now,
        **{"queued_at": now, **sent, **fields},
    )  # fmt: skip


def case_person():
    return Person.objects.values_list("pk", flat=True).first()


def test_the_outbox_is_counted_by_state_and_by_the_age_of_its_oldest(client):
    with unguarded():
        OutboxRow.objects.all().delete()
        OutboxRow.objects.bulk_create(
            [
                outbox_row("queued"),
                outbox_row("queued", queued_at=clock.now() - dt.timedelta(minutes=10)),
                outbox_row("unknown"),
                outbox_row("sent", queued_at=clock.now() - dt.timedelta(days=3)),
            ]
        )

    found = numbers(client)

    assert {key[1]: value for key, value in found.items() if key[0] == "nrm_outbox_emails"} == {
        "queued": 2, "sending": 0, "unknown": 1, "failed": 0,
    }  # fmt: skip
    assert 600 <= found[("nrm_outbox_oldest_queued_seconds",)] < 660


def test_an_empty_outbox_has_waited_for_nothing(client):
    with unguarded():
        OutboxRow.objects.all().delete()

    assert numbers(client)[("nrm_outbox_oldest_queued_seconds",)] == 0


def test_a_target_past_its_date_is_counted_from_the_next_day_until_it_is_met(client, at):
    row = Deadline.objects.get(case=case_at("routed"), rule=RG_TARGET)
    key = ("nrm_deadlines_overdue", RG_TARGET)
    noon = dt.datetime.combine(row.due_on, dt.time(12), dt.UTC)

    at(noon)
    on_the_day = numbers(client)[key]
    at(noon + dt.timedelta(days=1))
    the_day_after = numbers(client)[key]
    with unguarded():
        Deadline.objects.filter(pk=row.pk).update(met_at=clock.now())

    assert (on_the_day, the_day_after, numbers(client)[key]) == (0, 1, 0)


def test_a_reminder_that_is_due_and_not_made_is_behind(client, at):
    row = Deadline.objects.get(case=case_at("routed"), rule=RG_TARGET)

    at(dt.datetime.combine(row.due_on, dt.time(12), dt.UTC) + dt.timedelta(days=1))

    assert numbers(client)[("nrm_reminders_behind",)] >= 1


def test_text_whose_hour_has_passed_is_counted_apart(client):
    with unguarded():
        for minutes in (-1, 1, 2):
            HeldForm.objects.create(
                token=f"t{minutes}", person_id=case_person(), path="/", sealed=b"x", held_at=clock.now(),
                expires_at=clock.now() + dt.timedelta(minutes=minutes),
            )  # fmt: skip

    found = numbers(client)

    assert (found["nrm_held_forms", "kept"], found["nrm_held_forms", "past"]) == (2, 1)


def test_every_question_is_answered_and_says_so(client):
    failed = {key[1]: value for key, value in numbers(client).items() if key[0] == "nrm_measure_failed"}

    assert failed == dict.fromkeys(wiring.MEASURES, 0)


def test_a_question_that_cannot_be_answered_says_so_and_the_others_are(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    found = numbers(client)

    assert found["nrm_measure_failed", "nrm.observe.queue.tasks"] == 1
    assert found["nrm_measure_failed", "nrm.notices.measures.outbox"] == 0
    assert ("nrm_tasks", "waiting") not in found


def statements_of_a_scrape() -> int:
    with CaptureQueriesContext(connection) as captured:
        list(all_measures())
    return sum("SAVEPOINT" not in query["sql"] and "set_config" not in query["sql"] for query in captured)


def test_asking_takes_four_statements_however_much_there_is():
    few = statements_of_a_scrape()
    for _ in range(3):
        case_at("submitted")

    assert (few, statements_of_a_scrape()) == (4, 4)


def test_no_label_holds_who_or_which_case(client, signed_in, acting):
    case = case_at("submitted")
    signed_in("police-referrer").get(f"/cases/{case.reference}/")

    text = scrape(client).content.decode()

    assert case.reference not in text
    assert str(acting("police-referrer").membership_id) not in re.findall(r'="([^"]*)"', text)
