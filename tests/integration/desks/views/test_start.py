from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from nrm.access.roles import ROLES
from nrm.accounts.demo.personas import PERSONAS
from nrm.audit.models import AuditEvent
from tests.factories.cases import case_at
from tests.factories.decisions import decision_at
from tests.html_tree import page, table

pytestmark = pytest.mark.django_db

# Later than the day the personas joined.
MONDAY_NOON = dt.datetime(2028, 2, 7, 12, tzinfo=dt.UTC)


def figures(response) -> dict[str, str]:
    return {
        each.one(".nrm-figure__text").text: each.one(".nrm-figure__count").text
        for each in page(response).all(".nrm-figure")
    }


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.slug)
def test_everybody_lands_on_a_page_that_names_role_and_organisation_and_opens_what_it_offers(signed_in, persona):
    case_at("submitted")
    client = signed_in(persona.slug)

    response = client.get(reverse("desks:start"))

    tree = page(response)
    assert tree.one("h1").text == ROLES[persona.role].title
    assert persona.name in tree.one(".nrm-start__person").text
    assert tree.one(".nrm-start__organisation").text == tree.one(".nrm-bar__acting").text.split(" · ")[0]
    offered = [link.attributes["href"] for link in tree.one(".nrm-doings").all("a")]
    bar = [link.attributes["href"] for link in tree.all(".nrm-bar__link")]
    cards = [link.attributes["href"] for link in tree.all(".nrm-figure__link")]
    assert offered
    for href in {*offered, *bar, *cards}:
        assert client.get(href).status_code == 200, href


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("police-referrer", {"drafts": "0", "being considered": "3", "decided": "1"}),
        ("other-police-referrer", {"drafts": "0", "being considered": "0", "decided": "0"}),
        ("sca-intake", {"to route": "1", "to allocate": "1", "due today": "0", "overdue": "0"}),
        ("sca-caseworker", {"with you": "1", "due today": "0", "overdue": "0"}),
        ("sca-second-caseworker", {"to check": "0", "with you": "0"}),
        (
            "sca-leader",
            {"overdue": "0", "due today": "0", "to route": "1", "to allocate": "1", "to check": "0"},
        ),
        ("ieca-caseworker", {"with you": "0", "due today": "0", "overdue": "0"}),
        ("auditor", {}),
    ],
)
def test_each_role_sees_how_many_wait(signed_in, slug, expected):
    for status in ("submitted", "routed", "rg_in_progress", "rg_positive"):
        case_at(status)

    assert figures(signed_in(slug).get(reverse("desks:start"))) == expected


def test_what_is_due_today_and_overdue_is_counted(signed_in, at):
    at(MONDAY_NOON)
    case_at("rg_in_progress")
    at(MONDAY_NOON + dt.timedelta(days=7))

    on_the_day = figures(signed_in("sca-caseworker").get(reverse("desks:start")))
    at(MONDAY_NOON + dt.timedelta(days=8))
    after = figures(signed_in("sca-caseworker").get(reverse("desks:start")))

    assert on_the_day == {"with you": "1", "due today": "1", "overdue": "0"}
    assert after == {"with you": "1", "due today": "0", "overdue": "1"}


def test_a_second_caseworker_finds_the_decisions_to_check_and_the_bar_counts_them(signed_in):
    decision = decision_at("with_second_caseworker")

    response = signed_in("sca-second-caseworker").get(reverse("desks:start"))

    assert [row[0] for row in table(response)] == [decision.case.reference]
    counts = {
        item.one("a").children[0].strip(): item.one(".nrm-count").text
        for item in page(response).all(".nrm-bar__item")
        if item.all(".nrm-count")
    }
    assert counts["Second checks"] == "1 waiting"


def test_the_cases_a_start_page_shows_are_recorded(signed_in):
    case = case_at("rg_in_progress")

    signed_in("sca-caseworker").get(reverse("desks:start"))

    event = AuditEvent.objects.filter(event="cases_listed").get()
    assert (event.shown_case_ids, event.payload) == ([case.pk], {"page": "start"})


@pytest.mark.parametrize("slug", ["contract-manager", "support-worker", "analyst", "statistician", "system-operator"])
def test_who_sees_no_case_is_told_so_and_nothing_is_recorded(signed_in, slug):
    case = case_at("rg_in_progress")

    response = signed_in(slug).get(reverse("desks:start"))

    assert "Nothing of a case is shown to you yet." in page(response).text
    assert case.reference not in response.content.decode()
    assert not AuditEvent.objects.filter(event="cases_listed").exists()
