"""Connected systems: their tokens, what they can never do, and the accounts that nobody signs in to."""

from __future__ import annotations

import datetime as dt
import logging

import pytest
from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from nrm import clock
from nrm.access import guardian
from nrm.access.exceptions import NotVisible, Refused
from nrm.access.permissions import Permission
from nrm.access.roles import Role
from nrm.accounts.actions.grants import drift
from nrm.accounts.actions.machines import add_machine, end_machine, end_token, make_token
from nrm.accounts.actions.memberships import change_role, end_membership, start_membership
from nrm.accounts.actions.passwords import send_password_link
from nrm.accounts.machine_middleware import MOST_FAILURES
from nrm.accounts.models import MachineToken, Membership, Organisation, Person
from nrm.accounts.selectors import colleagues_in_role, current_memberships
from nrm.accounts.tokens import hash_of, new_token
from nrm.audit.frame import unguarded
from nrm.audit.models import AuditEvent
from nrm.exceptions import DomainError
from nrm.notices.models import OutboxRow
from tests.factories.accounts import member
from tests.factories.cases import case_at
from tests.factories.machines import administrator_of, connected_system
from tests.routes import routes
from tests.stored import stored_text

pytestmark = pytest.mark.django_db
CASES = "/api/v1/cases/"


def events(*kinds: str) -> list[tuple]:
    return list(AuditEvent.objects.filter(event__in=kinds).order_by("pk").values_list("event", "payload"))


# -- making


def test_a_machine_is_known_by_its_token_and_the_record_says_so():
    machine = connected_system()
    case = case_at("rg_in_progress")

    answer = machine.client().get(CASES)

    assert [row["reference"] for row in answer.json()["results"]] == [case.reference]
    event = AuditEvent.objects.get(event="cases_listed")
    assert (event.actor_kind, event.actor_role, event.actor_id) == ("machine", "machine", machine.actor.person_id)
    assert event.actor_label == f"Niche RMS (token {machine.row.prefix}…)"
    assert (event.organisation_label, event.shown_case_ids) == ("Derbyshire Constabulary", [case.pk])


def test_only_the_hash_of_a_token_is_kept_anywhere(caplog):
    caplog.set_level(logging.DEBUG)

    machine = connected_system()
    machine.client().get(CASES)
    machine.client().get("/api/v1/nowhere/")

    kept = stored_text() + caplog.text
    assert machine.row.token_hash == hash_of(machine.token)
    assert machine.token not in kept
    assert machine.token[len("nrm_") :] not in kept
    assert machine.row.token_hash in kept


def test_tokens_are_long_random_and_never_the_same():
    tokens = {new_token() for _ in range(100)}

    assert len(tokens) == 100
    assert {token[:4] for token in tokens} == {"nrm_"}
    assert {len(token) for token in tokens} == {4 + 43}  # 256 bits in base64


def test_making_ending_and_using_are_in_the_record_by_the_tokens_beginning():
    machine = connected_system()
    machine.client().get(CASES)
    machine.client().get(CASES)
    end_token(membership_id=machine.membership_id, token_id=machine.row.pk, by=machine.administrator)

    person, prefix = machine.row.membership.person_id, machine.row.prefix
    assert events("machine_added", "machine_token_made", "machine_token_used", "machine_token_ended") == [
        ("machine_added", {"person_id": person}),
        (
            "machine_token_made",
            {"person_id": person, "prefix": prefix, "until": machine.row.until.date().isoformat()},
        ),
        ("machine_token_used", {"prefix": prefix}),
        ("machine_token_ended", {"person_id": person, "prefix": prefix}),
    ]


def test_who_else_looks_after_the_people_is_told_of_each_token_and_its_maker_is_not(acting):
    machine = connected_system()
    row, token = make_token(membership_id=machine.membership_id, label="next", days=30, by=machine.administrator)

    told = OutboxRow.objects.filter(notice="token_made").order_by("pk")
    assert [(each.person.email, each.organisation.slug, each.address.endswith("/people/")) for each in told] == [
        ("police-lead@demo.example", "derbyshire-police", True)
    ] * 2
    assert [each.key.split("/")[1] for each in told] == [f"token {machine.row.pk}", f"token {row.pk}"]
    assert not any(token[:10] in each.key + each.address for each in told)


def test_the_day_of_its_last_use_stands_on_the_token(at):
    machine = connected_system()
    day = clock.today() + dt.timedelta(days=3)

    at(clock.now() + dt.timedelta(days=3))
    machine.client().get(CASES)

    assert MachineToken.objects.get(pk=machine.row.pk).last_used_on == day


