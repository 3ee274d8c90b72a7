"""The demonstration's doors: one click to be somebody, and the emails."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from nrm.accounts.actions.memberships import end_membership
from nrm.accounts.demo.outbox import Piece, pieces
from nrm.accounts.demo.personas import PERSONAS
from nrm.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


def test_the_page_has_one_button_for_each_persona():
    page = Client().get("/demo/").content.decode()

    assert re.findall(r'name="persona" value="([\w-]+)"', page) != []
    assert sorted(re.findall(r'name="persona" value="([\w-]+)"', page)) == sorted(p.slug for p in PERSONAS)


@pytest.mark.parametrize("slug", [p.slug for p in PERSONAS])
def test_each_persona_signs_in_with_one_post_and_lands_on_their_start_page(slug, acting):
    client = Client()

    answer = client.post("/demo/sign-in/", {"persona": slug})
    start = client.get(answer["Location"])

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert start.status_code == 200
    assert acting(slug).organisation_label in start.content.decode()
    event = AuditEvent.objects.filter(event="signed_in").latest("pk")
    assert (event.actor_id, event.payload) == (acting(slug).person_id, {"method": "demonstration"})


def test_a_script_signs_in_with_the_token_of_the_page():
    client = Client(enforce_csrf_checks=True)

    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get("/demo/").content.decode())[1]
    without = client.post("/demo/sign-in/", {"persona": "sca-intake"})
    answer = client.post("/demo/sign-in/", {"persona": "sca-intake", "csrfmiddlewaretoken": token})

    assert without.status_code == 403
    assert answer.status_code == 302


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded"])
@pytest.mark.parametrize(
    ("method", "address"), [("get", "/demo/"), ("post", "/demo/sign-in/"), ("get", "/demo/outbox/")]
)
def test_no_door_opens_to_a_request_that_came_through_a_proxy(header, method, address):
    client = Client(headers={header: "127.0.0.1"})

    answer = getattr(client, method)(address, {"persona": "administrator"})

    assert answer.status_code == 403
    assert "it opens on the machine it runs on only. This request came through a proxy." in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert b'name="persona"' not in answer.content


def test_being_somebody_else_leaves_nothing_of_the_first():
    client = Client()
    client.post("/demo/sign-in/", {"persona": "administrator"})
    first_key = client.session.session_key

    client.post("/demo/sign-in/", {"persona": "police-referrer"})

    assert client.session.session_key != first_key
    assert client.get(reverse("accounts:members")).status_code == 403


@pytest.mark.parametrize("slug", ["nobody", "", "administrator@demo.example", "a\x00b"])
def test_an_unknown_persona_is_not_found(slug):
    client = Client()

    answer = client.post("/demo/sign-in/", {"persona": slug})

    assert answer.status_code == 404
    assert "_auth_user_id" not in client.session


def test_a_get_signs_nobody_in():
    assert Client().get("/demo/sign-in/?persona=sca-intake").status_code == 405


def test_a_persona_whose_access_ended_is_named_and_not_signed_in(acting):
    end_membership(membership_id=acting("police-referrer").membership_id, by=acting("administrator"))
    client = Client()

    answer = client.post("/demo/sign-in/", {"persona": "police-referrer"})

    assert answer.status_code == 409
    assert "Jo Marsh has no access in this demonstration" in answer.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.fixture
def outbox(settings, tmp_path: Path) -> Path:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    return tmp_path


def test_the_outbox_shows_emails_newest_first_as_text(outbox):
    EmailMessage("First", "Straße <script>alert(1)</script>\n" + "-" * 79 + "\nend", to=["a@demo.example"]).send()
    EmailMessage("Second", "See http://127.0.0.1:8000/cases/ or http://evil.example/x", to=["b@demo.example"]).send()

    page = Client().get("/demo/outbox/").content.decode()

    assert re.findall(r'nrm-email__subject">([^<]+)<', page)[:2] == ["Second", "First"]
    assert "<script>alert(1)" not in page
    assert "Straße &lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert 'href="http://127.0.0.1:8000/cases/"' in page
    assert 'href="http://evil.example' not in page


def test_the_outbox_without_emails_says_so(outbox):
    page = Client().get("/demo/outbox/")

    assert page.status_code == 200
    assert b"No emails yet" in page.content


def test_only_addresses_of_this_installation_become_links():
    assert pieces("a http://127.0.0.1:8000/x b http://127.0.0.1:8000.evil.example/ javascript:x") == (
        Piece("a "),
        Piece("http://127.0.0.1:8000/x", "http://127.0.0.1:8000/x"),
        Piece(" b "),
        Piece("http://127.0.0.1:8000.evil.example/"),
        Piece(" javascript:x"),
    )
