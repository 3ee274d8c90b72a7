"""Text typed while the session ended: kept, sealed, for an hour, for the same person, at the same address."""

from __future__ import annotations

import datetime as dt
import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import signing
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from nrm import clock
from nrm.access.actors import SystemActor, SystemName
from nrm.access.roles import Role
from nrm.accounts.models import Person
from nrm.audit.models import AuditEvent
from nrm.web import held
from nrm.web.models import HeldForm
from tests.factories.accounts import member

pytestmark = pytest.mark.django_db
TYPED = "Zoë <i>Quinn</i> ‮ltr  two spaces "
MARK = re.compile(r'name="_author" value="([^"]+)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def address() -> str:
    return reverse("accounts:invite")


def opened_by(client: Client) -> dict[str, str]:
    """The form as the person's browser has it, filled in."""
    page = client.get(address()).content.decode()
    return {
        "_author": MARK.search(page)[1],
        "csrfmiddlewaretoken": TOKEN.search(page)[1],
        "name": TYPED,
        "email": "zoe@demo.example",
        "role": "lead",
    }


def signed_out(client: Client) -> Client:
    """The same browser, its session ended: only what marks the browser itself is left of its cookies."""
    browser = client.cookies[held.browser_cookie()].value
    client.logout()
    client.cookies[held.browser_cookie()] = browser
    return client


def way_back(answer) -> str:
    """The address a signed-out person returns to after signing in."""
    assert urlsplit(answer["Location"]).path == reverse("account_login")
    return parse_qs(urlsplit(answer["Location"]).query)["next"][0]


def held_while_signed_out(signed_in) -> str:
    client = signed_in("administrator")
    form = opened_by(client)
    return way_back(signed_out(client).post(address(), form))


def test_text_sent_with_an_ended_session_is_shown_again_to_its_person_and_not_saved(signed_in, acting):
    client = signed_in("administrator")
    form = opened_by(client)

    back = way_back(signed_out(client).post(address(), form))
    page = signed_in("administrator").get(back)
    shown = page.content.decode()

    assert page.status_code == 200
    assert 'value="Zoë &lt;i&gt;Quinn&lt;/i&gt; ‮ltr  two spaces "' in shown
    assert 'value="lead" checked' in shown
    assert "What you typed is below. It has not been sent yet." in shown
    assert "There is a problem" not in shown
    assert not Person.objects.filter(email="zoe@demo.example").exists()
    assert [(e.event, e.actor_label, e.payload) for e in AuditEvent.objects.filter(event__startswith="typed_text")] == [
        ("typed_text_held", "system: held text keeper", {}),
        ("typed_text_given_back", "system: held text keeper", {}),
    ]


def test_text_given_back_can_be_sent_and_a_reload_loses_nothing(signed_in):
    back = held_while_signed_out(signed_in)
    client = signed_in("administrator")

    client.get(back)
    again = client.get(back)
    sent = client.post(address(), {"name": TYPED, "email": "zoe@demo.example", "role": "lead"})

    assert "zoe@demo.example" in again.content.decode()
    assert sent.status_code == 302
    assert Person.objects.get(email="zoe@demo.example").name == TYPED


def test_what_is_held_is_sealed(signed_in):
    held_while_signed_out(signed_in)

    row = HeldForm.objects.get()

    assert b"zoe@" not in bytes(row.sealed)
    assert "Zo" not in row.path + row.token
    assert row.expires_at - row.held_at == dt.timedelta(hours=1)


def test_somebody_else_who_signs_in_gets_nothing(signed_in):
    back = held_while_signed_out(signed_in)

    page = signed_in("police-lead").get(back)

    assert page.status_code == 200
    assert "zoe@demo.example" not in page.content.decode()
    assert not AuditEvent.objects.filter(event="typed_text_given_back").exists()


def test_at_another_address_nothing_is_given_back(signed_in):
    back = held_while_signed_out(signed_in)
    token = parse_qs(urlsplit(back).query)["held"][0]

    page = signed_in("administrator").get(reverse("accounts:act-as") + f"?held={token}")

    assert "It has not been sent yet" not in page.content.decode()
    assert not AuditEvent.objects.filter(event="typed_text_given_back").exists()


def test_a_visitor_gets_nothing(signed_in):
    back = held_while_signed_out(signed_in)

    answer = Client().get(back)

    assert answer.status_code == 302
    assert not AuditEvent.objects.filter(event="typed_text_given_back").exists()


def test_after_an_hour_there_is_nothing(signed_in, at):
    back = held_while_signed_out(signed_in)
    at(clock.now() + dt.timedelta(hours=1, seconds=1))

    page = signed_in("administrator").get(back)
    forgotten = held.forget_expired(by=SystemActor(SystemName.HELD_TEXT))

    assert "zoe@demo.example" not in page.content.decode()
    assert forgotten == 1
    assert not HeldForm.objects.exists()


@pytest.mark.parametrize(
    "mark",
    [
        "",
        "x",
        "a\x00b",
        signing.dumps({"person": 1, "acting": 1}, salt="another"),
        signing.dumps({"person": 1, "acting": 1}, key="another key", salt="nrm.held"),
    ],
    # Names of their own: a mark carries its second, and the workers that run the tests must collect the same names.
    ids=["none", "a letter", "a zero byte", "another salt", "another key"],
)
def test_a_mark_that_is_not_ours_holds_nothing(mark):
    answer = Client().post(address(), {"_author": mark, "name": TYPED})

    assert way_back(answer) == address()
    assert not HeldForm.objects.exists()


def test_a_mark_of_yesterday_holds_nothing(signed_in, monkeypatch):
    client = signed_in("administrator")
    form = opened_by(client)
    monkeypatch.setattr(held, "MARK_VALID_FOR", dt.timedelta(seconds=-1))

    signed_out(client).post(address(), form)

    assert not HeldForm.objects.exists()


@pytest.mark.parametrize("browser", [None, "another"])
def test_a_mark_read_off_somebodys_page_holds_nothing_in_another_browser(signed_in, browser):
    form = opened_by(signed_in("administrator"))
    other = Client()
    if browser is not None:
        other.cookies[held.browser_cookie()] = browser

    answer = other.post(address(), form)

    assert way_back(answer) == address()
    assert not HeldForm.objects.exists()


def test_a_mark_holds_nothing_at_another_address(signed_in):
    client = signed_in("administrator")
    form = opened_by(client)

    answer = signed_out(client).post(reverse("accounts:act-as"), form)

    assert way_back(answer) == reverse("accounts:act-as")
    assert not HeldForm.objects.exists()


def test_the_browsers_number_is_in_a_cookie_no_script_reads_and_on_no_page(signed_in):
    client = signed_in("administrator")

    page = client.get(address())
    again = client.get(address())

    cookie = page.cookies[held.browser_cookie()]
    assert (bool(cookie["httponly"]), cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")
    assert cookie.value not in page.content.decode()
    assert held.browser_cookie() not in again.cookies


def test_a_visitor_gets_no_number():
    assert held.browser_cookie() not in Client().get(reverse("account_login")).cookies


def test_only_pages_that_give_text_back_hold_it(signed_in):
    client = signed_in("administrator")
    form = opened_by(client)
    signed_out(client)

    for path in (reverse("account_login"), reverse("account_reset_password"), "/demo/sign-in/", "/nowhere/"):
        client.post(path, form | {"password": "secret-secret-secret"})

    assert not HeldForm.objects.exists()


def test_a_flood_with_one_mark_keeps_the_newest_twenty(signed_in, acting):
    client = signed_in("administrator")
    form = opened_by(client)
    signed_out(client)

    backs = [way_back(client.post(address(), form | {"email": f"n{number}@x.example"})) for number in range(23)]
    back_in = signed_in("administrator")

    assert HeldForm.objects.filter(person_id=acting("administrator").person_id).count() == 20
    assert "n0@x.example" not in back_in.get(backs[0]).content.decode()
    assert "n22@x.example" in back_in.get(backs[22]).content.decode()
    assert AuditEvent.objects.filter(event="held_text_forgotten", payload={"count": 1}).count() == 3


def test_more_than_any_form_of_ours_sends_is_not_kept(signed_in):
    client = signed_in("administrator")
    form = opened_by(client) | {"name": "x" * (held.MOST_BYTES + 1)}

    answer = signed_out(client).post(address(), form)

    assert way_back(answer) == address()
    assert not HeldForm.objects.exists()


def test_a_field_of_a_megabyte_is_kept_whole(signed_in):
    client = signed_in("administrator")
    form = opened_by(client) | {"name": "é" * 500_000}

    back = way_back(signed_out(client).post(address(), form))

    assert "é" * 500_000 in signed_in("administrator").get(back).content.decode()


def test_the_token_and_the_mark_are_not_among_what_is_held(signed_in, acting):
    back = held_while_signed_out(signed_in)
    token = parse_qs(urlsplit(back).query)["held"][0]

    fields = held.open_held(
        token=token,
        person_id=acting("administrator").person_id,
        path=address(),
        by=SystemActor(SystemName.HELD_TEXT),
    )

    assert fields.dict() == {"name": TYPED, "email": "zoe@demo.example", "role": "lead"}


def test_somebody_who_signed_in_again_in_another_tab_gets_the_text_back_at_once(signed_in):
    client = Client(enforce_csrf_checks=True)
    client.post("/demo/sign-in/", {"persona": "administrator", "csrfmiddlewaretoken": _token(client)})
    form = opened_by(client)
    client.post("/demo/sign-in/", {"persona": "administrator", "csrfmiddlewaretoken": _token(client)})

    answer = client.post(address(), form)
    page = client.get(answer["Location"])

    assert urlsplit(answer["Location"]).path == address()
    assert "zoe@demo.example" in page.content.decode()
    assert not Person.objects.filter(email="zoe@demo.example").exists()


def test_a_form_of_the_last_person_at_this_browser_is_refused_and_not_kept_for_the_next(signed_in):
    client = Client(enforce_csrf_checks=True)
    client.post("/demo/sign-in/", {"persona": "administrator", "csrfmiddlewaretoken": _token(client)})
    form = opened_by(client)
    client.post("/demo/sign-in/", {"persona": "police-lead", "csrfmiddlewaretoken": _token(client)})

    answer = client.post(address(), form)

    assert answer.status_code == 403
    assert not HeldForm.objects.exists()
    assert not Person.objects.filter(email="zoe@demo.example").exists()


def test_a_form_without_token_and_mark_is_refused_as_ever():
    answer = Client(enforce_csrf_checks=True).post(address(), {"name": TYPED})

    assert answer.status_code == 403
    assert not HeldForm.objects.exists()


def test_a_form_opened_for_one_organisation_is_not_sent_in_the_name_of_another():
    first = member("ada@demo.example", role=Role.ADMINISTRATOR)
    second = member("ada@demo.example", role=Role.ADMINISTRATOR, organisation="leeds-council")
    client = Client()
    client.force_login(first.person, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["nrm_demo_persona"] = "ada"
    session.save()
    form = opened_by(client)
    client.post(reverse("accounts:act-as"), {"membership": second.pk})

    answer = client.post(address(), form)
    page = client.get(answer["Location"]).content.decode()

    assert urlsplit(answer["Location"]).path == address()
    assert "You now act for Leeds City Council." in page
    assert "zoe@demo.example" in page
    assert not Person.objects.filter(email="zoe@demo.example").exists()


@pytest.mark.django_db(transaction=True)
def test_a_flood_at_once_is_bounded_too(acting):
    person_id = acting("administrator").person_id

    def send(number: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("set role nrm_app")
        fields = QueryDict(f"name=n{number}")
        held.hold(person_id=person_id, path=address(), fields=fields, by=SystemActor(SystemName.HELD_TEXT))
        connection.close()

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(send, range(30)))

    assert HeldForm.objects.filter(person_id=person_id).count() == 20


def _token(client: Client) -> str:
    return TOKEN.search(client.get("/demo/").content.decode())[1]
