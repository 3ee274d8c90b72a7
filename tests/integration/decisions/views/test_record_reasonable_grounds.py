"""The page on which the caseworker writes the decision: nothing typed is lost, nothing goes out too early."""

from __future__ import annotations

import pytest
from django.urls import reverse

from decisions.enums import DecisionOutcome
from decisions.models import Decision, DecisionStep, DecisionVersion
from nrm.audit.models import AuditEvent
from nrm.web.held import browser_cookie
from tests.factories.cases import REASONS, case_at
from tests.factories.decisions import decision_at
from tests.html_tree import page as page_of

pytestmark = pytest.mark.django_db

POSITIVE = DecisionOutcome.POSITIVE
UNSTORABLE = (
    "The reasons for the decision contained characters that cannot be stored. "
    "They have been left out below. Check the text and try again"
)
STALE = "Somebody changed this case while you had it open."


def address(case, name="record"):
    return reverse(f"decisions:{name}-reasonable-grounds", kwargs={"reference": case.reference})


def file_of(case):
    return reverse("desks:case", kwargs={"reference": case.reference})


def sent(**changed):
    return {"version": "0", "outcome": "negative", "reasons": REASONS, "step": "draft"} | changed


def text(response):
    return response.content.decode()


def texts(case):
    rows = DecisionVersion.objects.filter(decision__case=case).order_by("version")
    return list(rows.values_list("version", "outcome", "reasons"))


def test_page_shows_who_the_case_is_about_and_the_test_in_force_today(signed_in):
    case = case_at("rg_in_progress")

    page = signed_in("sca-caseworker").get(address(case))

    assert page.status_code == 200
    assert "<bdi>Linh Trần</bdi>" in text(page)
    assert "based on all available general and specific evidence but falling short of conclusive proof" in text(page)
    assert "In force since 24 Jul 2023." in text(page)
    assert f'href="{file_of(case)}"' in text(page)
    assert 'name="version" value="0"' in text(page)
    assert 'name="_author"' in text(page)


def test_looking_is_recorded_as_a_look_at_the_decision(signed_in):
    decision = decision_at("draft")

    signed_in("sca-caseworker").get(address(decision.case))

    event = AuditEvent.objects.get(event="decision_viewed")
    account = AuditEvent.objects.get(event="case_viewed")
    assert (account.case_id, account.actor_id) == (event.case_id, event.actor_id)
    assert (event.case_id, event.is_read, event.actor_label, event.subject_id) == (
        decision.case_id,
        True,
        "Amara Okafor",
        str(decision.pk),
    )


def test_draft_is_saved_and_shown_again_character_for_character(signed_in):
    case = case_at("rg_in_progress")
    client = signed_in("sca-caseworker")
    reasons = "\n  <i>She</i> said:\r\n\t{{ 7*7 }} & “لا” e\u0301 "

    done = client.post(address(case), sent(reasons=reasons))

    assert (done.status_code, done["Location"]) == (302, address(case))
    assert texts(case) == [(1, "negative", reasons)]
    page = text(client.get(address(case)))
    assert "&lt;i&gt;She&lt;/i&gt; said:&#10;\t{{ 7*7 }} &amp; “لا” e\u0301 </textarea>" in page
    assert "Saved as a draft, version 1. Nobody is told." in page


def test_negative_is_sent_to_the_second_caseworker(signed_in):
    case = case_at("rg_in_progress")

    done = signed_in("sca-caseworker").post(address(case), sent(step="send"))

    assert (done.status_code, done["Location"]) == (302, file_of(case))
    assert Decision.objects.get(case=case).status == "with_second_caseworker"


def test_positive_goes_on_to_the_page_that_confirms(signed_in):
    case = case_at("rg_in_progress")

    done = signed_in("sca-caseworker").post(address(case), sent(outcome="positive", step="continue"))

    assert (done.status_code, done["Location"]) == (302, address(case, "issue"))
    assert Decision.objects.get(case=case).status == "draft"


def test_negative_that_continues_goes_to_the_second_caseworkers(signed_in):
    case = case_at("rg_in_progress")
    client = signed_in("sca-caseworker")

    done = client.post(address(case), sent(step="continue"))

    assert (done.status_code, done["Location"]) == (302, file_of(case))
    assert "The decision was sent to the second caseworkers. You are told of the check." in text(
        client.get(file_of(case))
    )
    assert Decision.objects.get(case=case).status == "with_second_caseworker"


