"""Who may be entrusted with files, addresses, decisions and people: its own addresses, one authority each."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from nrm.access.actors import SystemActor, SystemName
from nrm.access.exceptions import Refused
from nrm.access.permissions import Permission
from nrm.access.roles import ROLES, OrganisationKind, Role
from nrm.accounts.actions.installation import install_administrator
from nrm.accounts.actions.memberships import change_role, invite_member, start_membership
from nrm.accounts.actions.organisations import add_organisation, set_email_domains
from nrm.accounts.models import Membership, Organisation, Person
from nrm.accounts.policies import ENTRUSTED
from nrm.accounts.selectors import actor_for
from nrm.audit.frame import unguarded
from nrm.audit.models import AuditEvent
from nrm.exceptions import DomainError
from nrm.notices.models import InboxItem, OutboxRow
from tests.factories.accounts import member

pytestmark = pytest.mark.django_db
INSTALLATION = SystemActor(SystemName.INSTALLATION)
OUTSIDE = "eve@mailbox.example"


def organisation(slug: str) -> Organisation:
    return Organisation.objects.get(slug=slug)


def start(email: str, role: Role, slug: str, by=INSTALLATION) -> Membership:
    return start_membership(email=email, name="Eve Hart", organisation=organisation(slug), role=role, by=by)


def without_domains(slug: str) -> Organisation:
    with unguarded():
        Organisation.objects.filter(slug=slug).update(email_domains=[])
    return organisation(slug)


def told(notice: str = "role_given") -> list[str]:
    return list(
        OutboxRow.objects.filter(notice=notice).order_by("person__email").values_list("person__email", flat=True)
    )


ENTRUSTED_AT = [
    (Role.LEAD, "derbyshire-police"),
    (Role.ADMINISTRATOR, "unseen"),
    (Role.INTAKE, "sca"),
    (Role.CASEWORKER, "sca"),
    (Role.SECOND_CASEWORKER, "ieca"),
    (Role.LEADER, "ieca"),
    (Role.CONTRACT_MANAGER, "salvation-army"),
    (Role.SUPPORT_WORKER, "causeway"),
]


def test_the_entrusted_roles_are_these_and_an_address_of_somebody_kept_safe_makes_one():
    reading_addresses = {role for role in Role if Permission.SEE_PLACEMENT_ADDRESS in ROLES[role].permissions}

    assert {role for role, _ in ENTRUSTED_AT} == ENTRUSTED
    assert reading_addresses <= ENTRUSTED


@pytest.mark.parametrize(("role", "slug"), ENTRUSTED_AT)
def test_an_entrusted_role_is_given_only_at_an_address_of_the_organisation(role, slug):
    with pytest.raises(DomainError) as refused:
        start(OUTSIDE, role, slug)
    given = start("eve@DEMO.example", role, slug)

    assert refused.value.field == "email"
    assert refused.value.sentence == (
        f"Enter an email address of {organisation(slug)}, at demo.example. If it has others, ask the system operator "
        "to record them."
    )
    assert not Person.objects.filter(email=OUTSIDE).exists()
    assert (given.person.email, given.role) == ("eve@demo.example", role.value)


@pytest.mark.parametrize(
    "email",
    ["eve@sub.demo.example", "eve@notdemo.example", "eve@demo.example.evil.example", "demo.example@evil.example"],
)
def test_an_address_that_only_looks_like_one_of_the_organisation_is_refused(email):
    with pytest.raises(DomainError, match="Enter an email address of"):
        start(email, Role.CASEWORKER, "sca")

    assert not Person.objects.filter(email=email).exists()


@pytest.mark.parametrize(("role", "slug"), ENTRUSTED_AT)
def test_where_no_domain_is_recorded_no_entrusted_role_is_given_to_anybody(role, slug):
    body = without_domains(slug)

    with pytest.raises(DomainError) as refused:
        start("eve@demo.example", role, slug)

    assert refused.value.field == "email"
    assert refused.value.sentence == (
        f"The role {ROLES[role].title.lower()} needs an email address of {body}, and no email domain of it is recorded "
        "yet. Ask the system operator to record it."
    )


def test_a_charity_without_a_domain_has_referrers_wherever_their_mailbox_is_and_one_with_a_domain_has_not():
    with pytest.raises(DomainError, match="Enter an email address of Unseen"):
        start(OUTSIDE, Role.REFERRER, "unseen")
    without_domains("unseen")

    given = start(OUTSIDE, Role.REFERRER, "unseen")

    assert given.person.email == OUTSIDE


def test_a_role_is_changed_only_to_what_the_address_may_hold(acting):
    without_domains("unseen")
    referrer = start(OUTSIDE, Role.REFERRER, "unseen")
    set_email_domains(organisation=organisation("unseen"), domains=["demo.example"], by=INSTALLATION)
    by = actor_for(start("head@demo.example", Role.ADMINISTRATOR, "unseen"))

    with pytest.raises(DomainError) as refused:
        change_role(membership_id=referrer.pk, role=Role.LEAD, by=by)

    assert refused.value.field == "email"
    referrer.refresh_from_db()
    assert (referrer.role, referrer.until, referrer.person.memberships.count()) == ("referrer", None, 1)


def test_who_had_a_role_before_keeps_it_and_moves_between_teams(acting):
    caseworker = member("amy@old.example", role=Role.CASEWORKER, organisation="sca")
    set_email_domains(organisation=organisation("sca"), domains=["demo.example"], by=INSTALLATION)
    team = organisation("sca").teams.get(name="Team B")

    moved = change_role(membership_id=caseworker.pk, role=Role.CASEWORKER, team=team, by=acting("sca-leader"))

    assert (moved.role, moved.team, moved.until) == ("caseworker", team, None)


# -- recording the domains


def test_recording_domains_replaces_those_before_and_is_in_the_record():
    body = set_email_domains(
        organisation=organisation("unseen"), domains=["@Unseen.Example ", "post.unseen.example"] * 2, by=INSTALLATION
    )

    assert organisation("unseen").email_domains == ["post.unseen.example", "unseen.example"]
    event = AuditEvent.objects.latest("pk")
    assert (event.event, event.actor_label, event.subject_id) == (
        "email_domains_set",
        "system: installation",
        str(body.pk),
    )
    assert event.payload == {"organisation": "Unseen", "domains": ["post.unseen.example", "unseen.example"]}


@pytest.mark.parametrize("domains", [[], [""], ["localhost"], ["eve@demo.example"], ["demo.example", "*.example"]])
def test_what_is_no_domain_is_not_recorded(domains):
    with pytest.raises(DomainError, match=r"is no email domain|Give one email domain at least"):
        set_email_domains(organisation=organisation("unseen"), domains=domains, by=INSTALLATION)

    assert organisation("unseen").email_domains == ["demo.example"]


@pytest.mark.parametrize("slug", ["administrator", "police-lead", "system-operator", "police-referrer"])
def test_nobody_who_signs_in_records_a_domain(acting, slug):
    with pytest.raises(Refused):
        set_email_domains(organisation=organisation("derbyshire-police"), domains=["evil.example"], by=acting(slug))

    assert organisation("derbyshire-police").email_domains == ["demo.example"]


def install(email: str, body: Organisation | None, added=None, **more):
    return install_administrator(email=email, name="Ada First", organisation=body, added=added, by=INSTALLATION, **more)


NEW = {
    "name": "Kent Police",
    "short_name": "Kent",
    "slug": "kent-police",
    "kind": OrganisationKind.FIRST_RESPONDER,
    "since": "2026-01-01",
}


def test_a_new_organisation_takes_the_domain_of_its_first_administrator_or_those_it_is_told():
    install("head@Kent.example", None, NEW)
    install(
        "head@essex.example",
        None,
        NEW | {"name": "Essex Police", "slug": "essex-police"},
        email_domains=["essex.example", "post.essex.example"],
    )

    assert organisation("kent-police").email_domains == ["kent.example"]
    assert organisation("essex-police").email_domains == ["essex.example", "post.essex.example"]


def test_a_first_administrator_outside_the_domains_told_is_refused_and_nothing_is_added():
    with pytest.raises(DomainError, match=r"Enter an email address of Kent Police, at kent\.example"):
        install(OUTSIDE, None, NEW, email_domains=["kent.example"])

    assert not Organisation.objects.filter(slug="kent-police").exists()


def test_a_known_organisation_keeps_its_domains_and_gains_its_first_administrators():
    install("first@new.example", organisation("unseen"))

    assert organisation("unseen").email_domains == ["demo.example", "new.example"]


def test_an_added_organisation_has_the_domains_it_is_given():
    body = add_organisation(**NEW, email_domains=["Kent.example"], by=INSTALLATION)

    assert body.email_domains == ["kent.example"]
    assert AuditEvent.objects.latest("pk").event == "email_domains_set"


# -- the others are told


def test_whoever_else_looks_after_the_people_is_told_once_of_an_entrusted_role(acting):
    member("two@demo.example", role=Role.LEAD, name="Two Roles")
    member("two@demo.example", role=Role.ADMINISTRATOR)
    by = acting("administrator")

    given = invite_member(
        email="ada@demo.example",
        name="Ada Byron",
        organisation=organisation("derbyshire-police"),
        role=Role.LEAD,
        by=by,
    )

    assert told() == ["police-lead@demo.example", "two@demo.example"]
    row = OutboxRow.objects.filter(notice="role_given").first()
    assert (row.key.split("/")[1], row.address.endswith("/people/")) == (f"membership {given.pk}", True)
    assert "ada" not in f"{row.key} {row.address} {row.reference}".lower()
    assert InboxItem.objects.filter(notice="role_given").count() == 2


def test_a_changed_role_is_told_when_the_new_one_is_entrusted_and_not_when_only_the_team_changed(acting):
    referrer = member("ada@demo.example")
    caseworker = member("amy@demo.example", role=Role.CASEWORKER, organisation="sca")
    member("head@demo.example", role=Role.ADMINISTRATOR, organisation="sca")
    team = organisation("sca").teams.get(name="Team B")

    change_role(membership_id=caseworker.pk, role=Role.CASEWORKER, team=team, by=acting("sca-leader"))
    before = told()
    change_role(membership_id=referrer.pk, role=Role.LEAD, by=acting("administrator"))

    assert (before, told()) == ([], ["police-lead@demo.example"])


def test_of_a_first_responder_nobody_is_told(acting):
    invite_member(
        email="ada@demo.example",
        name="Ada Byron",
        organisation=organisation("derbyshire-police"),
        role=Role.REFERRER,
        by=acting("administrator"),
    )

    assert told() == []


def test_leads_are_told_of_an_administrator_whom_the_operator_makes(acting):
    start("boss@demo.example", Role.LEAD, "unseen")

    install("first@demo.example", organisation("unseen"))

    assert told() == ["boss@demo.example"]


# -- one authority


@pytest.mark.parametrize("role", [Role.INTAKE, Role.CASEWORKER, Role.SECOND_CASEWORKER, Role.LEADER])
def test_nobody_works_on_cases_of_both_authorities(role):
    with pytest.raises(DomainError) as refused:
        start("sca-caseworker@demo.example", role, "ieca")

    assert (
        refused.value.sentence == "This person works on cases of the other competent authority. Nobody does for both."
    )
    assert "Amara" not in refused.value.sentence
    assert not Membership.objects.filter(
        person__email="sca-caseworker@demo.example", organisation__slug="ieca"
    ).exists()


def test_nobody_comes_to_both_authorities_by_a_changed_role():
    there = start("sca-caseworker@demo.example", Role.ADMINISTRATOR, "ieca")
    by = actor_for(start("head@demo.example", Role.ADMINISTRATOR, "ieca"))

    with pytest.raises(DomainError, match="the other competent authority"):
        change_role(membership_id=there.pk, role=Role.CASEWORKER, by=by)

    there.refresh_from_db()
    assert (there.role, there.until) == ("administrator", None)


def test_who_has_left_one_authority_may_work_for_the_other():
    before = member("amy@demo.example", role=Role.CASEWORKER, organisation="sca")
    with unguarded():
        Membership.objects.filter(pk=before.pk).update(until=before.since)

    after = start("amy@demo.example", Role.CASEWORKER, "ieca")

    assert after.organisation.slug == "ieca"


@pytest.mark.django_db(transaction=True)
def test_both_authorities_at_once_do_not_both_have_somebody():
    member("amy@demo.example")
    together = threading.Barrier(2)

    def give(slug: str) -> str:
        with connection.cursor() as cursor:
            cursor.execute("set role nrm_app")
        together.wait()
        try:
            return start("amy@demo.example", Role.CASEWORKER, slug).role
        except DomainError as refused:
            return refused.sentence
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(give, ["sca", "ieca"]))

    assert outcomes == [
        "This person works on cases of the other competent authority. Nobody does for both.",
        "caseworker",
    ]
