from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from cases.domain.states import STATUS_WORDS
from cases.enums import CaseStatus
from deadlines.models import Deadline
from decisions.models import Decision
from desks.api.shapes import STAGES
from nrm.audit.models import AuditEvent
from tests.factories.cases import actor, case_at
from tests.factories.many_cases import many_cases

pytestmark = pytest.mark.django_db

# Later than the day the personas joined.
MONDAY_NOON = dt.datetime(2028, 2, 7, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _monday(at):
    at(MONDAY_NOON)


def shape(case, status: str, outcome: str | None) -> dict:
    issued = {"outcome": outcome, "issued_on": "2028-02-07"} if outcome else None
    return {
        "reference": case.reference,
        "status": status,
        "nation": "england",
        "received_on": "2028-02-07",
        "rg_target": {"due_on": "2028-02-14"},
        "outcome": outcome,
        "reasonable_grounds": issued,
        "conclusive_grounds": {"earliest_on": None, "outcome": None, "issued_on": None},
    }


@pytest.mark.parametrize(("slug", "first_stage"), [("police-referrer", "received"), ("sca-caseworker", "submitted")])
def test_the_list_holds_the_visible_cases_newest_first_and_nothing_of_the_person(signed_in, slug, first_stage):
    submitted = case_at("submitted")
    negative = case_at("rg_negative")
    case_at("rg_in_progress", referrer="other-police-referrer", authority="ieca")

    response = signed_in(slug).get(reverse("api:cases"))

    assert response.json() == {
        "count": 2,
        "count_is_bounded": False,
        "next": None,
        "previous": None,
        "results": [shape(negative, "rg_negative", "negative"), shape(submitted, first_stage, None)],
    }
    event = AuditEvent.objects.filter(event="cases_listed").get()
    assert (event.shown_case_ids, event.payload) == ([negative.pk, submitted.pk], {"page": "api"})


def test_a_draft_decision_is_no_outcome(signed_in):
    case = case_at("rg_in_progress")

    response = signed_in("police-referrer").get(reverse("api:case", args=[case.reference]))

    assert response.json() == shape(case, "rg_considered", None)


@pytest.mark.parametrize(
    ("status", "stage"),
    [("submitted", "received"), ("routed", "received"), ("rg_in_progress", "rg_considered"), ("rg_positive",) * 2],
)
def test_a_referrer_is_told_the_stage_and_the_authority_the_status(signed_in, status, stage):
    address = reverse("api:case", args=[case_at(status).reference])

    told = [signed_in(slug).get(address).json()["status"] for slug in ("police-referrer", "sca-caseworker")]

    assert told == [stage, status]


def test_two_statuses_are_one_stage_exactly_where_the_referrers_pages_say_the_same():
    alike = {(a, b) for a in CaseStatus for b in CaseStatus if STATUS_WORDS[a].referrer == STATUS_WORDS[b].referrer}

    assert {(a, b) for a in CaseStatus for b in CaseStatus if STAGES[a] == STAGES[b]} == alike


def test_the_list_comes_in_pages_of_twenty_five(signed_in):
    many_cases(26, referrer=actor("police-referrer"), authority=actor("sca-caseworker"))
    client = signed_in("police-referrer")

    first = client.get(reverse("api:cases")).json()
    second = client.get(first["next"]).json()

    assert (len(first["results"]), first["next"]) == (25, "/api/v1/cases/?page=2")
    assert (len(second["results"]), second["next"], second["previous"]) == (1, None, "/api/v1/cases/?page=1")


@pytest.mark.parametrize("slug", ["other-police-referrer", "ieca-caseworker"])
def test_a_case_out_of_reach_is_not_there(signed_in, slug):
    case = case_at("rg_in_progress")
    client = signed_in(slug)

    detail = client.get(reverse("api:case", args=[case.reference]))

    assert (detail.status_code, client.get(reverse("api:cases")).json()["results"]) == (404, [])
    assert detail.json() == client.get(reverse("api:case", args=["NRM-26-999999-A"])).json()


@pytest.mark.parametrize("slug", ["auditor", "administrator", "analyst", "support-finance"])
def test_who_sees_no_case_is_refused(signed_in, slug):
    case = case_at("submitted")

    for address, status in ((reverse("api:cases"), 403), (reverse("api:case", args=[case.reference]), 404)):
        response = signed_in(slug).get(address)
        assert response.status_code == status
        assert case.reference not in response.content.decode()


def test_a_visitor_is_refused(client):
    case = case_at("submitted")

    for address in (reverse("api:cases"), reverse("api:case", args=[case.reference])):
        assert client.get(address).status_code in {401, 403}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_changes_nothing(signed_in, method):
    case = case_at("submitted")

    response = getattr(signed_in("sca-caseworker"), method)(reverse("api:case", args=[case.reference]))

    assert response.status_code in {403, 405}


def test_once_reasonable_grounds_are_positive_the_earliest_conclusive_day_is_told(signed_in):
    case = case_at("rg_positive")
    earliest = Deadline.objects.get(case=case, rule="cg_earliest").due_on

    told = signed_in("police-referrer").get(reverse("api:case", args=[case.reference])).json()

    assert (told["status"], told["reasonable_grounds"]) == (
        "rg_positive",
        {"outcome": "positive", "issued_on": "2028-02-07"},
    )
    assert told["conclusive_grounds"] == {"earliest_on": earliest.isoformat(), "outcome": None, "issued_on": None}


def test_a_drafted_conclusive_decision_is_no_outcome_and_an_issued_one_is(signed_in):
    drafted, issued = case_at("cg_in_progress"), case_at("cg_negative")
    client = signed_in("police-referrer")

    of_drafted, of_issued = (
        client.get(reverse("api:case", args=[case.reference])).json() for case in (drafted, issued)
    )

    assert (of_drafted["status"], of_drafted["conclusive_grounds"]["outcome"]) == ("cg_considered", None)
    decision = Decision.objects.get(case=issued, kind="conclusive_grounds")
    assert of_issued["status"] == "cg_negative"
    assert (of_issued["conclusive_grounds"]["outcome"], of_issued["conclusive_grounds"]["issued_on"]) == (
        "negative",
        decision.issued_on.isoformat(),
    )
    assert of_issued["outcome"] == "positive"  # reasonable grounds
