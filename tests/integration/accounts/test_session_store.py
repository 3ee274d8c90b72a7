"""A session's half hour is moved on at most once a minute; what changed in it is kept at once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

pytestmark = pytest.mark.django_db


def aged(client, by: dt.timedelta) -> dt.datetime:
    """Make the stored session look as if its last page was that long ago."""
    row = Session.objects.get(pk=client.session.session_key)
    row.expire_date -= by
    row.save()
    return row.expire_date


def stored_until(client) -> dt.datetime:
    return Session.objects.get(pk=client.session.session_key).expire_date


def test_a_page_within_a_minute_writes_nothing(signed_in):
    client = signed_in("sca-caseworker")
    client.get(reverse("desks:start"))
    before = aged(client, dt.timedelta(seconds=50))

    client.get(reverse("desks:start"))

    assert stored_until(client) == before


def test_a_page_after_a_minute_moves_the_half_hour_on(signed_in):
    client = signed_in("sca-caseworker")
    client.get(reverse("desks:start"))
    before = aged(client, dt.timedelta(seconds=70))

    client.get(reverse("desks:start"))

    assert stored_until(client) - before >= dt.timedelta(seconds=70)


def test_a_session_ends_after_half_an_hour_without_a_page(signed_in):
    client = signed_in("sca-caseworker")
    client.get(reverse("desks:start"))
    aged(client, dt.timedelta(minutes=31))

    response = client.get(reverse("desks:start"))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_what_changes_is_kept_at_once(signed_in):
    client = signed_in("sca-caseworker")
    client.get(reverse("desks:start"))

    session = client.session
    session["chosen"] = "x"
    session.save()

    assert client.session["chosen"] == "x"
