"""The three pages of a conclusive grounds decision: what they say of its day, its effects and the referral."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from cases.models import Case
from decisions.models import Decision, DecisionVersion
from nrm.audit.models import AuditEvent
from referrals.domain.answers import answered
from tests.factories.cases import CG, NEGATIVE, POSITIVE, REASONS, case_at, recover
from tests.factories.decisions import decision_at
from tests.html_tree import page

pytestmark = pytest.mark.django_db

TUESDAY = dt.datetime(2027, 6, 1, 9, tzinfo=dt.UTC)
FIRST_LINE = REASONS.split("\n")[0]
VERBS = ("record", "check", "issue")


def address(case, verb="record"):
    return reverse(f"decisions:{verb}-conclusive-grounds", kwargs={"reference": case.reference})


def file_of(case):
    return reverse("desks:case", kwargs={"reference": case.reference})


def sent(**changed):
    return {"version": "0", "outcome": "positive", "reasons": REASONS, "step": "draft"} | changed


def text(response):
    return response.content.decode()


def status_of(case):
    return Case.objects.get(pk=case.pk).status


def test_page_shows_the_test_the_earliest_day_and_what_was_referred(signed_in, at):
    at(TUESDAY)
    case = case_at("rg_positive")

    tree = page(signed_in("sca-caseworker").get(address(case)))

    assert tree.one("h1").text == "Conclusive grounds decision"
    main = tree.one(".nrm-columns__main").text
    assert "On the balance of probabilities, the person is a victim of modern slavery." in main
    assert "Not to be issued before Thursday 1 July 2027." in main
    assert "They told her she owed £20,000." in tree.one("#referral").text
    assert [button.text for button in tree.one("main").all("button")] == [
        "Save and continue",
        "Save draft",
        "Ask a second caseworker to check a positive",
    ]


def test_from_its_earliest_day_on_the_page_says_nothing_of_waiting(signed_in):
    case = recover(case_at("rg_positive"))

    shown = text(signed_in("sca-caseworker").get(address(case)))

    assert "Not to be issued before" not in shown


def test_looking_is_recorded_as_a_look_at_the_decision(signed_in):
    decision = decision_at("draft", kind=CG)

    signed_in("sca-caseworker").get(address(decision.case))

    event = AuditEvent.objects.filter(event="decision_viewed").get()
    assert (event.case_id, event.subject_id) == (decision.case_id, str(decision.pk))


def test_first_draft_is_saved_and_moves_the_case(signed_in):
    case = case_at("rg_positive")

    done = signed_in("sca-caseworker").post(address(case), sent())

    assert (done.status_code, done["Location"]) == (302, address(case))
    assert status_of(case) == "cg_in_progress"


def test_positive_that_continues_too_early_is_kept_as_a_draft_with_the_date(signed_in, at):
    at(TUESDAY)
    case = case_at("rg_positive")
    client = signed_in("sca-caseworker")

    done = client.post(address(case), sent(step="continue"))

    assert (done.status_code, done["Location"]) == (302, address(case))
    assert "Saved as a draft. A conclusive grounds decision may not be issued on this case before 1 July 2027" in text(
        client.get(address(case))
    )
    assert Decision.objects.get(case=case, kind="conclusive_grounds").status == "draft"


def test_positive_that_continues_on_its_day_goes_to_the_page_that_confirms(signed_in):
    case = recover(case_at("rg_positive"))

    done = signed_in("sca-caseworker").post(address(case), sent(step="continue"))

    assert (done.status_code, done["Location"]) == (302, address(case, "issue"))


def test_negative_that_continues_goes_to_the_second_caseworkers_also_before_its_day(signed_in):
    case = case_at("rg_positive")

    done = signed_in("sca-caseworker").post(address(case), sent(outcome="negative", step="continue"))

    assert (done.status_code, done["Location"]) == (302, file_of(case))
    assert Decision.objects.get(case=case, kind="conclusive_grounds").status == "with_second_caseworker"


def test_approved_negative_that_continues_too_early_stays_approved_and_says_the_date(signed_in, at):
    at(TUESDAY)
    case = decision_at("approved", kind=CG, case=case_at("rg_positive")).case
    client = signed_in("sca-caseworker")

    done = client.post(address(case), sent(version="1", outcome="negative", step="continue"))

    shown = text(client.get(address(case)))
    assert (done.status_code, done["Location"]) == (302, address(case))
    assert "before 1 July 2027" in shown
    assert "Daniel Hughes approved this version." in shown
    assert "Issue the decision</a>" not in shown
    assert Decision.objects.get(case=case, kind="conclusive_grounds").approved_version == 1


def test_page_that_issues_is_refused_before_the_earliest_day(signed_in, at):
    at(TUESDAY)
    case = decision_at("draft", POSITIVE, kind=CG, case=case_at("rg_positive")).case
    client = signed_in("sca-caseworker")

    shown, posted = client.get(address(case, "issue")), client.post(address(case, "issue"), {"version": "1"})

    assert (shown.status_code, posted.status_code, status_of(case)) == (403, 403, "cg_in_progress")
    assert "may not be issued on this case before 1 July 2027" in text(shown)
    assert "may not be issued on this case before 1 July 2027" in text(posted)


@pytest.mark.parametrize(
    ("state", "outcome", "move_on"),
    [
        ("draft", POSITIVE, "For a person in support, until at least 15 August 2027"),
        ("approved", NEGATIVE, "For a person in support, until 14 July 2027"),
    ],
)
def test_page_that_issues_says_what_that_does_and_then_does_it(signed_in, at, state, outcome, move_on):
    at(TUESDAY)
    case = decision_at(state, outcome, kind=CG, case=case_at("rg_positive")).case
    at(dt.datetime(2027, 7, 1, 9, tzinfo=dt.UTC))
    client = signed_in("sca-caseworker")

    tree = page(client.get(address(case, "issue")))
    done = client.post(address(case, "issue"), {"version": "1"})

    assert tree.one("h1").text == f"Issue the {outcome.value} conclusive grounds decision"
    effects = tree.all(".nrm-summary")[0].text
    assert move_on in effects
    assert "Balance of probabilities" in effects
    assert "Jo Marsh" in effects
    assert (done.status_code, status_of(case)) == (302, f"cg_{outcome.value}")
    assert f"The {outcome.value} conclusive grounds decision was issued." in text(client.get(file_of(case)))


def test_page_that_issues_speaks_of_no_move_on_where_nobody_is_in_support(signed_in):
    given = case_at("rg_positive", consent_support=answered("no"))
    case = decision_at("draft", POSITIVE, kind=CG, case=recover(given)).case

    tree = page(signed_in("sca-caseworker").get(address(case, "issue")))

    effects = tree.all(".nrm-summary")[0].text
    assert "The recovery period ends with this decision" in effects
    assert "ove-on" not in effects


def test_second_caseworker_reads_the_minute_and_the_referral_and_approves(signed_in):
    case = decision_at("with_second_caseworker", kind=CG).case
    client = signed_in("sca-second-caseworker")

    tree = page(client.get(address(case, "check")))
    done = client.post(address(case, "check"), {"version": "1", "verdict": "approve"})

    assert tree.one("h1").text == "Check the conclusive grounds decision"
    assert FIRST_LINE in tree.one(".nrm-columns__main").text
    assert "They told her she owed £20,000." in tree.one("#referral").text
    assert done.status_code == 302
    assert Decision.objects.get(case=case, kind="conclusive_grounds").approved_version == 1


def test_second_tab_is_told_and_shows_both_texts(signed_in):
    case = case_at("rg_positive")
    client = signed_in("sca-caseworker")
    client.post(address(case), sent(reasons="Typed in the first tab."))

    shown = client.post(address(case), sent(reasons="Typed in the second tab."))

    assert shown.status_code == 422
    assert "Typed in the second tab.</textarea>" in text(shown)
    assert "Typed in the first tab." in text(shown)
    texts = DecisionVersion.objects.filter(decision__case=case, decision__kind="conclusive_grounds")
    assert list(texts.values_list("reasons", flat=True)) == ["Typed in the first tab."]


@pytest.mark.parametrize("status", ["submitted", "rg_in_progress", "rg_negative", "cg_negative"])
def test_without_a_decision_to_write_there_is_no_page(signed_in, status):
    case = case_at(status)

    shown = signed_in("sca-caseworker").get(address(case))

    assert shown.status_code == 403
    assert "A conclusive grounds decision cannot be written on this case" in text(shown)
    assert "Linh" not in text(shown)


@pytest.mark.parametrize("found_at", ["cg_in_progress", "cg_positive", "cg_negative"])
@pytest.mark.parametrize(
    "slug",
    [
        "police-referrer",
        "police-lead",
        "contract-manager",
        "support-worker",
        "other-support-worker",
        "support-finance",
        "council-childrens-services",
        "ieca-caseworker",
        "analyst",
        "auditor",
    ],
)
def test_minute_never_reaches_the_referrer_the_support_side_or_anybody_else(signed_in, slug, found_at):
    case = case_at(found_at)
    client = signed_in(slug)

    for verb in VERBS:
        shown = client.get(address(case, verb))
        assert shown.status_code in {403, 404}
        assert FIRST_LINE not in text(shown)
    for side_door in (file_of(case), "/", "/inbox/", "/cases/", "/support/", f"/api/v1/cases/{case.reference}/"):
        assert FIRST_LINE not in text(client.get(side_door, follow=True))


def test_visitor_is_sent_to_sign_in(client):
    case = decision_at("draft", kind=CG).case

    for verb in VERBS:
        assert client.get(address(case, verb))["Location"].startswith(reverse("account_login"))
