from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from decisions.enums import DecisionOutcome
from nrm.audit.models import AuditEvent
from referrals.domain.answers import answered, stated
from referrals.enums import AnswerState
from tests.factories.answers import adult_answers, child_answers
from tests.factories.cases import CG, REASONS, actor, case_at
from tests.factories.decisions import decision_at
from tests.factories.referrals import referral
from tests.html_tree import Element, page

pytestmark = pytest.mark.django_db

# Later than the day the personas joined.
MONDAY_NOON = dt.datetime(2028, 2, 7, 12, tzinfo=dt.UTC)
EVERYBODY_ELSE = (
    "other-police-referrer",
    "ieca-caseworker",
    "ieca-leader",
    "panel-chair",
    "contract-manager",
    "support-worker",
    "council-childrens-services",
    "analyst",
    "statistician",
    "auditor",
    "administrator",
    "system-operator",
)


@pytest.fixture(autouse=True)
def _monday(at):
    at(MONDAY_NOON)


def opened(client, case) -> Element:
    response = client.get(reverse("desks:case", args=[case.reference]))
    assert response.status_code == 200
    return page(response)


def clocks(tree: Element) -> list[str]:
    return [f"{card.one('h3').text}: {card.one('.nrm-clock__value').text}" for card in tree.all(".nrm-clock")]


def tasks(tree: Element) -> dict[str, str]:
    return {
        item.one(".govuk-task-list__name-and-hint").children[1].text: item.one(".govuk-task-list__status").text
        for item in tree.one("#decision").all(".govuk-task-list__item")
    }


def buttons(tree: Element) -> list[str]:
    return [link.text for link in tree.all("a.govuk-button")]


def refused(tree: Element) -> list[str]:
    return [each.text for each in tree.all(".nrm-unavailable")]


def timeline(tree: Element) -> list[tuple[str, str]]:
    return [
        (item.one(".nrm-timeline__title").text, item.one(".nrm-timeline__byline").text.split(" · ")[-1])
        for item in tree.all(".nrm-timeline__item")
    ]


@pytest.mark.parametrize(("slug", "title"), [("sca-caseworker", "Case file"), ("police-referrer", "Your referral")])
def test_the_file_and_the_referrers_page_have_titles_of_their_own(signed_in, slug, title):
    case = case_at("submitted")

    tree = opened(signed_in(slug), case)

    assert tree.one("title").text == f"{title} {case.reference} - NRM casework"


def test_the_file_shows_who_every_clock_and_the_account(signed_in):
    case = case_at("rg_in_progress", may_write=answered("no"))

    tree = opened(signed_in("sca-caseworker"), case)

    assert tree.one(".nrm-identity__name").text == "Linh Trần"
    assert [fact.text for fact in tree.all(".nrm-identity__fact")] == [
        f"Case {case.reference}",
        "Born May 1999",
        "Nationality Vietnamese, British",
        "Safe contact By phone, never write to them",
        "Caseworker Amara Okafor",
        "Stage Reasonable grounds in progress",
    ]
    assert clocks(tree) == [
        "Reasonable grounds target: Due Monday 14 February 2028",
        "Open for: 0 days",
    ]
    assert "Five working days from 7 February 2028" in tree.one(".nrm-why__text").text
    assert "They told her she owed £20,000." in tree.one("#what-happened").text
    event = AuditEvent.objects.filter(event="case_viewed").get()
    assert (event.case_id, event.actor_label, event.is_read) == (case.pk, "Amara Okafor", True)


@pytest.mark.parametrize(("answer", "words"), [(None, "Not answered"), (stated(AnswerState.NOT_KNOWN), "Not known")])
def test_who_the_case_is_about_says_why_a_nationality_is_missing(signed_in, answer, words):
    answers = adult_answers(nationalities=answer)
    case = referral(actor("police-referrer"), {key: value for key, value in answers.items() if value is not None})

    tree = opened(signed_in("sca-caseworker"), case)

    assert f"Nationality {words}" in [fact.text for fact in tree.all(".nrm-identity__fact")]


def test_the_file_says_what_is_missing_and_offers_the_next_step(signed_in):
    case = case_at("submitted")

    tree = opened(signed_in("sca-intake"), case)

    assert tasks(tree) == {
        "Route to a decision-maker": "Not started",
        "Allocate to a caseworker": "Waiting",
        "Safe way to reach the person": "Done",
        "Decision and its reasons": "Not started",
    }
    assert buttons(tree) == ["Route this case"]


