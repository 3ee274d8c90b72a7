"""The pages of connected systems: what they show to whom, and that a token is shown once."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from nrm.accounts.models import MachineToken, Membership
from nrm.audit.models import AuditEvent
from tests.factories.machines import administrator_of, connected_system
from tests.html_tree import page as tree_of

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'<code id="token">(nrm_[A-Za-z0-9_-]{43})</code>')
ADDING = {"name": "Niche RMS", "label": "live", "days": "90"}


def test_connecting_a_system_shows_its_token_once(signed_in, client):
    administrator = signed_in("administrator")

    made = administrator.post(reverse("accounts:machine-add"), ADDING)
    listed = administrator.get(reverse("accounts:machines"))

    (token,) = TOKEN.findall(made.content.decode())
    row = MachineToken.objects.get()
    answer = client.get("/api/v1/cases/", headers={"Authorization": f"Bearer {token}"})
    assert (made.status_code, made["Cache-Control"], answer.status_code) == (200, "no-store", 200)
    assert (row.membership.person.name, row.label, (row.until - row.since).days) == ("Niche RMS", "live", 90)
    assert token not in listed.content.decode()
    assert f"{row.prefix}…" in listed.content.decode()
    assert token.startswith(row.prefix)
    assert len(row.prefix) == 10


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": " "}, "Enter the name of the system"),
        ({"label": ""}, "Enter what the token is for"),
        ({"days": "9999"}, "Select how long the token is valid from the options"),
        ({"days": ""}, "Select how long the token is valid"),
    ],
)
def test_an_incomplete_form_connects_nothing(signed_in, changed, sentence):
    page = signed_in("administrator").post(reverse("accounts:machine-add"), ADDING | changed)

    errors = [link.text for link in tree_of(page).one(".govuk-error-summary").all("a")]
    assert (page.status_code, errors) == (422, [sentence])
    assert MachineToken.objects.count() == 0


def test_a_name_is_shown_as_text(signed_in):
    signed_in("administrator").post(reverse("accounts:machine-add"), ADDING | {"name": "<b>Niche</b> & co"})

    page = signed_in("administrator").get(reverse("accounts:machines"))

    assert b"&lt;b&gt;Niche&lt;/b&gt; &amp; co" in page.content
    assert b"<b>Niche" not in page.content


def test_renewing_leaves_the_first_token_in_use(signed_in, client):
    machine = connected_system()

    page = signed_in("administrator").post(
        reverse("accounts:machine-token", args=[machine.membership_id]), {"label": "next", "days": "30"}
    )

    (second,) = TOKEN.findall(page.content.decode())
    for token in (machine.token, second):
        assert client.get("/api/v1/cases/", headers={"Authorization": f"Bearer {token}"}).status_code == 200


def test_one_token_is_ended_or_the_whole_system(signed_in):
    machine = connected_system()
    administrator = signed_in("administrator")
    address = reverse("accounts:machine-end", args=[machine.membership_id])

    one = administrator.post(address, {"what": str(machine.row.pk)}, follow=True)
    nobodys = administrator.post(address, {"what": "999999"})
    whole = administrator.post(address, {"what": "system"}, follow=True)
    again = administrator.get(address)

    assert f"The token {machine.row.prefix}… of Niche RMS has ended." in one.content.decode()
    assert nobodys.status_code == 422
    assert b"The access of Niche RMS has ended, and every token of it." in whole.content
    assert b"The access of this system has already ended." in again.content
    assert Membership.objects.get(pk=machine.membership_id).until is not None


def test_another_organisations_systems_are_not_there(signed_in):
    connected_system("west-yorkshire-police", name="Their RMS")
    ours = connected_system(name="Our RMS")

    page = signed_in("administrator").get(reverse("accounts:machines"))

    assert b"Our RMS" in page.content
    assert b"Their RMS" not in page.content
    event = AuditEvent.objects.get(event="machines_viewed")
    assert event.payload == {"person_ids": [ours.actor.person_id]}


def test_systems_do_not_stand_among_the_people(signed_in):
    connected_system()

    page = signed_in("administrator").get(reverse("accounts:members"))

    assert b"Niche RMS" not in page.content
    assert reverse("accounts:machines").encode() in page.content
    assert (
        reverse("accounts:machines").encode() not in signed_in("police-lead").get(reverse("accounts:members")).content
    )


def test_an_organisation_that_does_not_refer_is_told_so(client):
    membership = Membership.objects.get(pk=administrator_of("sca").membership_id)
    client.force_login(membership.person, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["nrm_demo_persona"] = "any"
    session.save()

    listed = client.get(reverse("accounts:machines"))
    adding = client.get(reverse("accounts:machine-add"))

    assert b"does not refer people" in listed.content
    assert reverse("accounts:machine-add").encode() not in listed.content
    assert (adding.status_code, b"does not refer people" in adding.content) == (403, True)
