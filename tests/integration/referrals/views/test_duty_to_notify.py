from __future__ import annotations

import pytest

from nrm.audit.models import AuditEvent
from referrals.selectors import duty_to_notify_visible_to
from tests.factories import referrals as make
from tests.html_form import text_of

pytestmark = pytest.mark.django_db


def test_the_list_shows_the_reports_of_the_organisation_alone(acting, signed_in):
    own, other = make.duty_to_notify(acting("police-referrer")), make.duty_to_notify(acting("other-police-referrer"))

    response = signed_in("police-lead").get("/referrals/duty-to-notify/")

    shown = text_of(response)
    assert own.reference in shown
    assert other.reference not in shown
    assert "Albanian" in shown
    event = AuditEvent.objects.get(event="duty_to_notify_listed")
    assert (event.payload, event.actor_label) == ({"references": [own.reference]}, "Sunita Rao")


def test_an_empty_list_says_how_a_report_begins(signed_in):
    assert "No reports" in text_of(signed_in("charity-referrer").get("/referrals/duty-to-notify/"))


def test_a_report_is_shown_and_the_look_recorded(acting, signed_in):
    report = make.duty_to_notify(acting("border-force-referrer"))

    response = signed_in("border-force-referrer").get(f"/referrals/duty-to-notify/{report.reference}/")

    shown = text_of(response)
    assert "Sex Male" in shown
    assert "Which police force area are they in now? Gwent Police" in shown
    event = AuditEvent.objects.get(event="duty_to_notify_viewed")
    assert (event.payload, event.subject_id) == ({"reference": report.reference}, str(report.pk))


def test_somebody_elses_report_and_none_at_all_are_the_same_page(acting, signed_in):
    report = make.duty_to_notify(acting("police-referrer"))
    client = signed_in("other-police-referrer")

    theirs, none = (client.get(f"/referrals/duty-to-notify/{r}/") for r in (report.reference, "DTN-26-999999-A"))

    assert (theirs.status_code, none.status_code) == (404, 404)
    assert text_of(theirs) == text_of(none)
    assert not AuditEvent.objects.filter(event="duty_to_notify_viewed").exists()


@pytest.mark.parametrize("page", ["duty-to-notify", "received"])
@pytest.mark.parametrize("odd", ["%00", "DTN-26-000001-A%00", "%ED%A0%80", "%F0%9F%92%A9", "x" * 2000, "NRM%2026"])
def test_an_address_with_odd_characters_in_it_is_no_page(signed_in, page, odd):
    assert signed_in("police-referrer").get(f"/referrals/{page}/{odd}/").status_code == 404


@pytest.mark.parametrize("slug", ["sca-leader", "administrator", "auditor", "statistician", "contract-manager"])
def test_a_role_that_does_not_refer_sees_no_report(acting, signed_in, slug):
    report = make.duty_to_notify(acting("police-referrer"))
    client = signed_in(slug)

    assert client.get("/referrals/duty-to-notify/").status_code == 403
    assert client.get(f"/referrals/duty-to-notify/{report.reference}/").status_code == 404
    assert list(duty_to_notify_visible_to(acting(slug))) == []