def test_a_caseworker_reads_why_a_case_of_nobody_cannot_be_decided(signed_in):
    case = case_at("submitted")

    tree = opened(signed_in("sca-caseworker"), case)

    assert buttons(tree) == []
    (sentence,) = refused(tree)
    assert sentence.endswith("cannot be written on this case: its status is “Submitted”.")


def test_a_negative_draft_waits_for_a_second_caseworker_who_is_another(signed_in):
    decision = decision_at("with_second_caseworker")

    author = opened(signed_in("sca-caseworker"), decision.case)
    second = opened(signed_in("sca-second-caseworker"), decision.case)

    assert tasks(author)["Decision and its reasons"] == "With the second caseworker"
    assert tasks(author)["Second caseworker"] == "Waiting"
    assert "Check the decision" not in buttons(author)
    assert "Check the decision" in buttons(second)
    assert REASONS.split("\n")[0] not in author.one("#decision").text


def test_an_issued_decision_stands_in_the_file_with_its_reasons(signed_in):
    case = case_at("rg_positive")

    tree = opened(signed_in("sca-caseworker"), case)

    assert clocks(tree)[0] == "Reasonable grounds decision: Positive"
    assert "Before a conclusive grounds decision" in tree.one("#decision").text
    assert "The account is consistent" in tree.one("#decision").text
    assert buttons(tree) == ["Record a conclusive grounds decision"]


def test_before_the_conclusive_decision_the_file_says_its_earliest_day_and_why_it_waits(signed_in):
    case = decision_at("draft", DecisionOutcome.POSITIVE, kind=CG, case=case_at("rg_positive")).case

    tree = opened(signed_in("sca-caseworker"), case)

    assert tasks(tree) == {
        "Allocated to a caseworker": "Done",
        "Earliest day to issue it": "Waiting",
        "Safe way to reach the person": "Done",
        "Decision and its reasons": "Draft",
    }
    assert "Wednesday 8 March 2028" in tree.one("#decision").text
    assert buttons(tree) == ["Open the conclusive grounds decision"]
    (sentence,) = refused(tree)
    assert sentence == (
        "Issue the decision A conclusive grounds decision may not be issued on this case before 8 March 2028, so that "
        "the person has their recovery period first (30 calendar days from 7 February 2028: weekends and bank holidays "
        "count)."
    )


def test_from_the_earliest_day_on_the_file_offers_to_issue_the_conclusive_decision(signed_in):
    case = decision_at("draft", DecisionOutcome.POSITIVE, kind=CG).case

    tree = opened(signed_in("sca-caseworker"), case)

    assert tasks(tree)["Earliest day to issue it"] == "Done"
    assert buttons(tree) == ["Open the conclusive grounds decision", "Issue the decision"]


def test_second_caseworker_is_offered_to_check_the_conclusive_decision(signed_in):
    case = decision_at("with_second_caseworker", kind=CG).case

    tree = opened(signed_in("sca-second-caseworker"), case)

    assert "Check the decision" in buttons(tree)
    assert tasks(tree)["Second caseworker"] == "Waiting"


def test_leader_may_give_a_case_in_its_recovery_period_to_somebody_else(signed_in):
    for status in ("rg_positive", "cg_in_progress"):
        assert "Reallocate this case" in buttons(opened(signed_in("sca-leader"), case_at(status)))


@pytest.mark.parametrize(
    ("status", "outcome", "move_on"),
    [
        ("cg_positive", "Positive", "Until at least 23 March 2028"),
        ("cg_negative", "Negative", "Until 18 February 2028"),
    ],
)
def test_both_issued_decisions_stand_in_the_file_and_every_clock(signed_in, status, outcome, move_on):
    case = case_at(status)

    tree = opened(signed_in("sca-caseworker"), case)

    assert clocks(tree) == [
        f"Conclusive grounds decision: {outcome}",
        "Reasonable grounds decision: Positive",
        "Reasonable grounds target: Decided 7 February 2028",
        "Recovery period: Ended 7 February 2028",
        "Earliest conclusive grounds decision: 6 February 2028",
        f"Move-on support: {move_on}",
    ]
    panels = [heading.text for heading in tree.one("#decision").all("h2")]
    assert panels == ["Conclusive grounds decision", "Reasonable grounds decision"]
    assert "Balance of probabilities" in tree.one("#decision").text
    assert buttons(tree) == []


