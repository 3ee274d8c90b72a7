from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from deadlines import tasks
from desks.presenters.rows import QUEUE_COLUMNS
from nrm import clock
from nrm.access.roles import ROLES
from nrm.accounts.demo.personas import PERSONAS
from nrm.audit.models import AuditEvent
from nrm.notices.models import InboxItem
from support.actions.offers import refuse_offer
from tests.factories.cases import actor, case_at
from tests.factories.decisions import decision_at
from tests.factories.many_cases import many_cases
from tests.factories.referrals import draft
from tests.factories.support import assessed, fresh, in_support, package_at, paid, planned
from tests.html_tree import Element, page, table

pytestmark = pytest.mark.django_db

# Later than the day the personas joined.
MONDAY_NOON = dt.datetime(2028, 2, 7, 12, tzinfo=dt.UTC)
NOTHING_DUE = {"with you, due today": "0", "with you, overdue": "0", "conclusive grounds you can decide": "0"}


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
        ("sca-caseworker", {"with you": "2", **NOTHING_DUE}),
        ("sca-second-caseworker", {"for you to check": "0", "with you": "0", **NOTHING_DUE}),
        (
            "sca-leader",
            {
                "overdue": "0",
                "due today": "0",
                "to route": "1",
                "to allocate": "1",
                "for you to check": "0",
                "conclusive grounds that can be decided": "0",
            },
        ),
        ("ieca-caseworker", {"with you": "0", **NOTHING_DUE}),
        ("support-finance", {"payments that run": "0"}),
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

    assert (on_the_day["with you, due today"], on_the_day["with you, overdue"]) == ("1", "0")
    assert (after["with you, due today"], after["with you, overdue"]) == ("0", "1")


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


@pytest.mark.parametrize("slug", ["panel-chair", "analyst", "statistician", "system-operator", "administrator"])
def test_who_sees_no_case_is_told_so_and_nothing_is_recorded(signed_in, slug):
    case = case_at("rg_in_progress")

    response = signed_in(slug).get(reverse("desks:start"))

    assert "No case is shown to you." in page(response).text
    assert case.reference not in response.content.decode()
    assert not AuditEvent.objects.filter(event="cases_listed").exists()


def lists_of(response) -> dict[str, list[str]]:
    """The lists of a start page by their headings: the first cell of each row, or the sentence that stands there."""
    found = {}
    for work in page(response).all(".nrm-work"):
        rows = [row.all("th")[0].one(".nrm-table__value").text for row in work.all("tr") if row.all("td")]
        found[work.one("h2").text] = rows or [work.one(".nrm-work__nothing").text]
    return found


def test_a_caseworker_finds_what_is_due_today_and_what_can_be_decided_now(signed_in, at):
    at(MONDAY_NOON - dt.timedelta(days=31))
    ready = case_at("rg_positive")
    at(MONDAY_NOON - dt.timedelta(days=7))
    due = case_at("rg_in_progress")
    at(MONDAY_NOON - dt.timedelta(days=8))
    overdue = case_at("rg_in_progress")
    at(MONDAY_NOON)
    case_at("rg_positive")

    lists = lists_of(signed_in("sca-caseworker").get(reverse("desks:start")))

    assert lists["Cases with you that are due today"] == [due.reference]
    assert lists["Cases with you that are overdue"] == [overdue.reference]
    assert lists["Conclusive grounds decisions you can make now"] == [ready.reference]
    assert lists["Decisions returned to you with comments"] == ["No decision of yours was returned."]
    assert "Reminders you have not read" not in lists


def test_reminders_that_were_not_read_are_on_the_page_and_gone_once_read(signed_in, at):
    at(MONDAY_NOON)
    case = case_at("rg_in_progress")
    at(MONDAY_NOON + dt.timedelta(days=8))
    tasks.remind()
    client = signed_in("sca-caseworker")

    waiting = lists_of(client.get(reverse("desks:start")))
    item = InboxItem.objects.get(notice="deadline_overdue", person__email="sca-caseworker@demo.example")
    client.post(reverse("desks:inbox-item", kwargs={"item_id": item.pk}))
    read = lists_of(client.get(reverse("desks:start")))

    assert waiting["Reminders you have not read"] == [
        f"The target for a reasonable grounds decision has passed: {case.reference}"
    ]
    assert "Reminders you have not read" not in read


def test_somebody_elses_cases_are_on_no_list_of_a_caseworker(signed_in, at):
    at(MONDAY_NOON - dt.timedelta(days=31))
    case_at("rg_positive", authority="ieca")
    at(MONDAY_NOON - dt.timedelta(days=7))
    case_at("rg_in_progress", authority="ieca")
    at(MONDAY_NOON)

    shown = {slug: len(page(signed_in(slug).get("/")).all("tbody")) for slug in ("sca-caseworker", "sca-leader")}

    assert shown == {"sca-caseworker": 0, "sca-leader": 0}
    assert len(page(signed_in("ieca-caseworker").get("/")).all("tbody")) == 2


def test_a_list_of_ones_own_cases_names_no_caseworker_and_says_how_many_there_are(signed_in, at):
    many_cases(8, referrer=actor("police-referrer"), authority=actor("sca-caseworker"))
    at(clock.now() + dt.timedelta(days=60))

    mine, leaders = (page(signed_in(slug).get("/")) for slug in ("sca-caseworker", "sca-leader"))

    overdue, of_all = (tree.all(".nrm-work")[0] for tree in (mine, leaders))
    assert [cell.text for cell in overdue.all("thead")[0].all("th")] == QUEUE_COLUMNS[:-1]
    assert [cell.text for cell in of_all.all("thead")[0].all("th")] == QUEUE_COLUMNS
    assert {len(row.all("td")) for row in overdue.one("tbody").all("tr")} == {4}
    assert [tree.one(".nrm-more").text.split(":")[0] for tree in (overdue, of_all)] == ["See all 8", "See all 8"]


