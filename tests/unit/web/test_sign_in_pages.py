"""allauth's pages wear our page: each template resolves to Django's engine, and the ones people meet are ours."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.template import engines
from django.template.loader import get_template

OURS = settings.BASE_DIR / "templates_allauth"
PAGES = sorted(
    str(path.relative_to(OURS))
    for folder in ("account", "mfa", "usersessions")
    for path in (OURS / folder).rglob("*.html")
    if "{% block content %}" in path.read_text()
)


@pytest.mark.parametrize("name", PAGES)
def test_page_is_found_in_our_folder_by_djangos_engine(name):
    template = get_template(name)

    assert template.backend is engines["django"]
    assert template.origin.name == str(OURS / name)


@pytest.mark.parametrize("name", PAGES)
def test_page_has_one_heading_equal_to_its_title(name):
    source = (OURS / name).read_text()

    headings = re.findall(r"<h1[^>]*>(.*?)</h1>", source)
    title = re.search(r"{% block head_title %}(.*?){% endblock", source)[1]

    assert headings
    assert all(heading in title for heading in headings)


def test_every_layout_of_the_library_extends_ours():
    for name in ("entrance", "manage"):
        assert (
            '{% extends "allauth/layouts/base.html" %}' in (OURS / "allauth" / "layouts" / f"{name}.html").read_text()
        )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/accounts/password/set/", "Choose a password"),
        ("/accounts/2fa/", "How you sign in"),
        ("/accounts/2fa/totp/activate/", "Set up an authenticator app"),
        ("/accounts/2fa/webauthn/", "Security keys"),
        ("/accounts/2fa/webauthn/add/", "Add a security key"),
        ("/accounts/2fa/recovery-codes/generate/", "Make new recovery codes"),
        ("/accounts/sessions/", "Where you are signed in"),
        ("/accounts/logout/", "Sign out"),
    ],
)
def test_page_about_ones_own_sign_in_has_one_heading(signed_in, address, heading):
    response = signed_in("sca-intake").get(address)

    assert response.status_code == 200
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", response.content.decode()) == [heading]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/accounts/password/reset/", "Reset your password"),
        ("/accounts/password/reset/done/", "Check your email"),
        ("/accounts/password/reset/key/1-bad/", "This link no longer works"),
        ("/accounts/signup/", "There is no sign-up"),
    ],
)
def test_page_for_visitors_has_one_heading(client, address, heading):
    response = client.get(address)

    assert response.status_code == 200
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", response.content.decode()) == [heading]


@pytest.mark.django_db
def test_sign_in_page_is_ours_with_fields_and_footer(client):
    response = client.get("/accounts/login/")

    html = response.content.decode()

    assert response.status_code == 200
    assert "<title>Sign in - NRM casework</title>" in re.sub(r"\s*(<title>)\s*", r"\1", html)
    assert html.count("<h1") == 1
    assert re.findall(r'<input class="govuk-input[^"]*" id="(\w+)" name="(\w+)"', html) == [
        ("id_login", "login"),
        ("id_password", "password"),
    ]
    assert "Accessibility" in html


@pytest.mark.django_db
def test_failed_sign_in_puts_error_in_title_and_summary(client):
    response = client.post("/accounts/login/", {"login": "nobody@example.com", "password": ""})

    html = response.content.decode()

    assert "Error: Sign in - NRM casework" in html
    assert '<a href="#id_password">Enter password</a>' in html
