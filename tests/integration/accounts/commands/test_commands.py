"""Commands about people, and the demonstration's clock."""

from __future__ import annotations

import datetime as dt
import io
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from nrm import clock
from nrm.accounts.actions.memberships import end_membership
from nrm.accounts.models import Membership, Organisation, Person
from nrm.audit.frame import unguarded
from nrm.audit.models import AuditEvent
from nrm.london import LONDON
from tests.factories.accounts import member, with_password

pytestmark = pytest.mark.django_db
NEW = {
    "email": "head@force.example",
    "name": "Ada Byron",
    "organisation": "Kent Police",
    "kind": "first_responder",
    "referrer_type": "police",
    "no_input": True,
}


def run(command: str, **options) -> str:
    out = io.StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue()


def test_create_administrator_adds_the_organisation_and_prints_a_link_that_sets_the_password():
    said = run("create_administrator", **NEW)

    membership = Membership.objects.get(person__email="head@force.example")
    assert (membership.role, membership.organisation.name, membership.organisation.kind) == (
        "administrator",
        "Kent Police",
        "first_responder",
    )
    link = said.splitlines()[-1]
    page = Client().get(link.removeprefix("http://127.0.0.1:8000"), follow=True)
    assert page.context.get("token_fail") is not True
    assert link not in "".join(str(event.payload) for event in AuditEvent.objects.all())
    assert set(AuditEvent.objects.filter(actor_label="system: installation").values_list("event", flat=True)) >= {
        "organisation_added",
        "member_invited",
        "first_administrator_made",
    }


def test_create_administrator_refuses_an_organisation_that_has_one():
    with pytest.raises(CommandError, match="Derbyshire Constabulary has an administrator already"):
        run("create_administrator", **(NEW | {"organisation": "derbyshire constabulary"}))

    assert not Person.objects.filter(email="head@force.example").exists()


def test_create_administrator_takes_an_organisation_whose_administrator_is_gone(acting):
    run("create_administrator", **(NEW | {"organisation": "Single Competent Authority", "kind": None}))

    assert Membership.objects.get(person__email="head@force.example").organisation.slug == "sca"


def test_create_administrator_makes_no_link_for_somebody_with_a_password():
    with_password(member("head@force.example").person)

    said = run("create_administrator", **NEW)

    assert "They have a password already" in said
    assert "http" not in said


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"email": "nonsense"}, "is not an email address"),
        ({"email": None}, "--email is needed"),
        ({"kind": None}, "--kind is needed"),
        ({"decision_maker": "sca", "kind": "competent_authority"}, "could not be added"),
        ({"organisation": "x" * 201}, "could not be added"),
    ],
)
def test_create_administrator_says_what_is_wrong_and_changes_nothing(changed, sentence):
    with pytest.raises(CommandError, match=sentence):
        run("create_administrator", **(NEW | changed))

    assert not Person.objects.filter(name="Ada Byron").exists()
    assert not Organisation.objects.filter(name="Kent Police").exists()


def test_create_administrator_records_the_domains_it_is_told_and_refuses_an_address_elsewhere():
    with pytest.raises(CommandError, match=r"Enter an email address of Kent Police, at kent\.example"):
        run("create_administrator", **NEW, email_domain=["kent.example"])
    run("create_administrator", **NEW, email_domain=["kent.example", "force.example"])

    assert Organisation.objects.get(name="Kent Police").email_domains == ["force.example", "kent.example"]


def test_set_email_domains_says_what_it_recorded_and_who_keeps_an_entrusted_role_elsewhere():
    out = io.StringIO()

    call_command("set_email_domains", "derbyshire constabulary", "Derbyshire.example", stdout=out)

    assert Organisation.objects.get(slug="derbyshire-police").email_domains == ["derbyshire.example"]
    assert out.getvalue().splitlines() == [
        "Derbyshire Constabulary has addresses at derbyshire.example.",
        "People with an entrusted role and an address elsewhere: 2. They keep it.",
    ]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [(("Nowhere", "a.example"), "There is no organisation Nowhere"), (("Unseen", "nonsense"), "is no email domain")],
)
def test_set_email_domains_says_what_is_wrong_and_changes_nothing(given, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("set_email_domains", *given)

    assert not Organisation.objects.exclude(email_domains=["demo.example"]).exists()


def test_check_grants_is_content_with_what_the_actions_made(acting):
    end_membership(membership_id=member("ada@police.example").pk, by=acting("administrator"))

    assert run("check_grants") == "Grants and groups are what the memberships say.\n"


def test_check_grants_names_each_drift_and_fails(acting):
    person = member("ada@police.example").person
    group = person.groups.get()
    person.groups.clear()
    with unguarded():
        Membership.objects.filter(pk=acting("auditor").membership_id).update(until=clock.now())

    with pytest.raises(CommandError) as refused:
        run("check_grants")

    assert refused.value.returncode == 1
    assert set(str(refused.value).splitlines()) == {
        f"person {person.pk} is not in {group.name}",
        f"person {acting('auditor').person_id} is still in organisation {acting('auditor').organisation_id} auditor",
    }


def test_demo_personas_prints_slug_name_organisation_and_role():
    listed = json.loads(run("demo_personas", format="json"))

    assert len(listed) == 24
    assert listed[0] == {
        "slug": "police-referrer",
        "name": "Jo Marsh",
        "organisation": "Derbyshire Constabulary",
        "role": "First responder",
    }
    assert run("demo_personas").splitlines()[0].split() == [
        "police-referrer", "Jo", "Marsh", "Derbyshire", "Constabulary", "First", "responder",
    ]  # fmt: skip


@pytest.fixture
def own_clock(settings, tmp_path) -> None:
    settings.CLOCK_FILE = str(tmp_path / "clock")


def test_demo_clock_adds_up_and_goes_back(own_clock):
    run("demo_clock", advance="31d")
    run("demo_clock", advance="2h")
    ahead = clock.offset()
    said = run("demo_clock", reset=True)

    assert ahead == dt.timedelta(days=31, hours=2)
    assert clock.offset() == dt.timedelta(0)
    assert f"{clock.now().astimezone(LONDON):%A %d %B %Y}" in said


def test_the_record_has_partitions_of_the_new_time(own_clock):
    run("demo_clock", advance="150w")

    event = AuditEvent.objects.filter(event="partitions_made").latest("pk")
    assert event.occurred_at > dt.datetime.now(dt.UTC) + dt.timedelta(weeks=149)  # noqa: TID251  the real time is meant


@pytest.mark.parametrize("length", ["31", "d", "3y", "+3d", "1d2h", "", "٣d x", "99999999999w"])
def test_demo_clock_refuses_what_is_no_length_of_time(own_clock, length):
    with pytest.raises(CommandError, match="is not a length of time"):
        run("demo_clock", advance=length)

    assert clock.offset() == dt.timedelta(0)


def test_demo_clock_goes_ten_years_at_most(own_clock):
    with pytest.raises(CommandError, match="at most ten years"):
        run("demo_clock", advance="600w")

    assert clock.offset() == dt.timedelta(0)


def test_demo_clock_is_refused_outside_the_demonstration(own_clock, settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="Only the demonstration's time can be moved"):
        run("demo_clock", advance="1d")

    assert clock.offset() == dt.timedelta(0)
