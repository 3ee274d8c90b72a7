from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from decisions.enums import DecisionOutcome
from nrm.audit.models import AuditEvent
from referrals.domain.answers import answered
from tests.factories.cases import CG, actor, case_at
from tests.factories.decisions import decision_at
from tests.factories.many_cases import many_cases
from tests.html_tree import page, table

pytestmark = pytest.mark.django_db

# Later than the day the personas joined.
MONDAY_NOON = dt.datetime(2028, 2, 7, 12, tzinfo=dt.UTC)


def shown(response) -> list[str]:
    """The references in the table, in order."""
    return [row[0] for row in table(response)]


def tags(response) -> list[str]:
    """The tags beside the references."""
    return [tag.text for tag in page(response).one("tbody").all(".nrm-tag")]


def option_counts(response) -> dict[str, str]:
    """The options of the filter that are counted, with their counts."""
    options = page(response).all(".nrm-filter__option")
    counted = [option for option in options if option.all(".nrm-filter__count")]
    return {each.one("input").attributes["value"]: each.one(".nrm-filter__count").text.strip("()") for each in counted}


@pytest.fixture(autouse=True)
def _monday(at):
    at(MONDAY_NOON)


def test_the_queue_says_of_each_case_what_a_caseworker_asks_and_no_name(signed_in):
    case = case_at("rg_in_progress", immediate_risk=answered("yes"), immediate_risk_detail=answered("x"))

    response = signed_in("sca-caseworker").get(reverse("desks:queue"))

    assert table(response) == [
        [
            case.reference,
            "Adult · Vietnamese, British",
            "Derbyshire Constabulary",
            "Criminal, labour",
            "In 5 working days",
            "Amara Okafor",
        ]
    ]
    assert tags(response) == ["In danger now", "Nowhere to stay tonight"]
    assert "Trần" not in response.content.decode()
    assert "Linh" not in response.content.decode()


def test_the_queue_holds_what_awaits_a_decision_soonest_due_first(signed_in, at):
    at(MONDAY_NOON - dt.timedelta(days=6))
    older = case_at("submitted")
    decided = case_at("rg_positive")
    at(MONDAY_NOON)
    newer = case_at("routed")

    response = signed_in("sca-intake").get(reverse("desks:queue"))

    assert shown(response) == [older.reference, newer.reference]
    assert decided.reference not in response.content.decode()
    assert page(response).one(".nrm-heading__summary").text == "2 cases · 0 due today · 0 overdue · soonest due first"
    assert [row[4] for row in table(response)] == ["Tomorrow", "In 5 working days"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["submitted", "routed", "mine"]),
        ("?status=submitted", ["submitted"]),
        ("?status=rg_negative", ["negative"]),
        ("?with=me", ["mine"]),
        ("?with=nobody", ["submitted", "routed"]),
        ("?due=today", []),
        ("?due=later&status=routed", ["routed"]),
        ("?referrer=0", []),
    ],
)
def test_a_filter_narrows_the_queue(signed_in, query, expected):
    by_name = {
        "submitted": case_at("submitted"),
        "routed": case_at("routed"),
        "mine": case_at("rg_in_progress"),
        "negative": case_at("rg_negative"),
    }

    response = signed_in("sca-caseworker").get(reverse("desks:queue") + query)

    assert shown(response) == [by_name[name].reference for name in expected]


def test_the_queue_is_narrowed_by_who_referred(signed_in):
    case_at("submitted", referrer="police-referrer")
    theirs = case_at("submitted", referrer="border-force-referrer")
    organisation = actor("border-force-referrer").organisation_id

    response = signed_in("sca-caseworker").get(reverse("desks:queue"), {"referrer": organisation})

    assert shown(response) == [theirs.reference]


def test_each_option_counts_what_it_would_show(signed_in):
    case_at("submitted")
    case_at("submitted")
    case_at("rg_in_progress")
    case_at("rg_positive")

    counts = option_counts(signed_in("sca-caseworker").get(reverse("desks:queue")))

    assert counts == {
        "overdue": "0",
        "today": "0",
        "this_week": "0",
        "later": "3",
        "submitted": "2",
        "routed": "0",
        "rg_in_progress": "1",
        "rg_positive": "1",
        "rg_negative": "0",
        "cg_in_progress": "0",
        "cg_positive": "0",
        "cg_negative": "0",
    }


