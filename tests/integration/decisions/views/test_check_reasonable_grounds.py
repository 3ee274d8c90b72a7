"""The page on which the second caseworker approves or returns a decision."""

from __future__ import annotations

import pytest
from django.urls import reverse

from decisions.enums import DecisionOutcome
from decisions.models import Decision, DecisionStep
from nrm.audit.models import AuditEvent
from tests.factories.cases import REASONS
from tests.factories.decisions import decision_at

pytestmark = pytest.mark.django_db

FIRST_LINE = REASONS.split("\n")[0]


def address(case, name="check"):
    return reverse(f"decisions:{name}-reasonable-grounds", kwargs={"reference": case.reference})


def file_of(case):
    return reverse("desks:case", kwargs={"reference": case.reference})


def sent(**changed):
    return {"version": "1", "verdict": "approve", "comments": ""} | changed


def text(response):
    return response.content.decode()


def outcome(case):
    decision = Decision.objects.get(case=case)
    return decision.status, decision.approved_version


def comments(case):
    return list(DecisionStep.objects.filter(decision__case=case, step="returned").values_list("comments", flat=True))


def test_page_shows_the_whole_minute_its_author_and_the_test(signed_in):
    reasons = "First <b>line</b>.\n\n   Indented.\n" + "Long. " * 2000 + "The end."
    case = decision_at("with_second_caseworker", reasons=reasons).case

    page = signed_in("sca-second-caseworker").get(address(case))

    assert page.status_code == 200
    assert "First &lt;b&gt;line&lt;/b&gt;.&#10;&#10;   Indented.&#10;" in text(page)
    assert "The end.</span>" in text(page)
    for words in ("<bdi>Linh Trần</bdi>", "<bdi>Negative</bdi>", "<bdi>Amara Okafor</bdi>", "available general"):
        assert words in text(page)
    assert f'href="{file_of(case)}"' in text(page)
    event = AuditEvent.objects.get(event="decision_viewed")
    assert (event.case_id, event.actor_label) == (case.pk, "Daniel Hughes")


def test_approving_leads_back_to_the_case(signed_in):
    case = decision_at("with_second_caseworker").case
    client = signed_in("sca-second-caseworker")

    done = client.post(address(case), sent())

    assert (done.status_code, done["Location"]) == (302, file_of(case))
    assert outcome(case) == ("with_second_caseworker", 1)


def test_returning_keeps_the_comments_verbatim(signed_in):
    case = decision_at("with_second_caseworker").case

    done = signed_in("sca-second-caseworker").post(address(case), sent(verdict="return", comments=" Quote\r\n<her>. "))

    assert (done.status_code, outcome(case), comments(case)) == (302, ("returned", None), [" Quote\r\n<her>. "])


def test_returning_without_comments_is_asked_again(signed_in):
    case = decision_at("with_second_caseworker").case

    page = signed_in("sca-second-caseworker").post(address(case), sent(verdict="return"))

    assert page.status_code == 422
    assert '<a href="#id_comments">Enter what the author should change.</a>' in text(page)
    assert outcome(case) == ("with_second_caseworker", None)


def test_no_answer_is_asked_again(signed_in):
    case = decision_at("with_second_caseworker").case

    page = signed_in("sca-second-caseworker").post(address(case), sent(verdict=""))

    assert page.status_code == 422
    assert '<a href="#id_verdict">Select what your check is</a>' in text(page)
    assert outcome(case) == ("with_second_caseworker", None)


def test_check_of_a_text_changed_meanwhile_shows_the_new_text_and_keeps_the_comments(signed_in):
    case = decision_at("with_second_caseworker").case
    author = signed_in("sca-caseworker")
    author.post(
        address(case, "record"),
        {"version": "1", "outcome": "negative", "reasons": "The new text.", "step": "send"},
    )

    page = signed_in("sca-second-caseworker").post(address(case), sent(verdict="return", comments="Typed at length."))

    assert page.status_code == 422
    assert "Somebody changed this case while you had it open." in text(page)
    for words in ("The new text.", "Typed at length.", 'name="version" value="2"'):
        assert words in text(page)
    assert (outcome(case), comments(case)) == (("with_second_caseworker", None), [])


def test_decision_somebody_else_checked_meanwhile_is_refused_with_what_was_typed(signed_in):
    case = decision_at("with_second_caseworker").case
    signed_in("sca-leader").post(address(case), sent())

    page = signed_in("sca-second-caseworker").post(address(case), sent(verdict="return", comments="Typed at length."))

    assert page.status_code == 403
    assert "This decision has been approved already." in text(page)
    assert "Typed at length." in text(page)
    assert (outcome(case), comments(case)) == (("with_second_caseworker", 1), [])


def test_author_of_an_earlier_text_is_refused_with_the_sentence(signed_in):
    case = decision_at("draft").case
    membership = str(Decision.objects.get(case=case).author_id)
    leader = signed_in("sca-leader")
    allocate = reverse("cases:allocate", kwargs={"reference": case.reference})
    second = Decision._meta.get_field("author").related_model.objects.get(
        person__email="sca-second-caseworker@demo.example"
    )
    leader.post(allocate, {"version": "3", "caseworker": str(second.pk)})
    signed_in("sca-second-caseworker").post(
        address(case, "record"), {"version": "1", "outcome": "negative", "reasons": "By Daniel.", "step": "draft"}
    )
    leader.post(allocate, {"version": "4", "caseworker": membership})
    signed_in("sca-caseworker").post(
        address(case, "record"), {"version": "2", "outcome": "negative", "reasons": "By Amara.", "step": "send"}
    )

    page = signed_in("sca-second-caseworker").get(address(case))

    assert page.status_code == 403
    assert "The second caseworker must be another person than the author of the decision." in text(page)
    assert "By Amara." not in text(page)


@pytest.mark.parametrize("found_at", ["draft", "returned"])
def test_decision_that_waits_for_no_check_has_no_page(signed_in, found_at):
    case = decision_at(found_at, DecisionOutcome.POSITIVE).case

    page = signed_in("sca-second-caseworker").get(address(case))

    assert page.status_code == 403
    assert "No reasonable grounds decision waits for a second caseworker on this case." in text(page)
    assert FIRST_LINE not in text(page)


@pytest.mark.parametrize(
    ("slug", "status"),
    [
        ("sca-caseworker", 403),
        ("sca-intake", 403),
        ("ieca-caseworker", 404),
        ("ieca-second-caseworker", 404),
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
def test_nobody_else_gets_the_page_or_the_minute(signed_in, slug, status):
    case = decision_at("with_second_caseworker").case
    client = signed_in(slug)

    shown, posted = client.get(address(case)), client.post(address(case), sent())

    assert (shown.status_code, posted.status_code) == (status, status)
    for page in (shown, posted):
        assert FIRST_LINE not in text(page)
        assert "Linh" not in text(page)
    assert outcome(case) == ("with_second_caseworker", None)