def test_a_child_whose_birthday_is_known_shows_when_they_turn_18(signed_in):
    case = referral(actor("police-referrer"), child_answers(date_of_birth=answered("2010-03-01", "day")))

    tree = opened(signed_in("sca-caseworker"), case)

    assert "Turns 18 (soon): in 23 days" in clocks(tree)


def test_the_timeline_of_the_file_tells_everything_newest_first(signed_in):
    case = case_at("rg_negative")

    tree = opened(signed_in("sca-caseworker"), case)

    sca = "Amara Okafor, Single Competent Authority"
    assert [entry for entry in timeline(tree) if "otice" not in entry[0] and "upport" not in entry[0]] == [
        ("Reasonable grounds target: decided in time", "NRM casework"),
        ("Reasonable grounds decision: negative", sca),
        ("Reasonable grounds decision approved by the second caseworker", "Daniel Hughes, Single Competent Authority"),
        ("Reasonable grounds decision sent to a second caseworker", sca),
        ("Reasonable grounds decision drafted", sca),
        ("Allocated to Amara Okafor", "Ruth Adeyemi, Single Competent Authority"),
        ("Routed to Single Competent Authority", "Priya Nair, Single Competent Authority"),
        ("Reasonable grounds target: 14 February 2028", "NRM casework"),
        ("Referral submitted by Derbyshire Constabulary", "Jo Marsh, Derbyshire Constabulary"),
    ]


def test_the_referrer_follows_stage_dates_and_their_own_answers(signed_in):
    case = case_at("rg_in_progress")

    tree = opened(signed_in("police-referrer"), case)

    assert tree.one("h1").text == case.reference
    assert tree.one(".nrm-file__stage").text == "Reasonable grounds being considered"
    assert clocks(tree) == ["Reasonable grounds target: Due Monday 14 February 2028"]
    assert "They told her she owed £20,000." in tree.one("#what-happened").text
    assert timeline(tree) == [
        ("Routed to Single Competent Authority", "Single Competent Authority"),
        ("Reasonable grounds target: 14 February 2028", "NRM casework"),
        ("Referral submitted by Derbyshire Constabulary", "Jo Marsh, Derbyshire Constabulary"),
    ]
    event = AuditEvent.objects.filter(event="case_followed").get()
    assert (event.case_id, event.actor_label) == (case.pk, "Jo Marsh")


@pytest.mark.parametrize(("status", "outcome"), [("rg_positive", "Positive"), ("rg_negative", "Negative")])
def test_the_referrer_reads_the_outcome_and_neither_the_minute_nor_who_decided(signed_in, status, outcome):
    case = case_at(status)

    response = signed_in("police-lead").get(reverse("desks:case", args=[case.reference]))

    text = page(response).text
    assert clocks(page(response))[0].endswith(f": {outcome}")
    for secret in ("The account is consistent", "debt bondage, threats", "Amara Okafor", "Daniel Hughes", "Priya Nair"):
        assert secret not in text
    assert "second caseworker" not in text


@pytest.mark.parametrize(("status", "outcome"), [("cg_positive", "Positive"), ("cg_negative", "Negative")])
def test_the_referrer_reads_the_conclusive_outcome_and_neither_the_minute_nor_move_on_dates(signed_in, status, outcome):
    case = case_at(status)

    tree = opened(signed_in("police-referrer"), case)

    assert clocks(tree) == [
        f"Conclusive grounds decision: {outcome}",
        "Reasonable grounds decision: Positive",
        "Reasonable grounds target: Decided 7 February 2028",
        "Recovery period: Ended 7 February 2028",
        "Earliest conclusive grounds decision: 6 February 2028",
    ]
    assert f"Conclusive grounds decision: {outcome.lower()}" in [title for title, _ in timeline(tree)]
    for secret in (
        "The account is consistent",
        "debt bondage, threats",
        "Amara Okafor",
        "Daniel Hughes",
        "Move-on support until",
        "Move-on support, at least",
        "econd caseworker",
    ):
        assert secret not in tree.text


def test_the_receipt_says_nothing_of_people_in_support_either(signed_in):
    case = case_at("cg_positive")

    response = signed_in("police-referrer").get(reverse("referrals:received", args=[case.reference]))

    assert response.status_code == 200
    assert "Move-on" not in page(response).text
    assert "45 calendar days" not in page(response).text