def test_negative_that_is_with_them_already_is_not_sent_twice(signed_in):
    case = decision_at("with_second_caseworker").case
    client = signed_in("sca-caseworker")

    done = client.post(address(case), sent(version="1", step="continue"))

    assert (done.status_code, done["Location"]) == (302, file_of(case))
    assert "The decision is with the second caseworkers already." in text(client.get(file_of(case)))
    assert DecisionStep.objects.filter(decision__case=case, step="sent_to_second_caseworker").count() == 1


@pytest.mark.parametrize(
    ("found_at", "sentence"),
    [
        ("with_second_caseworker", "This decision must be approved by the second caseworker before it is issued."),
        ("returned", "The second caseworker returned this decision. Change it, or send it again, before it is issued."),
    ],
)
def test_positive_that_may_not_go_out_stays_and_says_why(signed_in, found_at, sentence):
    case = decision_at(found_at, POSITIVE).case
    client = signed_in("sca-caseworker")

    done = client.post(address(case), sent(version="1", outcome="positive", step="continue"))

    assert (done.status_code, done["Location"]) == (302, address(case))
    assert f"Saved as a draft. {sentence}" in text(client.get(address(case)))


def test_no_outcome_is_led_by_a_button_that_issues(signed_in):
    case = case_at("rg_in_progress")

    tree = page_of(signed_in("sca-caseworker").get(address(case)))

    buttons = [button.text for button in tree.one("main").all("button")]
    assert buttons == ["Save and continue", "Save draft", "Ask a second caseworker to check a positive"]


def test_what_was_referred_stands_beside_the_reasons(signed_in):
    case = case_at("rg_in_progress")

    tree = page_of(signed_in("sca-caseworker").get(address(case)))

    referred = tree.one("#referral")
    assert "What happened" in [heading.text for heading in referred.all("h3")]
    assert "They told her she owed £20,000." in referred.text


def test_approved_text_unchanged_goes_on_to_the_page_that_confirms(signed_in):
    case = decision_at("approved").case

    done = signed_in("sca-caseworker").post(address(case), sent(version="1", step="continue"))

    assert done["Location"] == address(case, "issue")
    assert Decision.objects.get(case=case).approved_version == 1


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"outcome": ""}, "outcome", "Select whether the test is met"),
        ({"outcome": "suspended"}, "outcome", "Select whether the test is met from the options"),
        ({"reasons": ""}, "reasons", "Enter the reasons for the decision"),
        ({"reasons": " \n"}, "reasons", "Enter the reasons for the decision"),
        ({"reasons": "\u200b"}, "reasons", "Enter the reasons for the decision."),
        (
            {"reasons": "a\x00b"},
            "reasons",
            UNSTORABLE,
        ),
        (
            {"reasons": "x" * 100_001},
            "reasons",
            "The reasons for the decision must be 100,000 characters or fewer. It is 100,001 characters long",
        ),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field_and_nothing_is_saved(signed_in, changed, field, sentence):
    case = case_at("rg_in_progress")

    page = signed_in("sca-caseworker").post(address(case), sent(**changed))

    assert page.status_code == 422
    assert f'<a href="#id_{field}">{sentence}</a>' in text(page)
    assert texts(case) == []


def test_returned_decision_shows_the_comments_escaped(signed_in):
    case = decision_at("with_second_caseworker").case
    signed_in("sca-second-caseworker").post(
        address(case, "check"), {"version": "1", "verdict": "return", "comments": "Quote <her>\nfully."}
    )

    page = text(signed_in("sca-caseworker").get(address(case)))

    assert "Daniel Hughes returned version 1" in page
    assert "Quote &lt;her&gt;&#10;fully." in page


def test_approved_decision_offers_issuing_and_warns_that_a_change_withdraws_it(signed_in):
    case = decision_at("approved").case

    page = text(signed_in("sca-caseworker").get(address(case)))

    assert "Daniel Hughes approved this version. A change withdraws the approval." in page
    assert f'href="{address(case, "issue")}"' in page