def test_counts_stop_at_a_thousand(signed_in):
    many_cases(1_001, referrer=actor("police-referrer"), authority=actor("sca-caseworker"))

    response = signed_in("sca-caseworker").get(reverse("desks:queue"))

    assert page(response).one(".nrm-heading__summary").text.startswith("1,000+ cases · ")
    assert page(response).one(".nrm-pagination__summary").text == "1 to 25 of 1,000+"
    assert page(response).all(".govuk-pagination__item") == []


def test_pages_hold_twenty_five_rows_and_keep_the_filter(signed_in):
    many_cases(26, referrer=actor("police-referrer"), authority=actor("sca-caseworker"))
    client = signed_in("sca-caseworker")

    first = client.get(reverse("desks:queue") + "?with=me")
    following = page(first).one(".govuk-pagination__next").one("a").attributes["href"]
    second = client.get(reverse("desks:queue") + following)

    assert following == "?with=me&page=2"
    assert len(shown(first)) == 25
    assert len(shown(second)) == 1
    assert not set(shown(first)) & set(shown(second))


def test_a_decision_to_check_is_found_by_the_second_caseworker_and_not_by_its_author(signed_in):
    decision = decision_at("with_second_caseworker")
    decision_at("draft")
    case = decision.case

    to_check = signed_in("sca-second-caseworker").get(reverse("desks:queue") + "?decision=check")
    for_author = signed_in("sca-caseworker").get(reverse("desks:queue") + "?decision=check")

    assert shown(to_check) == [case.reference]
    assert tags(to_check) == ["Nowhere to stay tonight", "With second caseworker"]
    assert shown(for_author) == []


def test_a_returned_decision_is_found_by_its_filter(signed_in):
    returned = decision_at("returned", DecisionOutcome.POSITIVE)
    case_at("rg_in_progress")

    response = signed_in("sca-caseworker").get(reverse("desks:queue") + "?decision=returned")

    assert shown(response) == [returned.case.reference]


def test_the_record_keeps_the_ids_a_queue_showed_and_nothing_typed(signed_in):
    case = case_at("submitted")

    signed_in("sca-caseworker").get(reverse("desks:queue"), {"q": "Linh"})

    event = AuditEvent.objects.filter(event="cases_listed").latest("id")
    assert (event.shown_case_ids, event.payload, event.is_read) == ([case.pk], {"page": "queue"}, True)


@pytest.mark.parametrize("query", ["?page=0", "?page=-1", "?page=x", "?page=99999999999999999999", "?due=%00"])
def test_a_mad_address_is_an_ordinary_queue(signed_in, query):
    case = case_at("submitted")

    response = signed_in("sca-caseworker").get(reverse("desks:queue") + query)

    assert response.status_code == 200
    assert shown(response) == [case.reference]


@pytest.mark.parametrize("slug", ["police-referrer", "contract-manager", "auditor", "administrator", "analyst"])
def test_nobody_else_opens_the_queue(signed_in, slug):
    case = case_at("submitted")

    response = signed_in(slug).get(reverse("desks:queue"))

    assert response.status_code == 403
    assert case.reference not in response.content.decode()


def test_a_visitor_is_sent_to_sign_in(client):
    response = client.get(reverse("desks:queue"))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_the_figures_above_the_queue_are_those_of_what_the_filter_shows(signed_in, at):
    case_at("submitted")
    at(MONDAY_NOON + dt.timedelta(days=7))
    case_at("submitted")
    client = signed_in("sca-caseworker")

    summaries = {
        query: page(client.get(reverse("desks:queue") + query)).one(".nrm-heading__summary").text
        for query in ("", "?due=later", "?due=today&due=later")
    }

    assert summaries == {
        "": "2 cases · 1 due today · 0 overdue · soonest due first",
        "?due=later": "1 case · 0 due today · 0 overdue · soonest due first",
        "?due=today&due=later": "2 cases · 1 due today · 0 overdue · soonest due first",
    }