def test_a_machine_may_refer_and_follow_and_nothing_else():
    machine = connected_system()

    assert machine.actor.permissions == {
        Permission.DRAFT_REFERRAL,
        Permission.SUBMIT_REFERRAL,
        Permission.LIST_CASES,
        Permission.READ_API_DOCUMENT,
    }
    assert machine.actor.reach == {machine.actor.organisation_id}
    assert drift() == []
    assert guardian.group_name(machine.actor.organisation_id, Role.MACHINE) in {
        group.name for group in Person.objects.get(pk=machine.actor.person_id).groups.all()
    }


@pytest.mark.parametrize("days", [0, -1, 366, 10_000])
def test_a_token_lasts_between_a_day_and_a_year(days):
    with pytest.raises(DomainError, match="valid for 1 to 365 days"):
        connected_system(days=days)

    assert Person.objects.filter(is_machine=True).count() == 0


def test_the_database_too_refuses_a_token_of_more_than_a_year():
    machine = connected_system()

    with unguarded(), pytest.raises(IntegrityError, match="token_lasts_a_year_at_most"), transaction.atomic():
        MachineToken.objects.filter(pk=machine.row.pk).update(until=machine.row.since + dt.timedelta(days=367))


def test_several_tokens_work_at_once_so_that_one_follows_another():
    machine = connected_system()
    _, second = make_token(membership_id=machine.membership_id, label="next", days=30, by=machine.administrator)

    first_too = [asked(machine.token), asked(second)]
    end_token(membership_id=machine.membership_id, token_id=machine.row.pk, by=machine.administrator)

    assert first_too == [200, 200]
    assert [asked(machine.token), asked(second)] == [401, 200]


def test_a_sixth_token_in_use_is_refused():
    machine = connected_system()
    renew = {"membership_id": machine.membership_id, "label": "more", "days": 30, "by": machine.administrator}
    for _ in range(4):
        make_token(**renew)

    with pytest.raises(DomainError, match="has 5 tokens in use"):
        make_token(**renew)


def test_an_organisation_that_does_not_refer_connects_nothing():
    by = administrator_of("sca")

    with pytest.raises(Refused, match="does not refer people"):
        add_machine(
            name="Case store", label="live", days=30, organisation=Organisation.objects.get(decision_maker="sca"), by=by
        )


def test_only_an_administrator_of_the_very_organisation_looks_after_a_system(acting):
    machine = connected_system()
    elsewhere = administrator_of("west-yorkshire-police")

    for by, refusal in ((elsewhere, NotVisible), (acting("police-lead"), NotVisible), (machine.actor, NotVisible)):
        with pytest.raises(refusal):
            make_token(membership_id=machine.membership_id, label="mine", days=30, by=by)
        with pytest.raises(refusal):
            end_machine(membership_id=machine.membership_id, by=by)
    assert asked(machine.token) == 200
    assert MachineToken.objects.count() == 1


# -- refusing


def asked(token: str) -> int:
    return Client(headers={"Authorization": f"Bearer {token}"}).get(CASES).status_code


def _run_out(machine, at):
    at(machine.row.until)


def _ended(machine, at):
    end_token(membership_id=machine.membership_id, token_id=machine.row.pk, by=machine.administrator)


def _system_ended(machine, at):
    end_machine(membership_id=machine.membership_id, by=machine.administrator)


def _account_closed(machine, at):
    Person.objects.filter(pk=machine.actor.person_id).update(is_active=False)


def _organisation_ended(machine, at):
    with unguarded():
        Organisation.objects.filter(pk=machine.actor.organisation_id).update(until=clock.today())


def _never_was(machine, at):
    with unguarded():
        MachineToken.objects.all().delete()


@pytest.mark.parametrize("happens", [_run_out, _ended, _system_ended, _account_closed, _organisation_ended, _never_was])
def test_whatever_is_wrong_with_a_token_the_answer_is_the_same(happens, at):
    machine = connected_system()
    case = case_at("submitted")
    assert asked(machine.token) == 200

    happens(machine, at)
    answer = machine.client().get(CASES)

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == 'Bearer realm="NRM casework", error="invalid_token"'
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": "about:blank",
        "title": "Unauthorized",
        "status": 401,
        "detail": "This token is not known here, or no longer valid.",
    }
    assert case.reference.encode() not in answer.content


