"""The page that says what issuing does and asks to confirm it."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse

from cases.models import Case
from decisions.enums import DecisionOutcome
from nrm.audit.models import AuditEvent
from nrm.notices.models import InboxItem
from tests.factories.cases import CG, REASONS, RG, actor, case_at, recover
from tests.factories.decisions import decision_at
from tests.factories.support import MANAGER, WORKER, in_support
from tests.html_tree import page as tree_of

pytestmark = pytest.mark.django_db

POSITIVE, NEGATIVE = DecisionOutcome.POSITIVE, DecisionOutcome.NEGATIVE
REFERRED = {"police-referrer", "police-lead"}
FIRST_LINE = REASONS.split("\n")[0]


def address(case, name="issue"):
    return reverse(f"decisions:{name}-reasonable-grounds", kwargs={"reference": case.reference})


def file_of(case):
    return reverse("desks:case", kwargs={"reference": case.reference})


def text(response):
    return response.content.decode()


def status_of(case):
    return Case.objects.get(pk=case.pk).status


def test_page_says_which_clocks_start_who_is_told_and_under_which_standard(signed_in, at):
    at(dt.datetime(2027, 6, 1, 9, tzinfo=dt.UTC))
    case = decision_at("draft", POSITIVE).case

    page = text(signed_in("sca-caseworker").get(address(case)))

    for words in (
        "Issue the positive reasonable grounds decision",
        "Starts today and lasts until at least 30 June 2027",
        "30 calendar days counting 1 June 2027 as day 1: weekends and bank holidays count",
        "Not before 1 July 2027",
        "Reasonable grounds based on all available evidence",
        "Sunita Rao (Derbyshire Constabulary), Jo Marsh (Derbyshire Constabulary)",
        "They see outcome and dates, not your reasons.",
        "Once issued, the decision cannot be changed here.",
        "<bdi>Linh Trần</bdi>",
        FIRST_LINE,
    ):
        assert words in page
    assert AuditEvent.objects.get(event="decision_viewed").case_id == case.pk


def told(page) -> set[str]:
    """The people whom the page says are told."""
    rows = tree_of(page).all(".govuk-summary-list__row")
    (row,) = [row for row in rows if row.one("dt").text == "Who is told now"]
    return set(re.findall(r"([^,]+?) \([^)]+\)", row.one("dd").text.replace(", ", ",")))


def notified(case, since: int) -> set[str]:
    """The people who got a notice of the case after that row of the inbox."""
    return set(InboxItem.objects.filter(case=case, pk__gt=since).values_list("person__name", flat=True))


@pytest.mark.parametrize(
    ("kind", "outcome", "support_side"),
    [
        (RG, POSITIVE, {MANAGER}),
        (RG, NEGATIVE, set()),
        (CG, POSITIVE, {MANAGER, WORKER}),
        (CG, NEGATIVE, {MANAGER, WORKER}),
    ],
)
def test_the_page_names_everybody_whom_issuing_then_tells(signed_in, kind, outcome, support_side):
    case = None
    if kind is CG:
        case = case_at("rg_positive")
        in_support(case)
        recover(case)
    case = decision_at("approved", outcome, kind=kind, case=case).case
    client, since = signed_in("sca-caseworker"), InboxItem.objects.latest("pk").pk
    where = reverse(f"decisions:issue-{kind.value.replace('_', '-')}", kwargs={"reference": case.reference})

    said = told(client.get(where))
    client.post(where, {"version": "1"})

    assert said == notified(case, since) == {actor(slug).label for slug in REFERRED | support_side}


def test_page_of_a_negative_says_that_no_clock_starts_and_who_approved_it(signed_in):
    case = decision_at("approved").case

    page = text(signed_in("sca-caseworker").get(address(case)))

    assert "Issue the negative reasonable grounds decision" in page
    assert "None starts" in page
    assert "Approved by Daniel Hughes" in page
    assert "lasts until at least" not in page


@pytest.mark.parametrize(("outcome", "status"), [(POSITIVE, "rg_positive"), (NEGATIVE, "rg_negative")])
def test_confirming_issues_and_leads_back_to_the_case(signed_in, outcome, status):
    case = decision_at("approved", outcome).case
    client = signed_in("sca-caseworker")

    done = client.post(address(case), {"version": "1"})

    assert (done.status_code, done["Location"], status_of(case)) == (302, file_of(case), status)


def test_looking_at_the_page_issues_nothing(signed_in):
    case = decision_at("draft", POSITIVE).case

    signed_in("sca-caseworker").get(address(case))

    assert status_of(case) == "rg_in_progress"


def test_second_click_issues_nothing_more_and_says_so(signed_in):
    case = decision_at("draft", POSITIVE).case
    client = signed_in("sca-caseworker")
    client.post(address(case), {"version": "1"})

    page = client.post(address(case), {"version": "1"})

    assert page.status_code == 422
    assert "Somebody changed this case while you had it open." in text(page)
    assert "No reasonable grounds decision is in progress on this case now." in text(page)
    assert "<button" not in text(page).split("<main")[1]
    assert AuditEvent.objects.filter(event="reasonable_grounds_issued").count() == 1


@pytest.mark.parametrize(
    ("found_at", "sentence"),
    [
        ("draft", "A negative decision must be approved by a second caseworker before it is issued."),
        ("with_second_caseworker", "This decision must be approved by the second caseworker before it is issued."),
        ("returned", "A negative decision must be approved by a second caseworker before it is issued."),
    ],
)
def test_negative_nobody_approved_has_no_page_and_is_not_issued(signed_in, found_at, sentence):
    case = decision_at(found_at).case
    client = signed_in("sca-caseworker")

    shown, posted = client.get(address(case)), client.post(address(case), {"version": "1"})

    assert (shown.status_code, posted.status_code) == (403, 403)
    assert sentence in text(shown)
    assert sentence in text(posted)
    assert status_of(case) == "rg_in_progress"


def test_case_without_a_decision_has_nothing_to_issue(signed_in):
    case = case_at("rg_in_progress")

    page = signed_in("sca-caseworker").get(address(case))

    assert page.status_code == 403
    assert "There is no reasonable grounds decision to issue on this case." in text(page)


def test_text_changed_in_another_tab_is_shown_before_it_is_issued(signed_in):
    case = decision_at("draft", POSITIVE).case
    client = signed_in("sca-caseworker")
    client.post(
        address(case, "record"),
        {"version": "1", "outcome": "positive", "reasons": "Changed in another tab.", "step": "draft"},
    )

    page = client.post(address(case), {"version": "1"})

    assert (page.status_code, status_of(case)) == (422, "rg_in_progress")
    assert "Changed in another tab." in text(page)
    assert 'name="version" value="2"' in text(page)


@pytest.mark.parametrize(
    ("slug", "status"),
    [
        ("sca-second-caseworker", 403),
        ("sca-leader", 403),
        ("sca-intake", 403),
        ("ieca-caseworker", 404),
        ("ieca-leader", 404),
        ("police-referrer", 403),
        ("police-lead", 403),
        ("other-police-referrer", 404),
        ("panel-chair", 404),
        ("contract-manager", 404),
        ("support-worker", 404),
        ("analyst", 404),
        ("auditor", 404),
        ("administrator", 404),
        ("system-operator", 404),
    ],
)
def test_nobody_else_gets_the_page_or_issues(signed_in, slug, status):
    case = decision_at("draft", POSITIVE).case
    client = signed_in(slug)

    shown, posted = client.get(address(case)), client.post(address(case), {"version": "1"})

    assert (shown.status_code, posted.status_code, status_of(case)) == (status, status, "rg_in_progress")
    assert FIRST_LINE not in text(shown)
    assert "Linh" not in text(shown)


@pytest.mark.parametrize("found_at", ["rg_positive", "rg_negative"])
def test_minute_stays_closed_to_whoever_referred_after_the_decision_too(signed_in, found_at):
    case = case_at(found_at)
    client = signed_in("police-referrer")

    for name in ("record", "check", "issue"):
        page = client.get(address(case, name))
        assert (page.status_code, FIRST_LINE in text(page)) == (403, False)
    assert FIRST_LINE not in text(client.get(file_of(case)))
