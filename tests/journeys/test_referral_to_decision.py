"""The main job in a browser against the real stack: refer, route, decide with two caseworkers, follow.

Steps 1 to 5 of the journey in issue 2; each step by a different persona, each page checked by axe-core.
"""

from __future__ import annotations

import pytest

from nrm.accounts.demo.personas import PERSONAS
from tests.journeys import deciding, referring

PARTIES = {"police-referrer", "police-lead"}
TOLD = """
    select count(*) from notices_outboxrow
    where notice = 'rg_decision_made' and state = 'sent' and reference = '{reference}'
"""
AUTHORITY = {"sca-intake", "sca-caseworker", "sca-second-caseworker", "sca-leader"}


def refer(visit, slug="police-referrer", **how):
    person = visit(slug, **how)
    referring.begin(person)
    referring.consent(person)
    referring.fill_sections(person)
    return person, referring.submit(person)


def test_a_referral_is_made_decided_positively_and_followed_by_the_referrer(visit, stack):
    person, reference = refer(visit)
    person.sees("ive working days from")
    deciding.find_route_and_allocate(visit("sca-intake"), reference)
    caseworker = visit("sca-caseworker")
    deciding.write_decision(caseworker, reference, "Yes: positive decision", "Save and continue")
    deciding.issue(caseworker, reference, "positive")
    caseworker.sees("Recovery period", "counting", "as day 1")

    stack.wait_for(TOLD.format(reference=reference), 2)
    emails = [email for email in stack.emails() if reference in email and "decision has been made" in email]
    person.go("/inbox/")
    person.looks_right("Inbox")
    person.sees(f"A reasonable grounds decision has been made: {reference}")
    person.go(f"/cases/{reference}/")
    person.looks_right(reference)

    person.sees("Positive", "Recovery period", "Until at least", referring.GIVEN)
    person.does_not_see("MARK-OF-THE-MINUTE", "Amara Okafor")
    assert len(emails) == 2
    for email in emails:
        for secret in (referring.GIVEN, "Brien", "passport", "1998", "07700 900456", "ositive", "MARK-OF"):
            assert secret not in email


def test_a_negative_is_returned_changed_approved_by_another_person_and_only_then_issued(visit):
    person, reference = refer(visit)
    deciding.find_route_and_allocate(visit("sca-intake"), reference, "Daniel Hughes")
    author = visit("sca-second-caseworker")
    deciding.write_decision(author, reference, "No: negative decision", "Save and continue")
    issue_address = f"/cases/{reference}/reasonable-grounds/issue/"
    refused_before = author.go(issue_address)
    refused_to_check_own = author.go(f"/cases/{reference}/reasonable-grounds/check/")
    author.complaints.clear()

    leader = visit("sca-leader")
    deciding.check_decision(leader, reference, "I return it to the author", "Say which evidence you weighed")
    author.go(f"/cases/{reference}/reasonable-grounds/")
    author.sees("Say which evidence you weighed")
    again = deciding.MINUTE + " and the route"
    deciding.write_decision(author, reference, "No: negative decision", "Save and continue", again)
    deciding.check_decision(leader, reference, "I approve this decision")
    deciding.issue(author, reference, "negative")
    person.go(f"/cases/{reference}/")

    assert (refused_before, refused_to_check_own) == (403, 403)
    person.sees("Negative")
    person.does_not_see("MARK-OF-THE-MINUTE", "Say which evidence you weighed", "Recovery period")


@pytest.mark.parametrize(("script", "width"), [(False, 375), (True, 375), (False, 1280)])
def test_the_whole_job_works_on_a_phone_and_without_javascript(visit, script, width):
    how = {"script": script, "width": width}
    person, reference = refer(visit, "council-referrer", **how)
    deciding.find_route_and_allocate(visit("sca-intake", **how), reference)
    caseworker = visit("sca-caseworker", **how)
    deciding.write_decision(caseworker, reference, "No: negative decision", "Save and continue")
    deciding.check_decision(visit("sca-second-caseworker", **how), reference, "I approve this decision")
    deciding.issue(caseworker, reference, "negative")

    person.go(f"/cases/{reference}/")
    person.looks_right(reference)

    person.sees("Negative", "They took her passport.")
    person.does_not_see("MARK-OF-THE-MINUTE")


def test_the_account_is_kept_character_for_character_and_shown_escaped(visit, stack):
    person, reference = refer(visit)

    person.go(f"/cases/{reference}/")

    kept = stack.query(
        "select answers->'account'->>'value' from referrals_answersversion v join cases_case c on c.id = v.referral_id "
        "where c.reference = %s",
        reference,
    )[0][0]
    assert kept.replace("\r\n", "\n") == referring.ACCOUNT
    assert person.page.locator("main b:has-text('every')").count() == 0
    person.sees("<b>every</b> day {{ 7*7 }}")


def test_an_adult_who_refuses_becomes_a_report_without_identity(visit, stack):
    person = visit("police-referrer")
    referring.begin(person)
    person.looks_right("Consent")
    person.choose("No, they do not agree")
    person.press("Save and continue")
    person.looks_right()
    draft = person.page.url.rstrip("/").split("/drafts/")[1].split("/")[0]
    if "report" not in person.page.url:
        person.follow("What the report will say")
    person.looks_right("What the report will say")
    person.choose("Female", "25 to 39", "Labour", "In the UK")
    person.choose_state("nationalities", "not_known")
    person.press("Save and continue")
    if "check" not in person.page.url:
        person.press("Check the answers")
    person.looks_right("Check")
    person.press("Submit the report")
    person.looks_right()

    person.sees("DTN-")
    left = stack.query("select count(*) from referrals_draft where id = %s", draft)[0][0]
    linked = stack.query(
        "select count(*) from audit_event where event = 'duty_to_notify_submitted' and audit_event::text like %s",
        f"%{draft}%",
    )[0][0]
    assert (left, linked) == (0, 0)


@pytest.mark.parametrize("slug", ["", *[p.slug for p in PERSONAS if p.slug not in PARTIES | AUTHORITY]])
def test_everybody_else_finds_nothing_at_any_address_of_the_case(visit, stack, slug):
    (reference,) = stack.query(
        "select c.reference from cases_case c join cases_caseparty p on p.case_id = c.id "
        "join accounts_organisation o on o.id = p.organisation_id "
        "where o.slug = 'derbyshire-police' and c.decision_maker = 'sca' and c.status = 'rg_in_progress' limit 1"
    )[0]
    visitor = visit(slug)
    parts = ("", "route/", "allocate/", "reasonable-grounds/", "reasonable-grounds/check/", "reasonable-grounds/issue/")

    for part in parts:
        status = visitor.go(f"/cases/{reference}/{part}")
        if slug:
            assert status == 404, (part, status)
        else:
            assert "/accounts/login/" in visitor.page.url
        assert visitor.page.locator("main").inner_text().count(reference) == 0
    for side_door in ("/", "/queue/", "/cases/", f"/cases/suggest/?q={reference}", f"/queue/?q={reference}", "/inbox/"):
        visitor.go(side_door)
        assert reference not in visitor.page.locator("body").inner_text().replace(side_door, "")
