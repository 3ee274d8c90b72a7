from __future__ import annotations

import pytest
from django.urls import reverse

from nrm.audit.models import AuditEvent
from tests.factories.cases import actor, case_at
from tests.html_tree import page, table

pytestmark = pytest.mark.django_db


def cells(response) -> list[tuple[str, ...]]:
    return [tuple(row[1:]) for row in table(response)]


def details(response) -> list[str]:
    return [detail.text for detail in page(response).one("tbody").all(".nrm-detail")]


def test_who_saw_a_case_includes_the_lists_that_showed_it(signed_in):
    case = case_at("submitted")
    other = case_at("submitted", referrer="other-police-referrer")
    signed_in("sca-caseworker").get(reverse("desks:queue"))
    signed_in("sca-caseworker").get(reverse("desks:case", args=[case.reference]))
    signed_in("sca-caseworker").get(reverse("desks:case", args=[other.reference]))

    response = signed_in("auditor").get(reverse("desks:record-case"), {"reference": case.reference, "kind": "reads"})

    assert cells(response) == [
        ("Amara Okafor", "Looked at the case file", "Looked"),
        ("Amara Okafor", "Listed cases (in the queue)", "Looked"),
    ]
    assert details(response) == [
        "Single Competent Authority · Caseworker",
        "Single Competent Authority · Caseworker",
        "A list that showed this case",
    ]


def test_who_changed_a_case_leaves_looking_out(signed_in):
    case = case_at("routed")
    signed_in("sca-caseworker").get(reverse("desks:case", args=[case.reference]))

    response = signed_in("auditor").get(reverse("desks:record-case"), {"reference": case.reference, "kind": "writes"})

    assert [row[2] for row in table(response) if "otice" not in row[2]] == [
        "Routed to Single Competent Authority",
        table(response)[-2][2],
        "Referral submitted by Derbyshire Constabulary",
    ]
    assert {row[3] for row in table(response)} == {"Changed"}


def test_the_record_of_a_case_names_no_potential_victim(signed_in):
    case = case_at("rg_negative")

    html = signed_in("auditor").get(reverse("desks:record-case"), {"reference": case.reference}).content.decode()

    for secret in ("Linh", "Trần", "Dover", "07700 900123", "she owed", "debt bondage, threats"):
        assert secret not in html


def test_what_a_person_did_is_found_by_e_mail_whatever_its_case(signed_in):
    case = case_at("submitted")
    signed_in("sca-caseworker").get(reverse("desks:case", args=[case.reference]))

    response = signed_in("auditor").get(reverse("desks:record-person"), {"email": "SCA-Caseworker@demo.example"})

    assert cells(response) == [
        ("Looked at the case file", "Single Competent Authority · Caseworker", case.reference, "Looked"),
    ]
    assert page(response).one(".nrm-heading__summary").text == (
        "Amara Okafor, sca-caseworker@demo.example · 1 event · newest first"
    )


def test_a_search_is_recorded_with_what_it_showed_and_not_with_what_was_typed(signed_in):
    case = case_at("submitted")
    client = signed_in("auditor")

    client.get(reverse("desks:record-case"), {"reference": case.reference, "kind": "writes"})
    client.get(reverse("desks:record-case"), {"reference": "Linh Trần"})
    client.get(reverse("desks:record-person"), {"email": "police-referrer@demo.example"})

    first, second, third = AuditEvent.objects.filter(event="record_searched").order_by("id")
    assert (first.shown_case_ids, first.payload["key"]) == ([case.pk], "case")
    assert (second.shown_case_ids, second.payload) == (None, {"key": "case", "events": 0})
    assert (third.subject_id, third.payload["key"]) == (str(actor("police-referrer").person_id), "person")
    assert third.shown_case_ids == [case.pk]
    assert "Linh" not in str([first.payload, second.payload, third.payload])


def test_the_record_comes_in_pages_of_twenty_five_newest_first(signed_in):
    case = case_at("submitted")
    reader = signed_in("sca-caseworker")
    for _ in range(26):
        reader.get(reverse("desks:case", args=[case.reference]))
    client = signed_in("auditor")
    address = reverse("desks:record-case")

    first = client.get(address, {"reference": case.reference, "kind": "reads"})
    following = page(first).one(".govuk-pagination__next").one("a").attributes["href"]
    second = client.get(address + following)

    assert following == f"?reference={case.reference}&kind=reads&page=2"
    assert len(table(first)) == 25
    assert {row[2] for row in table(first)} == {"Looked at the case file"}
    # The first search is itself a look at the case's record, and pushed one row on.
    assert [row[2] for row in table(second)] == ["Looked at the case file", "Looked at the case file"]


@pytest.mark.parametrize("query", [{"reference": ""}, {"reference": "NRM-26-999999-A"}, {"reference": "\x00"}])
def test_nothing_is_found_for_no_case(signed_in, query):
    case_at("submitted")

    response = signed_in("auditor").get(reverse("desks:record-case"), query)

    assert page(response).one(".nrm-empty__title").text == "The record has nothing under this"
    assert table(response) == []


@pytest.mark.parametrize("slug", ["sca-leader", "police-lead", "administrator", "analyst", "system-operator"])
@pytest.mark.parametrize("route", ["desks:record", "desks:record-case", "desks:record-person"])
def test_nobody_else_reads_the_record(signed_in, slug, route):
    case = case_at("submitted")

    response = signed_in(slug).get(reverse(route), {"reference": case.reference, "email": "auditor@demo.example"})

    assert response.status_code == 403
    assert "Jo Marsh" not in response.content.decode()
    assert not AuditEvent.objects.filter(event="record_searched").exists()
