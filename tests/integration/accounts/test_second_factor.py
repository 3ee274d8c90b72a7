"""A session that has not passed a second factor reaches nothing, by whatever address and method."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from nrm import clock
from nrm.accounts.middleware import AT_THE_DOOR, TO_SET_UP, is_api, is_public
from nrm.accounts.models import Membership
from nrm.accounts.second_factor import PASSED_BY
from nrm.audit.frame import unguarded
from tests.factories.accounts import member, with_password, with_second_factor

pytestmark = pytest.mark.django_db
SAMPLES = {"int": "1", "uuid": str(uuid.uuid4()), "slug": "x", "str": "x", "path": "x"}
ENROLMENT = "/accounts/2fa/totp/activate/"


def routes(resolver=None, prefix: str = "/", names: str = "") -> Iterator[tuple[str, str, object]]:
    """Every route as (name, an address that matches it, view)."""
    for entry in (resolver or get_resolver()).url_patterns:
        part = re.sub(r"<(?:(\w+):)?\w+>", lambda m: SAMPLES[m[1] or "str"], str(entry.pattern))
        if isinstance(entry, URLResolver):
            space = f"{names}{entry.namespace}:" if entry.namespace else names
            yield from routes(entry, prefix + part, space)
        elif isinstance(entry, URLPattern) and not any(character in part for character in "^$(?"):
            yield f"{names}{entry.name}", prefix + part, entry.callback


def client_signed_in_by_password_only(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "head", "options"])
def test_a_password_alone_reaches_no_page_but_setting_up_a_second_factor(method):
    client = client_signed_in_by_password_only(member("ada@police.example").person)
    opened = []

    for name, address, view in routes():
        if is_public(view) or name in AT_THE_DOOR | TO_SET_UP:
            continue
        answer = getattr(client, method)(address)
        expected = 403 if is_api(view) else 302
        if answer.status_code != expected or (expected == 302 and answer["Location"] != ENROLMENT):
            opened.append((name, answer.status_code))

    assert opened == []


def test_somebody_without_access_is_told_so_and_not_asked_to_set_anything_up():
    membership = member("gone@police.example")
    with unguarded():
        Membership.objects.filter(pk=membership.pk).update(until=clock.now())

    answer = client_signed_in_by_password_only(membership.person).get(reverse("desks:start"))

    assert answer.status_code == 403
    assert "You have no access at the moment" in answer.content.decode()


def test_the_walk_above_sees_pages_and_api():
    views = {name: view for name, _, view in routes()}

    assert {"desks:start", "accounts:members", "account_change_password", "usersessions_list"} <= views.keys()
    assert sum(is_api(view) for view in views.values()) >= 1


def test_a_password_alone_has_no_navigation_and_no_actor_on_the_pages_it_reaches():
    client = client_signed_in_by_password_only(member("ada@police.example").person)

    page = client.get(reverse("web:accessibility"))

    assert page.status_code == 200
    assert page.wsgi_request.actor is None
    assert b"Derbyshire Constabulary" not in page.content


def test_an_older_session_does_not_pass_because_another_session_set_up_a_second_factor():
    person = with_password(member("ada@police.example").person)
    thief = client_signed_in_by_password_only(person)
    with_second_factor(person)

    answer = thief.get(reverse("mfa_view_recovery_codes"))
    again = thief.get("/")

    assert (answer.status_code, answer["Location"]) == (302, reverse("account_login"))
    assert again["Location"].startswith(reverse("account_login"))
    assert "_auth_user_id" not in thief.session


def test_a_session_that_passed_stays_only_while_the_account_has_a_second_factor():
    person = member("ada@police.example").person
    with_second_factor(person)
    client = client_signed_in_by_password_only(person)
    session = client.session
    session[PASSED_BY] = person.pk
    session.save()

    before = client.get("/")
    Authenticator.objects.filter(user=person, type="totp").delete()
    after = client.get("/")

    assert before.status_code == 200
    assert (after.status_code, after["Location"]) == (302, ENROLMENT)


def test_a_mark_of_another_person_does_not_pass():
    person, other = member("ada@police.example").person, member("eve@police.example", name="Eve Hart").person
    with_second_factor(person)
    client = client_signed_in_by_password_only(person)
    session = client.session
    session[PASSED_BY] = other.pk
    session.save()

    answer = client.get("/")

    assert (answer.status_code, answer["Location"]) == (302, reverse("account_login"))


def test_the_demonstrations_mark_counts_for_nothing_outside_it(settings):
    client = client_signed_in_by_password_only(member("ada@police.example").person)
    session = client.session
    session["nrm_demo_persona"] = "police-referrer"
    session.save()
    settings.DEMO = False

    answer = client.get("/people/")

    assert (answer.status_code, answer["Location"]) == (302, ENROLMENT)
