from __future__ import annotations

import uuid

import pytest

from cases.models import Case
from nrm.audit.models import AuditEvent
from referrals.domain.answers import answered
from referrals.models import Draft
from tests.factories import referrals as make
from tests.factories.answers import adult_answers, child_answers, duty_to_notify_answers, opening_answers
from tests.html_form import fields_of, text_of

pytestmark = pytest.mark.django_db


def check_page(draft):
    return f"/referrals/drafts/{draft.pk}/check/"


def test_the_check_page_shows_the_answers_and_the_button(acting, signed_in):
    draft = make.draft(acting("police-referrer"))

    response = signed_in("police-lead").get(check_page(draft))

    shown = text_of(response)
    assert "Given names Linh Change given names" in shown
    assert "Nationality Vietnamese British" in shown
    assert "What is known about who did it? Not known" in shown
    assert "Submit the referral" in shown
    assert fields_of(response) == {"version": ["1"]}
    assert AuditEvent.objects.filter(event="draft_viewed", subject_id=str(draft.pk)).count() == 1


def test_the_check_page_of_an_unfinished_draft_has_no_button_and_links_to_what_is_missing(acting, signed_in):
    draft = make.draft(acting("police-referrer"), opening_answers())

    response = signed_in("police-referrer").get(check_page(draft))

    page = response.content.decode()
    assert "Needed before you can submit" in page
    assert f'href="/referrals/drafts/{draft.pk}/referrer/?back=check#question-referrer_phone"' in page
    assert "Submit the referral: Some answers are needed first" not in page
    assert '<button type="submit" class="govuk-button">' not in page


def test_submitting_shows_the_reference_and_the_target_at_once(acting, signed_in):
    draft = make.draft(acting("police-referrer"))
    client = signed_in("police-referrer")

    sent = client.post(check_page(draft), {"version": "1"})
    receipt = client.get(sent.url)

    case = Case.objects.get()
    assert sent.url == f"/referrals/received/{case.reference}/"
    shown = text_of(receipt)
    assert f"Referral received Reference {case.reference}" in shown
    assert "Reasonable grounds target" in shown
    assert "Five working days from" in shown
    assert f'href="/cases/{case.reference}/"' in receipt.content.decode()
    assert "Trần" not in shown


def test_a_second_press_leads_to_the_same_receipt(acting, signed_in):
    draft = make.draft(acting("police-referrer"))
    client = signed_in("police-referrer")

    first, second = (client.post(check_page(draft), {"version": "1"}) for _ in range(2))

    assert first.url == second.url
    assert Case.objects.count() == 1
    assert client.get(f"/referrals/drafts/{draft.pk}/").url == first.url


def test_a_draft_changed_since_it_was_checked_is_shown_again_as_it_stands(acting, signed_in):
    draft = make.draft(acting("police-referrer"))
    make.saved(draft, "name-and-birth", acting("police-lead"), given_name=answered("Lin"))
    client = signed_in("police-referrer")

    stale = client.post(check_page(draft), {"version": "1"})
    again = client.post(check_page(draft), fields_of(stale))

    assert stale.status_code == 422
    assert "This draft was changed after you opened this page" in text_of(stale)
    assert "Given names Lin Change" in text_of(stale)
    assert again.status_code == 302
    assert Case.objects.get().identity.given_name == "Lin"


@pytest.mark.parametrize("version", ["", "x", "99999999999999999999", "-1"])
def test_a_version_that_is_none_submits_nothing(acting, signed_in, version):
    draft = make.draft(acting("police-referrer"))

    response = signed_in("police-referrer").post(check_page(draft), {"version": version})

    assert response.status_code == 422
    assert Case.objects.count() == 0


def test_submitting_what_is_not_ready_lists_every_obstacle_with_its_link(acting, signed_in):
    draft = make.draft(acting("police-referrer"), adult_answers(date_of_birth=answered("2015", "year")))

    response = signed_in("police-referrer").post(check_page(draft), {"version": "1"})

    assert response.status_code == 422
    assert (
        f'<a href="/referrals/drafts/{draft.pk}/name-and-birth/?back=check#question-date_of_birth">'
        "The date of birth is that of a child" in response.content.decode()
    )
    assert Draft.objects.filter(pk=draft.pk).exists()


def test_the_receipt_is_for_the_organisation_that_referred_alone(acting, signed_in):
    case = make.referral(acting("police-referrer"), child_answers())

    own, other, authority, none = (
        signed_in(slug).get(f"/referrals/received/{reference}/")
        for slug, reference in (
            ("police-lead", case.reference),
            ("other-police-referrer", case.reference),
            ("sca-intake", case.reference),
            ("police-lead", "NRM-26-999999-A"),
        )
    )

    assert (own.status_code, other.status_code, authority.status_code, none.status_code) == (200, 404, 404, 404)
    assert text_of(other) == text_of(signed_in("other-police-referrer").get("/referrals/received/NRM-26-999999-A/"))


def test_a_report_is_submitted_destroyed_and_shown_as_codes(acting, signed_in):
    draft = make.draft(acting("police-referrer"), duty_to_notify_answers(given_name=answered("Zqarben")))
    client = signed_in("police-referrer")

    check = client.get(check_page(draft))
    sent = client.post(check_page(draft), fields_of(check))
    receipt = client.get(sent.url)
    again = client.post(check_page(draft), fields_of(check))

    assert "will not be sent. They are destroyed with the draft: given names." in text_of(check)
    assert "Zqarben" not in text_of(check)
    assert "Report received Reference DTN-" in text_of(receipt)
    assert "Nationality Albanian" in text_of(receipt)
    assert (again.status_code, Draft.objects.count()) == (404, 0)
    assert "list of duty to notify reports" in text_of(again)


def test_a_blocked_draft_cannot_be_submitted_from_an_old_page(acting, signed_in):
    draft = make.draft(acting("charity-referrer"), duty_to_notify_answers())

    response = signed_in("charity-referrer").post(check_page(draft), {"version": "1"})

    assert response.url == f"/referrals/drafts/{draft.pk}/"
    assert (Case.objects.count(), Draft.objects.count()) == (0, 1)


def test_a_draft_that_never_was_is_not_submitted(signed_in):
    response = signed_in("police-referrer").post(f"/referrals/drafts/{uuid.uuid4()}/check/", {"version": "1"})

    assert response.status_code == 404