def test_second_tab_is_told_and_shows_both_texts_and_may_then_be_sent(signed_in):
    case = case_at("rg_in_progress")
    client = signed_in("sca-caseworker")
    client.post(address(case), sent(reasons="Typed in the first tab."))

    page = client.post(address(case), sent(reasons="Typed in the second tab."))

    assert page.status_code == 422
    assert STALE in text(page)
    assert "Typed in the second tab.</textarea>" in text(page)
    assert "Typed in the first tab." in text(page)
    assert 'name="version" value="1"' in text(page)
    assert texts(case) == [(1, "negative", "Typed in the first tab.")]
    client.post(address(case), sent(version="1", reasons="Typed in the second tab."))
    assert texts(case)[1:] == [(2, "negative", "Typed in the second tab.")]


def test_refused_field_in_a_second_tab_does_not_hide_that_the_decision_changed(signed_in):
    case = case_at("rg_in_progress")
    client = signed_in("sca-caseworker")
    client.post(address(case), sent(reasons="Typed in the first tab."))

    page = client.post(address(case), sent(outcome="", reasons="Typed in the second tab."))

    assert 'name="version" value="0"' in text(page)
    assert client.post(address(case), sent(reasons="Typed in the second tab.")).status_code == 422
    assert len(texts(case)) == 1


def test_text_typed_while_the_case_was_given_to_somebody_else_is_refused_and_shown_again(signed_in):
    case = case_at("rg_in_progress")
    membership = Decision._meta.get_field("author").related_model.objects.get(
        person__email="sca-second-caseworker@demo.example"
    )
    signed_in("sca-leader").post(
        reverse("cases:allocate", kwargs={"reference": case.reference}),
        {"version": str(case.version), "caseworker": str(membership.pk)},
    )

    page = signed_in("sca-caseworker").post(address(case), sent(reasons="Two pages of text."))

    assert page.status_code == 403
    assert "It is allocated to Daniel Hughes; a team leader can reallocate it." in text(page)
    assert "Two pages of text.</textarea>" in text(page)
    assert texts(case) == []


def test_text_sent_after_the_session_ended_is_given_back_to_its_author_unsaved(client, signed_in):
    case = case_at("rg_in_progress")
    author = signed_in("sca-caseworker")
    mark = text(author.get(address(case))).split('name="_author" value="')[1].split('"')[0]
    client.cookies[browser_cookie()] = author.cookies[browser_cookie()].value  # the same browser, signed out

    to_sign_in = client.post(address(case), sent(reasons="Two pages.", _author=mark))

    assert to_sign_in.status_code == 302
    back = to_sign_in["Location"].split("next=")[1].replace("%2F", "/").replace("%3Fheld%3D", "?held=")
    assert "Two pages.</textarea>" in text(author.get(back))
    assert texts(case) == []


@pytest.mark.parametrize("status", ["submitted", "routed", "rg_positive", "rg_negative"])
def test_without_a_decision_to_write_there_is_no_page(signed_in, status):
    case = case_at(status)

    page = signed_in("sca-caseworker").get(address(case))

    assert page.status_code == 403
    assert "A reasonable grounds decision cannot be written on this case" in text(page)
    assert "Linh" not in text(page)


@pytest.mark.parametrize(
    ("slug", "status"),
    [
        ("sca-second-caseworker", 403),
        ("sca-leader", 403),
        ("sca-intake", 403),
        ("ieca-caseworker", 404),
        ("ieca-second-caseworker", 404),
        ("ieca-leader", 404),
        ("police-referrer", 403),
        ("police-lead", 403),
        ("other-police-referrer", 404),
        ("council-referrer", 404),
        ("panel-chair", 404),
        ("contract-manager", 404),
        ("support-worker", 404),
        ("council-childrens-services", 404),
        ("analyst", 404),
        ("statistician", 404),
        ("auditor", 404),
        ("administrator", 404),
        ("system-operator", 404),
    ],
)
def test_nobody_else_gets_the_page_or_what_is_on_it(signed_in, slug, status):
    case = decision_at("draft").case
    client = signed_in(slug)

    shown, posted = client.get(address(case)), client.post(address(case), sent(version="1", reasons="Not mine."))

    assert (shown.status_code, posted.status_code) == (status, status)
    assert REASONS.split("\n")[0] not in text(shown)
    assert "Linh" not in text(shown)
    assert texts(case) == [(1, "negative", REASONS)]


def test_visitor_is_sent_to_sign_in(client):
    case = decision_at("draft").case

    for name in ("record", "check", "issue"):
        assert client.get(address(case, name))["Location"].startswith(reverse("account_login"))