def test_the_referrer_of_a_negative_conclusion_reads_until_when_to_ask_again(signed_in):
    case = case_at("cg_negative")

    tree = opened(signed_in("police-referrer"), case)

    assert (
        "Reconsideration can be asked for until 8 March 2028, counted as 30 calendar days from 7 February 2028"
        in tree.one("main").text
    )


def test_a_conclusive_draft_is_nothing_to_the_referrer_but_that_it_is_considered(signed_in):
    case = decision_at("returned", DecisionOutcome.NEGATIVE, kind=CG).case

    tree = opened(signed_in("police-referrer"), case)

    assert tree.one(".nrm-file__stage").text == "Conclusive grounds being considered"
    for secret in ("Negative", "returned", "Say why the account", "The account is consistent"):
        assert secret not in tree.text


def test_a_draft_decision_is_nothing_to_the_referrer(signed_in):
    decision = decision_at("returned", DecisionOutcome.NEGATIVE)

    text = opened(signed_in("police-referrer"), decision.case).text

    assert "Negative" not in text
    assert "returned" not in text
    assert "Say why the account" not in text


@pytest.mark.parametrize("slug", EVERYBODY_ELSE)
def test_to_anybody_else_the_case_is_not_there(signed_in, slug):
    case = case_at("rg_in_progress")

    response = signed_in(slug).get(reverse("desks:case", args=[case.reference]))

    assert response.status_code == 404
    assert "Linh" not in response.content.decode()
    assert not AuditEvent.objects.filter(event__in=["case_viewed", "case_followed"]).exists()


def test_a_case_sent_to_the_other_authority_is_no_longer_there(signed_in):
    case = case_at("rg_in_progress", authority="ieca")

    assert signed_in("sca-caseworker").get(reverse("desks:case", args=[case.reference])).status_code == 404
    assert signed_in("ieca-caseworker").get(reverse("desks:case", args=[case.reference])).status_code == 200


@pytest.mark.parametrize("reference", ["NRM-26-999999-A", "x", "%00", "'; drop table"])
def test_a_reference_of_nothing_is_not_there(signed_in, reference):
    assert signed_in("sca-caseworker").get(f"/cases/{reference}/").status_code == 404


def test_what_somebody_typed_is_shown_escaped(signed_in):
    case = case_at("submitted", given_name=answered("<script>alert(1)</script>{{ 7*7 }}"))

    html = signed_in("sca-caseworker").get(reverse("desks:case", args=[case.reference])).content.decode()

    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in html


def test_opening_a_file_costs_a_bounded_number_of_statements(signed_in, django_assert_max_num_queries):
    case = case_at("rg_negative")
    client = signed_in("sca-caseworker")
    opened(client, case)

    with django_assert_max_num_queries(24):
        opened(client, case)


def test_an_issued_decision_is_read_before_the_account_and_one_in_progress_after_it(signed_in):
    client = signed_in("sca-caseworker")

    issued, in_progress = opened(client, case_at("rg_positive")), opened(client, decision_at("draft").case)

    ids = [
        [each.attributes["id"] for each in tree.one(".nrm-file__account").all("section") if "id" in each.attributes]
        for tree in (issued, in_progress)
    ]
    links = [
        [link.attributes["href"] for link in tree.one(".nrm-section-nav").all("a")] for tree in (issued, in_progress)
    ]
    assert [each.index("decision") for each in ids] == [0, len(ids[1]) - 1]
    assert links == [[f"#{each}" for each in order] for order in ids]


def test_a_very_long_account_is_folded_behind_its_beginning(signed_in):
    long, short = "They came at night. " * 76, "They came at night. " * 75  # 1,520 and 1,500 characters
    client = signed_in("sca-caseworker")

    trees = [opened(client, case_at("submitted", account=answered(text))) for text in (long, short)]

    rows = [tree.one("#what-happened").all(".govuk-summary-list__row") for tree in trees]
    folded, whole = (next(row.one("dd") for row in each if "They came" in row.text) for each in rows)
    (details,) = folded.all("details")
    assert details.one(".govuk-details__text").text == long.strip()
    assert folded.all(".nrm-verbatim")[0].text == f"{long[:600]}…"
    assert whole.all("details") == []
    assert whole.text == short.strip()