def test_a_refused_token_costs_one_and_the_same_statement(django_assert_num_queries, at):
    machine = connected_system()
    at(machine.row.until)

    for token in (machine.token, new_token(), "", "é" * 4_000):
        with django_assert_num_queries(1):
            answer = Client(headers={"Authorization": f"Bearer {token}"}).get(CASES)
        assert answer.status_code == 401


@pytest.mark.parametrize("scheme", ["Basic", "Token", "bearerx", "Digest"])
def test_another_scheme_is_no_token(scheme):
    machine = connected_system()

    answer = Client(headers={"Authorization": f"{scheme} {machine.token}"}).get(CASES)

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="NRM casework"')


def test_a_token_in_the_address_is_no_token():
    machine = connected_system()

    assert Client().get(CASES, {"token": machine.token, "access_token": machine.token}).status_code == 401


GUESSER, ELSEWHERE = {"REMOTE_ADDR": "203.0.113.7"}, {"REMOTE_ADDR": "203.0.113.8"}


def guessed(token: str, **address: str):
    return Client(headers={"Authorization": f"Bearer {token}"}).get(CASES, **address)


def test_too_many_refused_tokens_stop_guessing_from_an_address_and_from_no_other(django_assert_num_queries):
    guesses = [guessed(new_token(), **GUESSER).status_code for _ in range(MOST_FAILURES)]

    with django_assert_num_queries(1):
        stopped = guessed(new_token(), **GUESSER)

    assert set(guesses) == {401}
    assert (stopped.status_code, stopped["Retry-After"]) == (429, "300")
    assert guessed(new_token(), **ELSEWHERE).status_code == 401


def test_a_good_token_passes_whatever_else_is_sent_from_its_address():
    machine = connected_system()
    for _ in range(MOST_FAILURES + 1):
        guessed(new_token(), **GUESSER)

    answers = [machine.client().get(CASES, **GUESSER).status_code for _ in range(2)]

    assert answers == [200, 200]


@pytest.mark.parametrize("happens", [_run_out, _ended, _never_was])
def test_a_token_that_was_good_is_stopped_like_one_that_never_was(happens, at):
    machine = connected_system()
    for _ in range(MOST_FAILURES):
        guessed(new_token(), **GUESSER)

    happens(machine, at)
    answers = [guessed(token, **GUESSER) for token in (machine.token, new_token())]

    assert [answer.status_code for answer in answers] == [429, 429]
    assert answers[0].content == answers[1].content


def test_good_tokens_are_not_counted():
    machine = connected_system()

    answers = {machine.client().get(CASES).status_code for _ in range(MOST_FAILURES + 5)}

    assert answers == {200}


def test_an_emptied_cache_only_forgets_the_count():
    for _ in range(MOST_FAILURES):
        asked(new_token())
    cache.clear()

    assert asked(connected_system().token) == 200


def test_a_token_and_a_session_together_are_refused_whichever_is_good(signed_in):
    machine = connected_system()
    client = signed_in("police-referrer")

    for token in (machine.token, new_token()):
        answer = client.get(CASES, headers={"Authorization": f"Bearer {token}"})
        assert (answer.status_code, answer.json()["detail"][:44]) == (
            400,
            "Send a token or a session cookie, not both: ",
        )


def test_no_page_opens_to_a_token():
    machine = connected_system()
    case = case_at("rg_in_progress")
    addresses = [
        reverse("desks:start"),
        reverse("desks:cases"),
        reverse("desks:case", args=[case.reference]),
        reverse("referrals:drafts"),
        reverse("accounts:machines"),
        reverse("api:docs"),
    ]

    answers = {address: machine.client().get(address) for address in addresses}

    assert {a.status_code for a in answers.values()} == {302}
    assert {a["Location"].split("?")[0] for a in answers.values()} == {reverse("account_login")}
    assert AuditEvent.objects.filter(actor_kind="machine", is_read=True).count() == 0


def test_every_page_answers_a_token_as_it_answers_a_visitor():
    """Outside /api/ the header is not looked at."""
    machine = connected_system()
    samples = {"uidb36": "1", "key": "x-y", "pk": 1}
    pages = [r for r in routes() if r.name and not r.name.startswith("api:") and set(r.arguments) <= set(samples)]

    differ = {}
    for page in pages:
        address = reverse(page.name, kwargs={name: samples[name] for name in page.arguments})
        with_token, without = machine.client().get(address), Client().get(address)
        if with_token.status_code != without.status_code:
            differ[page.name] = (with_token.status_code, without.status_code)

    assert len(pages) > 30
    assert differ == {}


