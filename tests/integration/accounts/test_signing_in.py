"""Signing in as a real person does: invitation, password, second factor; and what the record says of it."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from nrm.access.roles import Role
from nrm.accounts.actions.memberships import end_membership, invite_member
from nrm.accounts.links import set_password_link
from nrm.accounts.models import Organisation, Person
from nrm.audit.models import AuditEvent
from nrm.notices.models import OutboxRow
from tests.factories.accounts import PASSWORD, code_of, member, with_password, with_second_factor

pytestmark = pytest.mark.django_db(transaction=True)


def sign_in(client: Client, email: str, password: str = PASSWORD):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def events_since(start: int) -> list[tuple[str, int | None, str, dict]]:
    rows = AuditEvent.objects.filter(pk__gt=start).order_by("pk")
    return [(row.event, row.actor_id, row.subject_id, row.payload) for row in rows]


def last_event() -> int:
    return AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def test_an_invited_person_sets_a_password_and_a_second_factor_and_reaches_their_start_page(acting):
    invite_member(
        email="ada@demo.example",
        name="Ada Byron",
        organisation=Organisation.objects.get(slug="derbyshire-police"),
        role=Role.REFERRER,
        by=acting("administrator"),
    )
    link = OutboxRow.objects.get(person__email="ada@demo.example").address
    client = Client()

    form_page = client.get(link.removeprefix("http://127.0.0.1:8000"), follow=True)
    client.post(form_page.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    first = sign_in(client, "ada@demo.example")
    before = client.get("/")
    enrolment = client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    activated = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    codes = client.get(reverse("mfa_view_recovery_codes"))
    start = client.get("/")

    assert first.status_code == 302
    assert (before.status_code, before["Location"]) == (302, reverse("mfa_activate_totp"))
    assert enrolment.status_code == 200
    assert (activated.status_code, activated["Location"]) == (302, reverse("mfa_view_recovery_codes"))
    assert codes.status_code == 200
    assert start.status_code == 200
    assert set(Authenticator.objects.filter(user__email="ada@demo.example").values_list("type", flat=True)) == {
        "totp",
        "recovery_codes",
    }
    assert client.get(link.removeprefix("http://127.0.0.1:8000"), follow=True).context["token_fail"] is True


def test_signing_in_by_password_and_code_opens_the_start_page_and_is_recorded():
    person = with_password(member("ada@demo.example").person)
    secret = with_second_factor(person)
    client = Client()
    start = last_event()

    first = sign_in(client, "ADA@demo.example")
    between = client.get("/")
    second = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    recorded = events_since(start)
    page = client.get("/")
    beginning_to_leave = last_event()
    client.post(reverse("account_logout"))
    after = client.get("/")

    assert (first.status_code, first["Location"]) == (302, reverse("mfa_authenticate"))
    assert between["Location"].startswith(reverse("account_login"))
    assert (second.status_code, second["Location"]) == (302, "/")
    assert page.status_code == 200
    assert after["Location"].startswith(reverse("account_login"))
    assert recorded == [("signed_in", person.pk, str(person.pk), {"method": "password and totp"})]
    assert events_since(beginning_to_leave) == [("signed_out", person.pk, str(person.pk), {})]


def test_a_recovery_code_stands_in_for_the_second_factor_once():
    person = with_password(member("ada@demo.example").person)
    with_second_factor(person)
    codes = Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()
    client, again = Client(), Client()

    sign_in(client, person.email)
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    sign_in(again, person.email)
    refused = again.post(reverse("mfa_authenticate"), {"code": codes[0]})

    assert client.get("/").status_code == 200
    assert refused.status_code == 200
    assert again.get("/")["Location"].startswith(reverse("account_login"))


def test_a_wrong_password_is_recorded_without_the_address_typed():
    person = with_password(member("ada@demo.example").person)
    start = last_event()

    known = sign_in(Client(), person.email, "wrong-password-entirely")
    unknown = sign_in(Client(), "nobody@demo.example", "wrong-password-entirely")

    assert known.content.replace(b"ada@", b"x@").count(b"There is a problem") == 1
    assert unknown.content.count(b"There is a problem") == 1
    assert events_since(start) == [
        ("sign_in_failed", None, str(person.pk), {"step": "password"}),
        ("sign_in_failed", None, "", {"step": "password"}),
    ]
    assert not AuditEvent.objects.filter(payload__icontains="@demo.example").exists()


def test_a_wrong_code_is_recorded_and_opens_nothing():
    person = with_password(member("ada@demo.example").person)
    with_second_factor(person)
    client = Client()
    sign_in(client, person.email)
    start = last_event()

    answer = client.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert answer.status_code == 200
    assert client.get("/")["Location"].startswith(reverse("account_login"))
    assert events_since(start) == [("sign_in_failed", None, str(person.pk), {"step": "second factor"})]


def test_setting_up_and_removing_a_second_factor_is_recorded():
    person = with_password(member("ada@demo.example").person)
    client = Client()
    sign_in(client, person.email)
    client.get(reverse("mfa_activate_totp"))
    start = last_event()

    client.post(reverse("mfa_activate_totp"), {"code": code_of(client.session["mfa.totp.secret"])})

    assert [(event, payload) for event, _, _, payload in events_since(start)] == [
        ("second_factor_changed", {"change": "added", "kind": "totp"}),
        ("second_factor_changed", {"change": "added", "kind": "recovery codes"}),
    ]


def test_nobody_signs_up_by_themselves():
    answer = Client().post(
        reverse("account_signup"), {"email": "new@demo.example", "password1": PASSWORD, "password2": PASSWORD}
    )

    assert answer.status_code == 200
    assert not Person.objects.filter(email="new@demo.example").exists()


def test_asking_for_a_password_link_answers_alike_and_tells_only_who_has_access(acting):
    known = member("ada@demo.example").person
    gone = member("gone@demo.example")
    end_membership(membership_id=gone.pk, by=acting("administrator"))
    client = Client()

    answers = [
        client.post(reverse("account_reset_password"), {"email": address})
        for address in (known.email, gone.person.email, "nobody@demo.example")
    ]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (302, reverse("account_reset_password_done"))
    ] * 3
    assert list(OutboxRow.objects.filter(notice="password_link").values_list("person__email", flat=True)) == [
        known.email
    ]


def test_a_link_sets_the_password_and_ends_the_sessions_there_were():
    person = with_password(member("ada@demo.example").person)
    secret = with_second_factor(person)
    client = Client()
    sign_in(client, person.email)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    start = last_event()
    other = Client()
    person.refresh_from_db()

    form_page = other.get(set_password_link(person).removeprefix("http://127.0.0.1:8000"), follow=True)
    other.post(
        form_page.request["PATH_INFO"], {"password1": "violet-anchor-ninety", "password2": "violet-anchor-ninety"}
    )

    assert client.get("/")["Location"].startswith(reverse("account_login"))
    assert events_since(start) == [("password_changed", None, str(person.pk), {"change": "set by a link"})]


def test_somebody_whose_last_membership_ended_is_told_so_after_signing_in(acting):
    membership = member("ada@demo.example")
    person = with_password(membership.person)
    secret = with_second_factor(person)
    end_membership(membership_id=membership.pk, by=acting("administrator"))
    client = Client()

    sign_in(client, person.email)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    page = client.get("/")

    assert page.status_code == 403
    assert b"You have no access at the moment" in page.content


def test_a_closed_account_cannot_sign_in():
    person = with_password(member("ada@demo.example").person)
    person.is_active = False
    person.save()
    client = Client()

    sign_in(client, person.email)

    assert client.get("/")["Location"].startswith(reverse("account_login"))


def test_the_secret_of_an_authenticator_app_is_not_kept_as_it_is():
    person = member("ada@demo.example").person
    secret = with_second_factor(person)

    stored = Authenticator.objects.get(user=person, type="totp").data["secret"]

    assert secret not in stored


def test_somebody_who_signed_in_a_while_ago_types_their_password_again_before_setting_up():
    person = with_password(member("ada@demo.example").person)
    client = Client()
    sign_in(client, person.email)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 301}]
    session.save()

    asked = client.get(reverse("mfa_activate_totp"))
    answered = client.post(asked["Location"], {"password": PASSWORD})
    then = client.get(answered["Location"])

    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert answered["Location"] == reverse("mfa_activate_totp")
    assert b"authenticator_secret" in then.content


def test_five_failed_attempts_shut_the_account_for_a_while_even_to_the_right_password():
    person = with_password(member("ada@demo.example").person)
    client = Client()

    for _ in range(5):
        sign_in(client, person.email, "wrong-password-entirely")
    answer = sign_in(client, person.email)

    assert "There were too many failed attempts." in answer.content.decode()
    assert "_auth_user_id" not in client.session
