from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nrm.audit.models import AuditEvent
from referrals.domain.answers import answered
from referrals.models import Draft
from tests.factories import referrals as make
from tests.factories.answers import adult_answers, opening_answers
from tests.html_form import text_of

pytestmark = pytest.mark.django_db


def test_the_list_shows_the_drafts_of_the_organisation_by_its_own_reference(acting, signed_in):
    own = make.draft(acting("police-lead"))
    make.draft(acting("other-police-referrer"), adult_answers(own_reference=answered("WYP-9")))

    response = signed_in("police-referrer").get("/referrals/drafts/")

    shown = text_of(response)
    assert "JM-Dover-17" in shown
    assert "Started by Sunita Rao" in shown
    assert "Adult who consents" in shown
    assert "WYP-9" not in shown
    assert "Trần" not in shown
    event = AuditEvent.objects.get(event="drafts_listed")
    assert event.payload == {"draft_ids": [str(own.pk)]}


def test_an_empty_list_says_what_to_do(signed_in):
    response = signed_in("charity-referrer").get("/referrals/drafts/")

    assert "No drafts" in text_of(response)
    assert signed_in("charity-referrer").post("/referrals/drafts/").url == "/referrals/new/"


@pytest.mark.parametrize("drafts", [1, 26])
def test_the_list_costs_the_same_however_long_it_is(acting, signed_in, drafts):
    by = acting("police-referrer")
    for _ in range(drafts):
        make.draft(by, opening_answers())
    client = signed_in("police-referrer")
    client.get("/referrals/drafts/")

    with CaptureQueriesContext(connection) as statements:
        response = client.get("/referrals/drafts/")

    asked = [each["sql"] for each in statements if "SAVEPOINT" not in each["sql"]]
    assert len(asked) == 9
    assert text_of(response).count("Started by Jo Marsh") == min(drafts, 25)


def test_deleting_asks_first_and_then_removes_the_draft(acting, signed_in):
    draft = make.draft(acting("police-referrer"))
    client = signed_in("police-lead")

    asked = client.get(f"/referrals/drafts/{draft.pk}/delete/")
    assert "Everything typed in this draft is deleted" in text_of(asked)
    assert Draft.objects.filter(pk=draft.pk).exists()
    gone = client.post(f"/referrals/drafts/{draft.pk}/delete/")

    assert gone.url == "/referrals/drafts/"
    assert not Draft.objects.filter(pk=draft.pk).exists()
    assert "The draft was deleted." in text_of(client.get(gone.url))
    assert AuditEvent.objects.filter(event="draft_disposed", actor_label="Sunita Rao").count() == 1


def test_a_draft_deleted_twice_is_said_to_be_gone(acting, signed_in):
    draft = make.draft(acting("police-referrer"))
    client = signed_in("police-referrer")

    client.post(f"/referrals/drafts/{draft.pk}/delete/")
    again = client.post(f"/referrals/drafts/{draft.pk}/delete/")

    assert again.status_code == 404
    assert "This draft is no longer here" in text_of(again)


@pytest.mark.parametrize("part", ["", "name-and-birth/", "check/", "delete/"])
def test_somebody_elses_draft_and_none_at_all_are_the_same_page(acting, signed_in, part):
    draft = make.draft(acting("police-referrer"))
    client = signed_in("other-police-referrer")

    theirs, none = (client.get(f"/referrals/drafts/{number}/{part}") for number in (draft.pk, uuid.uuid4()))

    assert (theirs.status_code, none.status_code) == (404, 404)
    assert text_of(theirs) == text_of(none)
    for word in ("Linh", "Trần", "JM-Dover-17", "Jo Marsh", "Derbyshire"):
        assert word not in text_of(theirs)
    assert not AuditEvent.objects.filter(event="draft_viewed").exists()


@pytest.mark.parametrize("part", ["name-and-birth/", "check/", "delete/"])
def test_somebody_elses_draft_is_not_changed_by_any_post(acting, signed_in, part):
    draft = make.draft(acting("police-referrer"))

    response = signed_in("other-police-referrer").post(
        f"/referrals/drafts/{draft.pk}/{part}", make.posted(draft, "given_name", given_name="Changed")
    )

    assert response.status_code == 404
    assert Draft.objects.values("answers", "version").get(pk=draft.pk) == {"answers": adult_answers(), "version": 1}


@pytest.mark.parametrize("slug", ["sca-intake", "sca-caseworker", "administrator", "auditor", "contract-manager"])
@pytest.mark.parametrize("part", ["", "name-and-birth/", "check/", "delete/"])
def test_a_role_that_does_not_refer_sees_no_draft(acting, signed_in, slug, part):
    draft = make.draft(acting("police-referrer"))

    response = signed_in(slug).get(f"/referrals/drafts/{draft.pk}/{part}")

    assert response.status_code == 404
    assert "Linh" not in text_of(response)


def test_a_visitor_is_sent_to_sign_in(acting, client):
    draft = make.draft(acting("police-referrer"))

    response = client.get(f"/referrals/drafts/{draft.pk}/")

    assert (response.status_code, response.url.split("?")[0]) == (302, "/accounts/login/")
