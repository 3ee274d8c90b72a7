"""What the loader writes can be shown: the pages of cases of every stage, drafts, reports and inboxes open."""

from __future__ import annotations

import pytest
from django.db import connection

from cases.models import Case
from demonstration.loading import load
from nrm.accounts.demo.personas import PERSONAS
from referrals.models import Draft, DutyToNotify
from support.selectors import packages_visible_to

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded(_app_role):
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        load(cases=120, seed=1)
        cursor.execute("set role nrm_app")


def not_shown(client, addresses):
    return {address: status for address in addresses if (status := client.get(address).status_code) != 200}


@pytest.mark.parametrize("slug", ["sca-caseworker", "ieca-caseworker"])
def test_every_file_opens_for_the_authority_that_decides_it(signed_in, slug):
    maker = slug.split("-")[0]
    cases = Case.objects.filter(decision_maker__in=[maker, ""] if maker == "sca" else [maker])

    addresses = [f"/cases/{reference}/" for reference in cases.values_list("reference", flat=True)]

    assert len(addresses) > 10
    assert not_shown(signed_in(slug), [*addresses, "/", "/queue/", "/inbox/", "/api/v1/cases/"]) == {}


@pytest.mark.parametrize("slug", ["police-referrer", "other-police-referrer", "council-referrer", "charity-referrer"])
def test_every_case_draft_and_report_opens_for_whoever_made_it(signed_in, acting, slug):
    own = {"organisation_id": acting(slug).organisation_id}
    cases = Case.objects.filter(referral__organisation_id=own["organisation_id"])

    addresses = ["/", "/cases/", "/referrals/drafts/", "/referrals/duty-to-notify/", "/inbox/"]
    addresses += [f"/cases/{case.reference}/" for case in cases]
    addresses += [f"/referrals/drafts/{draft.pk}/" for draft in Draft.objects.filter(**own)]
    addresses += [f"/referrals/duty-to-notify/{report.reference}/" for report in DutyToNotify.objects.filter(**own)]
    refused = not_shown(signed_in(slug), addresses)

    assert len(addresses) > 8
    # A draft that stops at one of the opening questions leads there.
    assert {address for address, status in refused.items() if status != 302} == set()


@pytest.mark.parametrize("slug", ["contract-manager", "support-worker", "other-support-worker", "support-finance"])
def test_every_package_opens_for_whoever_supports_the_person_and_every_list_shows_something(signed_in, acting, slug):
    client, actor = signed_in(slug), acting(slug)
    lists = ["/support/payments/"] if slug == "support-finance" else ["/", "/support/", "/support/payments/", "/inbox/"]
    references = packages_visible_to(actor).values_list("case__reference", flat=True)
    packages = [] if slug == "support-finance" else [f"/support/{reference}/" for reference in references]

    assert len(references) > 10
    assert not_shown(client, [*lists, *packages]) == {}
    assert not [address for address in lists[-2:] if "NRM-" not in client.get(address).content.decode()]


def test_every_persona_has_a_start_page(signed_in):
    assert {slug: s for slug in [p.slug for p in PERSONAS] if (s := signed_in(slug).get("/").status_code) != 200} == {}
