"""The page on which a case is given to a caseworker."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cases.models import Allocation, Case
from nrm.audit.models import AuditEvent
from tests.factories.cases import actor, case_at, submitted_case

pytestmark = pytest.mark.django_db


def address(case):
    return reverse("cases:allocate", kwargs={"reference": case.reference})


def sent(case, to="sca-caseworker", **changed):
    return {"version": str(case.version), "caseworker": str(actor(to).membership_id)} | changed


def text(response):
    return response.content.decode()


def allocations(case):
    return list(Allocation.objects.filter(case=case).order_by("pk").values_list("caseworker__person__name", flat=True))


def test_page_offers_everybody_who_decides_with_what_they_have_on_their_hands(signed_in):
    case_at("rg_in_progress")
    case = case_at("routed")

    page = text(signed_in("sca-intake").get(address(case)))

    assert "<bdi>Linh Trần</bdi>" in page
    for words in (
        "Amara Okafor",
        "Caseworker, Team A: 1 open case",
        "Daniel Hughes",
        "Second caseworker, Team A: 0 open cases",
        "Ruth Adeyemi",
        "Team leader: 0 open cases",
    ):
        assert words in page
    for name in ("Priya Nair (you)", "Martin Field", "Jo Marsh", "Isaac Byrne"):
        assert name not in page
    assert AuditEvent.objects.get(event="case_viewed", case_id=case.pk).actor_label == "Priya Nair"


def test_leader_stands_first_so_that_taking_a_case_is_one_choice(signed_in):
    case = case_at("routed")

    page = text(signed_in("sca-leader").get(address(case)))

    assert page.index("Ruth Adeyemi (you)") < page.index("Amara Okafor") < page.index("Daniel Hughes")


def test_allocating_leads_back_to_the_case(signed_in):
    case = case_at("routed")

    done = signed_in("sca-intake").post(address(case), sent(case))

    assert (done.status_code, done["Location"]) == (302, reverse("desks:case", kwargs={"reference": case.reference}))
    assert allocations(case) == ["Amara Okafor"]


def test_nobody_chosen_is_asked_again(signed_in):
    case = case_at("routed")

    page = signed_in("sca-intake").post(address(case), {"version": str(case.version)})

    assert page.status_code == 422
    assert '<a href="#id_caseworker">Select a caseworker</a>' in text(page)
    assert allocations(case) == []


@pytest.mark.parametrize("slug", ["ieca-caseworker", "sca-intake", "police-referrer"])
def test_forged_choice_is_refused(signed_in, slug):
    case = case_at("routed")

    page = signed_in("sca-intake").post(address(case), sent(case, slug))

    assert (page.status_code, allocations(case)) == (422, [])


def test_second_of_two_who_allocate_the_same_case_is_told_and_sees_who_has_it(signed_in):
    case = case_at("routed")
    signed_in("sca-leader").post(address(case), sent(case, "sca-second-caseworker"))

    page = signed_in("sca-intake").post(address(case), sent(case))

    assert page.status_code == 422
    assert "Somebody changed this case while you had it open." in text(page)
    assert "The case is with <strong>Daniel Hughes</strong>" in text(page)
    assert f'name="version" value="{Case.objects.get(pk=case.pk).version}"' in text(page)
    assert allocations(case) == ["Daniel Hughes"]


def test_case_that_is_not_routed_has_no_page_to_allocate_it(signed_in):
    case = submitted_case()

    page = signed_in("sca-intake").get(address(case))

    assert page.status_code == 403
    assert "This case cannot be allocated: its status is “Submitted”." in text(page)
    assert "Linh" not in text(page)


@pytest.mark.parametrize(
    ("slug", "status"),
    [
        ("ieca-leader", 404),
        ("sca-caseworker", 403),
        ("sca-second-caseworker", 403),
        ("police-referrer", 403),
        ("police-lead", 403),
        ("other-police-referrer", 404),
        ("ieca-caseworker", 404),
        ("panel-chair", 404),
        ("contract-manager", 404),
        ("support-worker", 404),
        ("analyst", 404),
        ("auditor", 404),
        ("administrator", 404),
        ("system-operator", 404),
    ],
)
def test_nobody_else_gets_the_page_or_what_is_on_it(signed_in, slug, status):
    case = case_at("routed")
    client = signed_in(slug)

    shown, posted = client.get(address(case)), client.post(address(case), sent(case))

    assert (shown.status_code, posted.status_code) == (status, status)
    for page in (shown, posted):
        assert "Linh" not in text(page)
        assert (f'/cases/{case.reference}/">Back to the case' in text(page)) == (status == 403)
        assert text(page).count(case.reference) == (status == 403)
    assert allocations(case) == []


def test_after_routing_away_only_the_other_authoritys_leader_allocates(signed_in):
    case = case_at("routed", authority="ieca")

    assert signed_in("sca-intake").get(address(case)).status_code == 404
    assert signed_in("sca-leader").get(address(case)).status_code == 404
    page = text(signed_in("ieca-leader").get(address(case)))
    assert "Martin Field" in page
    assert "Amara Okafor" not in page
    signed_in("ieca-leader").post(address(case), sent(case, "ieca-caseworker"))
    assert allocations(case) == ["Martin Field"]