@pytest.mark.urls("tests.meta.forgotten_urls")
@pytest.mark.parametrize("kind", ["function", "class", "endpoint", "endpoint-function"])
def test_a_view_that_declares_nothing_is_shut_to_a_token_too(kind):
    answer = connected_system().client().get(f"/forgotten/{kind}/")
    in_the_api = connected_system(name="Another").client().get(f"/api/forgotten/{kind}/")

    assert answer.status_code in {302, 403}
    assert in_the_api.status_code in {302, 403}
    assert b"a secret" not in answer.content + in_the_api.content


# -- an account that nobody signs in to


@pytest.fixture
def account():
    return Person.objects.get(pk=connected_system().actor.person_id)


def test_no_password_can_be_set_for_it(account):
    with pytest.raises(PermissionDenied, match="has no password"):
        account.set_password("amber-kettle-seventeen")

    assert account.has_usable_password() is False
    with pytest.raises(IntegrityError, match="machine_has_no_password"), transaction.atomic():
        Person.objects.filter(pk=account.pk).update(password="pbkdf2_sha256$1$x$y")


def test_a_session_begun_for_it_is_over_at_once(account):
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["nrm_second_factor_passed_by"] = account.pk
    session.save()

    answers = [client.get(address).status_code for address in (reverse("desks:start"), CASES)]

    assert answers == [302, 401]
    assert "_auth_user_id" not in client.session


def test_a_session_made_by_hand_opens_nothing(account):
    client = Client()
    session = client.session
    session["_auth_user_id"] = str(account.pk)
    session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    session["_auth_user_hash"] = "0" * 64
    session.save()

    answers = [client.get(address).status_code for address in (reverse("desks:start"), CASES)]

    assert answers == [302, 401]


def test_signing_in_with_any_password_fails(account):
    for password in ("", "!", account.password, "amber-kettle-seventeen"):
        answer = Client().post(reverse("account_login"), {"login": account.email, "password": password})
        assert answer.status_code == 200  # the form again
    assert AuditEvent.objects.filter(event="signed_in").count() == 0


def test_asking_for_a_link_to_set_a_password_sends_none(account):
    answer = Client().post(reverse("account_reset_password"), {"email": account.email})

    assert answer.status_code == 302
    assert (OutboxRow.objects.filter(notice="password_link").count(), len(mail.outbox)) == (0, 0)
    assert not OutboxRow.objects.filter(person=account).exists()


def test_a_link_to_set_a_password_made_by_hand_sets_none(account):
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(account)
    address = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(account), "key": key})
    client = Client(raise_request_exception=False)

    page = client.get(address, follow=True)
    client.post(
        page.request["PATH_INFO"], {"password1": "amber-kettle-seventeen", "password2": "amber-kettle-seventeen"}
    )

    account.refresh_from_db()
    assert account.has_usable_password() is False


def test_it_holds_no_other_role_and_nobody_invites_it(account, acting):
    administrator = acting("administrator")
    here = Organisation.objects.get(pk=administrator.organisation_id)

    with pytest.raises(DomainError, match="belongs to a connected system"):
        start_membership(email=account.email, name="Ada", organisation=here, role=Role.REFERRER, by=administrator)

    assert list(account.memberships.values_list("role", flat=True)) == ["machine"]


def test_nobody_is_made_a_machine_by_being_given_the_role(acting):
    administrator = acting("administrator")
    here = Organisation.objects.get(pk=administrator.organisation_id)

    with pytest.raises(Refused, match="may not give the role connected system"):
        start_membership(email="ada@police.example", name="Ada", organisation=here, role=Role.MACHINE, by=administrator)


def test_pages_about_people_do_not_reach_it(acting, account):
    membership = Membership.objects.get(person=account)
    administrator = acting("administrator")

    for change in (
        lambda: change_role(membership_id=membership.pk, role=Role.LEAD, by=administrator),
        lambda: end_membership(membership_id=membership.pk, by=administrator),
    ):
        with pytest.raises(NotVisible):
            change()
    assert current_memberships(account) == []
    assert list(colleagues_in_role(membership.organisation_id, frozenset({Role.MACHINE}))) == []


def test_a_person_is_still_sent_their_link():
    """What keeps a machine from one is that it is a machine, not a fault that keeps everybody."""
    send_password_link(membership=member("zoe@police.example"), by=administrator_of("derbyshire-police"))

    assert list(OutboxRow.objects.values_list("notice", flat=True)) == ["password_link"]
