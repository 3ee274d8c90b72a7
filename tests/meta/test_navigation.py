"""What is offered may be done: every link on the pages people begin at opens, for every persona."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from nrm.accounts.demo.personas import PERSONAS
from tests.factories.cases import actor, case_at
from tests.factories.decisions import decision_at
from tests.factories.referrals import draft, duty_to_notify
from tests.factories.support import in_support, package_at, placed, planned

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a\b[^>]*\bhref="([^"]+)"')
LISTS = [
    "/queue/",
    "/cases/",
    "/referrals/drafts/",
    "/referrals/duty-to-notify/",
    "/people/",
    "/inbox/",
    "/support/",
    "/support/payments/",
]


@pytest.fixture
def world():
    """Something of every kind, so that lists and start pages have links to offer."""
    for status in ("submitted", "routed", "rg_in_progress", "rg_positive"):
        case_at(status)
    case_at("rg_in_progress", referrer="other-police-referrer", authority="ieca")
    decision_at("with_second_caseworker")
    decision_at("approved")
    for status in ("offered", "in_support", "ended"):
        package_at(status)
    draft(actor("police-referrer"))
    duty_to_notify(actor("police-referrer"))


def links_on(response) -> set[str]:
    """Paths of ours that the page links to, without what only leads about on it."""
    found = {link.replace("&amp;", "&") for link in LINK.findall(response.content.decode())}
    return {link for link in found if link.startswith("/") and not link.startswith(("/static/", "/accounts/"))}


def test_every_link_on_the_first_pages_opens_for_every_persona(world, signed_in):
    refused = {}

    for slug in [persona.slug for persona in PERSONAS]:
        client = signed_in(slug)
        offered = links_on(client.get("/"))
        for path in LISTS:
            response = client.get(path)
            offered |= links_on(response) if response.status_code == 200 else set()
        refused[slug] = closed_of(client, one_of_each_kind(offered))
        assert "/inbox/" in offered, slug

    assert refused == {persona.slug: {} for persona in PERSONAS}


@pytest.mark.parametrize("slug", ["police-referrer", "sca-intake", "sca-caseworker", "sca-second-caseworker"])
def test_every_link_on_the_page_of_a_case_opens(world, signed_in, slug):
    client = signed_in(slug)
    start = "/cases/" if slug == "police-referrer" else "/queue/"
    cases = {urlsplit(link).path for link in links_on(client.get(start)) if re.match(r"^/cases/NRM-[^/]+/$", link)}

    offered = {link for case in cases for link in links_on(client.get(case))}

    assert len(cases) >= 4
    assert closed_of(client, offered) == {}


@pytest.mark.parametrize("slug", ["contract-manager", "support-worker"])
def test_every_link_on_the_page_of_a_package_opens(world, signed_in, slug):
    package = in_support()
    planned(package)
    placed(package)
    client = signed_in(slug)
    packages = {link for link in links_on(client.get("/support/")) if re.match(r"^/support/NRM-[^/]+/$", link)}

    offered = {link for each in packages for link in links_on(client.get(each))}

    assert f"/support/{package.case.reference}/" in packages
    assert closed_of(client, offered) == {}


def closed_of(client, links: set[str]) -> dict[str, int]:
    """The links that do not open, with their status."""
    answers = {link: client.get(link).status_code for link in sorted(links)}
    return {link: status for link, status in answers.items() if status not in {200, 302}}


def one_of_each_kind(links: set[str]) -> set[str]:
    """One address of each route: rows of a list differ in their case only."""
    return set({re.sub(r"[0-9a-f-]{36}|(NRM|DTN)-[\w-]+|/\d+/", "*", link): link for link in sorted(links)}.values())