def test_a_returned_decision_is_on_its_authors_page(signed_in):
    decision = decision_at("returned")

    lists = lists_of(signed_in("sca-caseworker").get(reverse("desks:start")))

    assert lists["Decisions returned to you with comments"] == [decision.case.reference]


def test_a_leader_finds_what_is_overdue_what_nobody_has_and_the_files(signed_in, at):
    at(MONDAY_NOON - dt.timedelta(days=10))
    overdue = case_at("rg_in_progress")
    at(MONDAY_NOON)
    new = case_at("routed")

    response = signed_in("sca-leader").get(reverse("desks:start"))

    lists = lists_of(response)
    assert lists["Overdue in your authority, most overdue first"] == [overdue.reference]
    assert lists["With nobody yet, soonest due first"] == [new.reference]
    assert lists["Decisions for you to check, soonest due first"] == ["No decision waits for you to check it."]
    files = [link.attributes["href"] for link in page(response).one(".nrm-downloads").all("a")]
    assert files == [reverse("desks:monthly-counts"), reverse("desks:overdue")]


def test_a_referrer_finds_what_was_decided_newly_and_the_drafts(signed_in, at):
    at(MONDAY_NOON - dt.timedelta(days=40))
    case_at("rg_negative")
    at(MONDAY_NOON)
    new = case_at("rg_positive")
    started = draft(actor("police-referrer"))

    lists = lists_of(signed_in("police-referrer").get(reverse("desks:start")))

    assert lists["Your organisation’s cases decided in the last four weeks"] == [new.reference]
    assert len(lists["Drafts you can continue"]) == 1
    listed = AuditEvent.objects.filter(event="drafts_listed").latest("id")
    assert listed.payload == {"draft_ids": [str(started.pk)]}


def test_a_contract_manager_finds_whom_to_offer_and_which_offers_wait(signed_in):
    waiting, offered, refused = package_at("to_allocate"), package_at("offered"), package_at("offered")
    refuse_offer(package_id=refused.pk, version=fresh(refused).version, reason="No room.", by=actor("support-worker"))

    lists = lists_of(signed_in("contract-manager").get("/"))

    assert set(lists["People who need a provider, longest waiting first"]) == {
        waiting.case.reference,
        refused.case.reference,
    }
    assert lists["Offers refused: people you must offer to somebody else"] == [refused.case.reference]
    assert lists["Offers a provider has not answered, oldest first"] == [offered.case.reference]


def test_a_contract_manager_reads_how_long_somebody_waits_and_who_refused_when_and_why(signed_in, at):
    at(MONDAY_NOON)
    package_at("to_allocate")
    offered, refused = package_at("offered"), package_at("offered")
    refuse_offer(package_id=refused.pk, version=fresh(refused).version, reason="No room.", by=actor("support-worker"))
    at(MONDAY_NOON + dt.timedelta(days=11))
    package_at("to_allocate")

    waiting, again, unanswered, *_ = page(signed_in("contract-manager").get("/")).all(".nrm-work")

    waits = [row.all(".nrm-table__value")[2] for row in waiting.all("tr") if row.all("td")]
    assert [each.text for each in waits] == ["11 days", "11 days", "Since today"]
    assert ["overdue" in each.attributes["class"] for each in waits] == [True, True, False]
    assert "since Mon 7 Feb" in waiting.text
    assert "11 days since Mon 7 Feb Causeway on Mon 7 Feb No room." in again.text
    assert "11 days since Mon 7 Feb Causeway" in unanswered.text
    assert offered.case.reference in unanswered.text


def test_the_tile_of_plans_is_red_once_an_item_is_overdue(signed_in, at):
    at(MONDAY_NOON)
    planned(in_support(), due_on=MONDAY_NOON.date())
    on_the_day = plan_tile(signed_in("support-worker").get("/"))

    at(MONDAY_NOON + dt.timedelta(days=1))
    after = plan_tile(signed_in("support-worker").get("/"))

    assert "nrm-figure--alarming" not in on_the_day.attributes["class"]
    assert "nrm-figure--alarming" in after.attributes["class"]


def plan_tile(response) -> Element:
    (tile,) = [each for each in page(response).all(".nrm-figure") if "plan item" in each.text]
    return tile


def test_a_support_worker_finds_offers_without_a_name_and_whom_to_assess(signed_in):
    offered, supported = package_at("offered"), in_support()
    assessed_one = in_support()
    assessed(assessed_one)

    response = signed_in("support-worker").get("/")
    elsewhere = signed_in("other-support-worker").get("/")

    lists = lists_of(response)
    assert lists["Offers your organisation must answer, oldest first"] == [offered.case.reference]
    assert len(lists["People in support whose needs have not been assessed"]) == 1
    assert figures(response) == {
        "offers to answer": "1",
        "in support, with you": "2",
        "to assess": "1",
        "with a plan item overdue or due": "0",
    }
    assert page(elsewhere).all("tbody") == []
    shown = AuditEvent.objects.filter(event="support_listed", actor_id=actor("support-worker").person_id).latest("id")
    assert set(shown.shown_case_ids) == {offered.case_id, supported.case_id}


def test_finance_finds_the_payments_that_run(signed_in):
    package = in_support()
    paid(package)

    response = signed_in("support-finance").get("/")

    assert figures(response) == {"payments that run": "1"}
    assert lists_of(response)["Weekly payments that run, longest first"] == [package.case.reference]
    assert AuditEvent.objects.get(event="support_payments_listed").shown_case_ids == [package.case_id]
