"""Support through the API: how far it has come, for those who support; codes and dates, never where somebody lives."""

from __future__ import annotations

import pytest

from nrm.audit.models import AuditEvent
from tests.factories import support
from tests.factories.cases import actor, case_at
from tests.factories.machines import connected_system

pytestmark = pytest.mark.django_db
PACKAGES = "/api/v1/support-packages/"


@pytest.fixture
def package():
    """In support, with a needs assessment, a plan, a placement with an address, and a weekly payment."""
    package = support.in_support()
    support.assessed(package, notes="Sleeps badly since Dover.")
    support.planned(support.fresh(package))
    support.placed(support.fresh(package))
    support.paid(support.fresh(package))
    return support.fresh(package)


@pytest.mark.parametrize("slug", ["contract-manager", "support-worker"])
def test_the_list_holds_the_packages_of_those_who_support(signed_in, package, slug):
    answer = signed_in(slug).get(PACKAGES)

    assert answer.json()["results"] == [
        {
            "reference": package.case.reference,
            "status": "in_support",
            "nation": "england",
            "contractor": actor("contract-manager").organisation_label,
            "provider": actor("support-worker").organisation_label,
            "opened_on": package.opened_on.isoformat(),
            "in_support_since": package.in_support_since.isoformat(),
            "ended_on": None,
        }
    ]
    event = AuditEvent.objects.get(event="support_listed")
    assert (event.shown_case_ids, event.actor_id) == ([package.case_id], actor(slug).person_id)


@pytest.mark.parametrize("slug", ["contract-manager", "support-worker"])
def test_one_package_holds_codes_and_dates_and_nothing_that_was_written_about_the_person(signed_in, package, slug):
    answer = signed_in(slug).get(f"{PACKAGES}{package.case.reference}/")

    told = answer.json()
    assert {need["level"] for need in told["needs"]} == {"green"}
    assert [item["number"] for item in told["plan"]] == [1]
    assert [(each["number"], each["until"]) for each in told["placements"]] == [(1, None)]
    text = answer.content.decode()
    hidden = ["Larch Row", "LS2", "Sleeps badly", "Linh", "Trần", "07700", "solicitor", "Safe for now", "7532", "75.32"]
    assert [word for word in hidden if word in text] == []
    event = AuditEvent.objects.get(event="support_package_viewed")
    assert (event.case_id, event.payload) == (package.case_id, {"addresses": []})


def test_another_provider_finds_neither_list_row_nor_package(signed_in, package):
    client = signed_in("other-support-worker")

    one = client.get(f"{PACKAGES}{package.case.reference}/")
    nowhere = client.get(f"{PACKAGES}NRM-26-999999-A/")

    assert client.get(PACKAGES).json()["results"] == []
    assert (one.status_code, one.content) == (404, nowhere.content)


def test_a_provider_to_whom_it_is_only_offered_does_not_see_the_package(signed_in):
    offered = support.package_at("offered")
    client = signed_in("support-worker")

    assert client.get(PACKAGES).json()["results"] == []
    assert client.get(f"{PACKAGES}{offered.case.reference}/").status_code == 404


@pytest.mark.parametrize("slug", ["police-referrer", "sca-caseworker", "support-finance", "administrator", "auditor"])
def test_who_does_not_support_is_refused(signed_in, package, slug):
    client = signed_in(slug)

    listed, one = client.get(PACKAGES), client.get(f"{PACKAGES}{package.case.reference}/")

    assert (listed.status_code, one.status_code) == (403, 404)
    assert package.case.reference.encode() not in listed.content + one.content


def test_a_machine_of_the_referrer_is_refused(package):
    client = connected_system().client()

    assert client.get(PACKAGES).status_code == 403
    assert client.get(f"{PACKAGES}{package.case.reference}/").status_code == 404


def test_a_support_workers_cases_tell_nothing_of_the_referral(signed_in, package):
    answer = signed_in("support-worker").get(f"/api/v1/referrals/{package.case.reference}/")

    assert answer.status_code == 404
    assert signed_in("support-worker").get(f"/api/v1/cases/{package.case.reference}/").json()["status"] == "rg_positive"


def test_a_case_never_supported_has_no_package(signed_in):
    case = case_at("rg_in_progress")

    assert signed_in("contract-manager").get(f"{PACKAGES}{case.reference}/").status_code == 404
