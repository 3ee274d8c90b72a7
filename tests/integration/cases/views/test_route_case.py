"""The page on which the intake officer routes a case."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from cases.models import Case, Routing
from nrm.audit.models import AuditEvent
from referrals.domain.answers import answered
from tests.factories.answers import child_answers
from tests.factories.cases import case_at, submitted_case

pytestmark = pytest.mark.django_db

STALE = "Somebody changed this case while you had it open."


def address(case):
    return reverse("cases:route", kwargs={"reference": case.reference})


def sent(case, **changed):
    return {"version": str(case.version), "decision_maker": "sca", "reason": ""} | changed


def text(response):
    return response.content.decode()


def routings(case):
    return list(Routing.objects.filter(case=case).values_list("organisation__slug", "reason"))


def test_page_shows_who_the_case_is_about_the_suggestion_and_why(signed_in):
    case = submitted_case()

    page = signed_in("sca-intake").get(address(case))

    assert page.status_code == 200
    assert "<bdi>Linh Trần</bdi>" in text(page)
    assert case.reference in text(page)
    assert "May 1999" in text(page)
    assert "Suggested: Single Competent Authority" in text(page)
    assert "Everybody else, including citizens of the United Kingdom" in text(page)
    assert "If any criterion below applies: Immigration Enforcement Competent Authority." in text(page)
    assert "Does any of these apply to the person?" in text(page)
    assert 'name="_author"' in text(page)


def test_looking_is_recorded_as_a_look_at_the_file(signed_in):
    case = submitted_case()

    signed_in("sca-intake").get(address(case))

    event = AuditEvent.objects.get(event="case_viewed")
    assert (event.case_id, event.is_read, event.actor_label) == (case.pk, True, "Priya Nair")


def test_somebody_who_may_be_a_child_is_not_asked_about_the_adults_authority(signed_in):
    case = submitted_case(**child_answers(local_authority=answered("kingston_upon_hull")))

    page = text(signed_in("sca-intake").get(address(case)))

    assert "Suggested: A local panel" in page
    assert "Panels cannot receive cases here yet. Choose the Single Competent Authority" in page
    assert "Does any of these apply" not in page
    assert "If any criterion below applies" not in page
    assert ('value="sca"' in page, 'value="ieca"' in page) == (True, False)


@pytest.mark.parametrize("precision", ["year", "about"])
def test_said_to_be_an_adult_but_perhaps_17_is_not_offered_the_adults_authority(signed_in, at, precision):
    at(dt.datetime(2027, 6, 1, 9, tzinfo=dt.UTC))
    case = submitted_case(date_of_birth=answered("2009", precision))
    client = signed_in("sca-intake")

    page = text(client.get(address(case)))
    done = client.post(address(case), sent(case, decision_maker="ieca", reason="Detained since."))

    assert "A child, or somebody who may be one" in page
    assert ("Does any of these apply" in page, 'value="ieca"' in page) == (False, False)
    assert (done.status_code, routings(case)) == (422, [])


def test_routing_leads_back_to_the_case_with_what_was_done(signed_in):
    case = submitted_case()
    client = signed_in("sca-intake")

    done = client.post(address(case), sent(case))

    assert (done.status_code, done["Location"]) == (302, reverse("desks:case", kwargs={"reference": case.reference}))
    assert routings(case) == [("sca", "")]


def test_routing_away_leads_to_the_queue_because_the_case_is_seen_no_more(signed_in):
    case = submitted_case()
    client = signed_in("sca-intake")

    done = client.post(address(case), sent(case, decision_maker="ieca", ieca_criteria=["asylum_claim_inadmissible"]))

    assert (done.status_code, done["Location"]) == (302, reverse("desks:queue"))
    assert routings(case) == [("ieca", "")]
    assert client.get(address(case)).status_code == 404
    assert signed_in("sca-leader").get(address(case)).status_code == 404


def test_choice_against_the_suggestion_without_a_reason_is_asked_again_with_everything_kept(signed_in):
    case = submitted_case()

    page = signed_in("sca-intake").post(
        address(case), sent(case, decision_maker="sca", ieca_criteria=["detained_for_immigration"])
    )

    assert page.status_code == 422
    assert '<a href="#id_reason">Enter the reason for not following the suggested route.</a>' in text(page)
    assert text(page).count(" checked") == 2
    assert routings(case) == []


def test_empty_form_says_what_is_missing(signed_in):
    case = submitted_case()

    page = signed_in("sca-intake").post(address(case), {"version": "1"})

    assert page.status_code == 422
    assert '<a href="#id_decision_maker">Select who decides this case</a>' in text(page)
    assert routings(case) == []


@pytest.mark.parametrize("forged", [{"decision_maker": "panel"}, {"decision_maker": "court"}, {"version": "x"}])
def test_forged_values_are_refused(signed_in, forged):
    case = submitted_case()

    page = signed_in("sca-intake").post(address(case), sent(case, **forged))

    assert (page.status_code, routings(case)) == (422, [])


def test_stale_form_is_shown_again_with_what_was_typed_and_may_be_sent_as_it_stands(signed_in):
    case = submitted_case()
    client = signed_in("sca-intake")
    reason = "Held since\n<b>yesterday</b> & today"

    page = client.post(address(case), sent(case, version="7", decision_maker="ieca", reason=reason))

    assert page.status_code == 422
    assert STALE in text(page)
    assert "Held since&#10;&lt;b&gt;yesterday&lt;/b&gt; &amp; today" in text(page)
    assert f'name="version" value="{case.version}"' in text(page)
    assert routings(case) == []
    assert client.post(address(case), sent(case, decision_maker="ieca", reason=reason)).status_code == 302
    assert routings(case) == [("ieca", reason)]


def test_case_somebody_else_routed_meanwhile_is_refused_with_what_was_typed(signed_in):
    case = submitted_case()
    signed_in("sca-leader").post(address(case), sent(case))
    routed = Case.objects.get(pk=case.pk)

    page = signed_in("sca-intake").post(address(case), sent(routed, reason="Typed at length."))

    assert page.status_code == 403
    assert "This case cannot be routed: its status is “Routed, to be allocated”." in text(page)
    assert "Typed at length." in text(page)
    assert routings(case) == [("sca", "")]


def test_routed_case_has_no_page_to_route_it(signed_in):
    case = case_at("routed")

    page = signed_in("sca-intake").get(address(case))

    assert page.status_code == 403
    assert "This case cannot be routed" in text(page)
    assert "Linh" not in text(page)


@pytest.mark.parametrize(
    ("slug", "status"),
    [
        ("ieca-leader", 404),
        ("sca-caseworker", 403),
        ("sca-second-caseworker", 403),
        ("police-referrer", 403),
        ("police-lead", 403),
        ("other-police-referrer", 404),
        ("ieca-caseworker", 404),
        ("panel-chair", 404),
        ("contract-manager", 404),
        ("support-worker", 404),
        ("analyst", 404),
        ("auditor", 404),
        ("administrator", 404),
        ("system-operator", 404),
    ],
)
def test_nobody_else_gets_the_page_or_what_is_on_it(signed_in, slug, status):
    case = submitted_case()
    client = signed_in(slug)

    shown, posted = client.get(address(case)), client.post(address(case), sent(case))

    assert (shown.status_code, posted.status_code) == (status, status)
    for page in (shown, posted):
        assert "Linh" not in text(page)
        assert (f'/cases/{case.reference}/">Back to the case' in text(page)) == (status == 403)
        assert text(page).count(case.reference) == (status == 403)
    assert routings(case) == []


def test_visitor_is_sent_to_sign_in(client):
    case = submitted_case()

    assert client.get(address(case))["Location"] == f"{reverse('account_login')}?next={address(case)}"


def test_reference_that_is_nobodys_does_not_exist(signed_in):
    unknown = reverse("cases:route", kwargs={"reference": "NRM-26-999999-A"})

    assert signed_in("sca-intake").get(unknown).status_code == 404
