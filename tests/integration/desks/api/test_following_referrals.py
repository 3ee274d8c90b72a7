"""Reading through the API: the referrals of one's own organisation, and the question set."""

from __future__ import annotations

import pytest

from nrm.audit.models import AuditEvent
from referrals.domain.question_set import CURRENT_VERSION
from tests.factories.answers import adult_answers, child_answers, duty_to_notify_answers
from tests.factories.cases import case_at, submitted_case
from tests.factories.machines import body, send

pytestmark = pytest.mark.django_db
REFERRALS = "/api/v1/referrals/"


def test_the_list_holds_the_organisations_own_referrals_newest_first(machine):
    by_a_person = submitted_case()
    submitted_case("other-police-referrer")
    reference = send(machine.client(), body(adult_answers())).json()["reference"]

    answer = machine.client().get(REFERRALS)

    assert [row["reference"] for row in answer.json()["results"]] == [reference, by_a_person.reference]
    assert {key: answer.json()[key] for key in ("count", "count_is_bounded", "next", "previous")} == {
        "count": 2,
        "count_is_bounded": False,
        "next": None,
        "previous": None,
    }
    event = AuditEvent.objects.filter(event="cases_listed").get()
    assert (event.payload, len(event.shown_case_ids)) == ({"page": "api referrals"}, 2)


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999999999999", "", "\uff12"])
def test_a_page_that_is_no_number_is_the_first(machine, number):
    submitted_case()

    assert machine.client().get(REFERRALS, {"page": number}).json()["count"] == 1


def test_a_machine_follows_the_stage_and_reads_no_answers(machine):
    case = case_at("rg_positive")

    answer = machine.client().get(f"{REFERRALS}{case.reference}/")

    assert answer.status_code == 200
    assert (answer.json()["stage"], answer.json()["answers"]) == ("rg_positive", None)
    assert "Linh" not in answer.content.decode()
    event = AuditEvent.objects.get(event="referral_read")
    assert (event.case_id, event.payload, event.is_read) == (case.pk, {"shown": "receipt"}, True)


def test_who_decides_reads_the_answers_as_they_were_sent_and_is_recorded(signed_in):
    case = case_at("rg_in_progress")

    answer = signed_in("sca-caseworker").get(f"{REFERRALS}{case.reference}/")

    assert answer.json()["answers"] == adult_answers()
    event = AuditEvent.objects.get(event="referral_read")
    assert (event.case_id, event.payload) == (case.pk, {"shown": "with answers"})


@pytest.mark.parametrize("reference", ["NRM-26-999999-A", "nonsense", "%00", "NRM-26-000001-B", "é" * 300])
def test_another_organisations_referral_is_like_one_that_never_was(machine, reference):
    hidden = case_at("rg_in_progress", referrer="other-police-referrer", authority="ieca")
    client = machine.client()

    there = client.get(f"{REFERRALS}{hidden.reference}/")
    nowhere = client.get(f"{REFERRALS}{reference}/")

    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert there.content == nowhere.content
    assert client.get(f"/api/v1/cases/{hidden.reference}/").content == there.content
    assert AuditEvent.objects.filter(event="referral_read").count() == 0


def test_an_address_that_leads_nowhere_answers_in_the_apis_shape(machine):
    answer = machine.client().get("/api/v1/nowhere/")

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


# -- the question set


def test_the_question_set_says_what_a_machine_needs(machine):
    told = machine.client().get(f"/api/v1/question-sets/{CURRENT_VERSION}/").json()

    questions = {question["key"]: question for question in told["questions"]}
    assert told["version"] == CURRENT_VERSION
    assert set(adult_answers()) | set(child_answers()) | set(duty_to_notify_answers()) <= set(questions)
    assert questions["under_18"]["options"] == [
        {"code": option["code"], "label": option["label"]} for option in questions["under_18"]["options"]
    ]
    assert [option["code"] for option in questions["under_18"]["options"]] == ["yes", "may_be", "no"]
    assert set(told["required"]) == {"nrm_adult", "nrm_child", "dtn"}
    assert {"one_of": ["account"], "sentence": "Say what happened, or that it was not asked"} in told["required"][
        "nrm_adult"
    ]


def test_there_is_no_question_set_of_another_version(machine):
    assert machine.client().get("/api/v1/question-sets/1999-01/").status_code == 404
    assert machine.client().get("/api/v1/question-sets/..%2F2026-11/").status_code == 404
