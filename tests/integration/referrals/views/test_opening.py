from __future__ import annotations

import uuid

import pytest

from nrm.audit.models import AuditEvent
from referrals.domain.answers import answered
from referrals.models import Draft
from tests.html_form import fields_of, text_of

pytestmark = pytest.mark.django_db

WHERE = {"nation": "wales", "encountered_on-day": "2", "encountered_on-month": "11", "encountered_on-year": "2026"}


def test_the_first_page_asks_where_and_when(signed_in):
    response = signed_in("police-referrer").get("/referrals/new/")

    assert response.status_code == 200
    assert "Where in the UK did you meet the person?" in text_of(response)
    assert uuid.UUID(fields_of(response)["draft"][0])
    assert Draft.objects.count() == 0


def test_saving_the_first_page_starts_the_draft_and_asks_for_the_age(signed_in):
    client = signed_in("police-referrer")

    response = client.post("/referrals/new/", WHERE)

    draft = Draft.objects.get()
    assert response.url == f"/referrals/drafts/{draft.pk}/age/"
    assert draft.answers == {"nation": answered("wales"), "encountered_on": answered("2026-11-02")}
    assert AuditEvent.objects.filter(event="draft_started", subject_id=str(draft.pk)).count() == 1


def test_a_double_press_starts_one_draft(signed_in):
    client = signed_in("police-referrer")
    sent = WHERE | {"draft": str(uuid.uuid4())}

    first, second = client.post("/referrals/new/", sent), client.post("/referrals/new/", sent)

    assert first.url == second.url == f"/referrals/drafts/{sent['draft']}/age/"
    assert Draft.objects.count() == 1


def test_going_on_without_the_nation_is_refused_and_everything_is_shown_again(signed_in):
    response = signed_in("police-referrer").post("/referrals/new/", WHERE | {"nation": ""})

    assert response.status_code == 422
    assert "Say where you met the person" in text_of(response)
    assert 'href="#id_nation"' in response.content.decode()
    assert fields_of(response)["encountered_on-year"] == ["2026"]
    assert Draft.objects.count() == 0


def test_coming_back_later_keeps_a_draft_without_the_nation(signed_in):
    response = signed_in("police-referrer").post("/referrals/new/", WHERE | {"nation": "", "press": "later"})

    assert response.url == "/referrals/drafts/"
    assert Draft.objects.get().answers == {"encountered_on": answered("2026-11-02")}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"encountered_on-day": "31", "encountered_on-month": "2"}, "must be a real date"),
        ({"nation": "atlantis"}, "Choose nation from the answers offered"),
        ({"encountered_on-year": "26"}, "the year must have 4 numbers"),
        ({"encountered_on-year": "2090"}, "Date you met them must be today or in the past"),
    ],
)
def test_a_first_page_that_cannot_be_read_starts_nothing(signed_in, typed, sentence):
    response = signed_in("police-referrer").post("/referrals/new/", WHERE | typed)

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("slug", ["sca-intake", "administrator", "support-worker", "analyst"])
def test_a_role_that_does_not_refer_is_refused(signed_in, slug):
    client = signed_in(slug)

    assert client.get("/referrals/new/").status_code == 403
    assert client.post("/referrals/new/", WHERE).status_code == 403
    assert Draft.objects.count() == 0