def test_conclusive_grounds_have_a_queue_of_their_own_and_say_from_when_each_may_be_decided(signed_in, at):
    early = case_at("rg_positive")
    at(MONDAY_NOON + dt.timedelta(days=20))
    late = case_at("rg_positive")
    case_at("rg_in_progress")
    at(MONDAY_NOON + dt.timedelta(days=31))

    response = signed_in("sca-caseworker").get(reverse("desks:queue") + "?stage=conclusive")
    ready = signed_in("sca-caseworker").get(reverse("desks:queue") + "?stage=conclusive&decision=ready")

    assert page(response).one("h1").text == "Conclusive grounds queue"
    summary = page(response).one(".nrm-heading__summary").text
    assert summary == "2 cases · 1 can be decided now · longest waiting first"
    assert [(row[0], row[4]) for row in table(response)] == [
        (early.reference, "Can be made now"),
        (late.reference, "From Tue 28 Mar"),
    ]
    assert shown(ready) == [early.reference]
    assert "overdue" not in option_counts(response)


def test_a_conclusive_decision_with_the_second_caseworker_cannot_be_made_now_until_it_is_approved(signed_in):
    checked = decision_at("with_second_caseworker", kind=CG).case
    approved = decision_at("approved", kind=CG).case
    returned = decision_at("returned", kind=CG).case
    client = signed_in("sca-caseworker")

    response = client.get(reverse("desks:queue") + "?stage=conclusive")
    ready = client.get(reverse("desks:queue") + "?stage=conclusive&decision=ready")
    start = client.get("/")
    cards = [
        page(client.get(reverse("desks:case", args=[case.reference]))).one(".nrm-file__clocks").text
        for case in (checked, approved)
    ]

    said = {row[0]: row[4] for row in table(response)}
    assert said == {
        checked.reference: "Being checked",
        approved.reference: "Can be made now",
        returned.reference: "Can be made now",
    }
    assert page(response).one(".nrm-heading__summary").text.split(" · ")[1] == "2 can be decided now"
    assert set(shown(ready)) == {approved.reference, returned.reference}
    counted = [each.text for each in page(start).all(".nrm-figure") if "you can decide" in each.text]
    assert counted == ["2 conclusive grounds you can decide"]
    assert ["With second caseworker" in card for card in cards] == [True, False]
    assert ["May be made now" in card for card in cards] == [False, True]


@pytest.mark.parametrize(
    ("query", "title"), [("?decision=check", "Second checks"), ("?with=me&decision=returned", "Returned decisions")]
)
def test_a_list_of_decisions_is_called_what_it_is_and_says_nothing_of_deciding_now(signed_in, query, title):
    response = signed_in("sca-second-caseworker").get(reverse("desks:queue") + query)

    assert page(response).one("h1").text == title
    assert page(response).one(".nrm-heading__summary").text == "0 cases · 0 due today · 0 overdue · soonest due first"


def test_my_cases_hold_both_stages_and_as_many_as_the_page_that_allocates_says(signed_in):
    mine = [case_at("rg_in_progress"), case_at("rg_positive")]
    case_at("rg_negative")
    to_allocate = case_at("routed")

    response = signed_in("sca-caseworker").get(reverse("desks:queue") + "?with=me")
    start = page(signed_in("sca-caseworker").get("/"))
    allocate = signed_in("sca-leader").get(reverse("cases:allocate", args=[to_allocate.reference]))

    assert sorted(shown(response)) == sorted(case.reference for case in mine)
    assert page(response).one("h1").text == "My cases"
    with_you = [each.text for each in start.all(".nrm-figure__link") if each.attributes["href"] == "/queue/?with=me"]
    assert with_you == ["2 with you"]
    assert "Caseworker, Team A: 2 open cases" in page(allocate).text


def test_the_stages_lead_to_each_other_and_a_filter_stays_in_its_stage(signed_in):
    case_at("rg_positive")

    response = signed_in("sca-caseworker").get(reverse("desks:queue") + "?stage=conclusive&with=me")

    links = {link.text: link.attributes["href"] for link in page(response).one(".nrm-section-nav").all("a")}
    assert links == {
        "All your open cases": "/queue/?with=me",
        "Reasonable grounds": "/queue/?stage=reasonable&with=me",
        "Conclusive grounds": "/queue/?stage=conclusive&with=me",
    }
    kept = [each.attributes["value"] for each in page(response).all("input") if each.attributes.get("name") == "stage"]
    assert kept == ["conclusive"]
