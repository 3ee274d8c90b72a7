from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from nrm.audit.models import AuditEvent
from referrals.domain.answers import answered
from tests.factories.cases import case_at
from tests.html_tree import table

pytestmark = pytest.mark.django_db

# Later than the day the personas joined.
MONDAY_NOON = dt.datetime(2028, 2, 7, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _monday(at):
    at(MONDAY_NOON)


def test_a_referrer_sees_the_cases_of_their_organisation_in_its_own_words(signed_in):
    routed = case_at("routed", own_reference=answered("DC/1"))
    positive = case_at("rg_positive", own_reference=answered("DC/2"))
    case_at("submitted", referrer="other-police-referrer")

    response = signed_in("police-referrer").get(reverse("desks:cases"))

    assert table(response) == [
        [positive.reference, "DC/2", "Positive reasonable grounds decision", "Mon 7 Feb", "Positive"],
        [routed.reference, "DC/1", "Received", "Mon 7 Feb", "In 5 working days"],
    ]
    event = AuditEvent.objects.filter(event="cases_listed").latest("id")
    assert (event.shown_case_ids, event.payload) == ([positive.pk, routed.pk], {"page": "cases"})


@pytest.mark.parametrize(("stage", "expected"), [("considered", ["routed"]), ("decided", ["rg_negative"])])
def test_the_list_is_narrowed_by_stage(signed_in, stage, expected):
    made = {status: case_at(status) for status in ("routed", "rg_negative")}

    response = signed_in("police-referrer").get(reverse("desks:cases"), {"stage": stage})

    assert [row[0] for row in table(response)] == [made[status].reference for status in expected]


def test_a_colleague_of_the_authority_does_not_open_the_referrers_list(signed_in):
    case = case_at("submitted")

    response = signed_in("sca-caseworker").get(reverse("desks:cases"))

    assert response.status_code == 403
    assert case.reference not in response.content.decode()
