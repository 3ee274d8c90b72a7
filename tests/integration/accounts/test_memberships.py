"""Starting, changing and ending memberships: who may, what follows, what is recorded."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection

from nrm import clock
from nrm.access.actors import SystemActor, SystemName
from nrm.access.exceptions import NotVisible, Refused
from nrm.access.roles import Role
from nrm.accounts.actions.grants import drift
from nrm.accounts.actions.memberships import change_role, end_membership, invite_member, start_membership
from nrm.accounts.actions.sessions import reset_second_factor, switch_membership
from nrm.accounts.models import Membership, Organisation, Person, Team
from nrm.accounts.selectors import actor_for, current_memberships
from nrm.audit.frame import unguarded
from nrm.audit.models import AuditEvent
from nrm.exceptions import DomainError
from nrm.notices.models import OutboxRow
from tests.factories.accounts import member, with_password, with_second_factor

pytestmark = pytest.mark.django_db


def organisation(slug: str = "derbyshire-police") -> Organisation:
    return Organisation.objects.get(slug=slug)


def invite(by, *, email="ada@demo.example", role=Role.REFERRER, slug="derbyshire-police", team=None) -> Membership:
    return invite_member(email=email, name="Ada Byron", organisation=organisation(slug), role=role, by=by, team=team)


def last_events(number: int = 2) -> list[tuple[str, int | None, str, dict]]:
    rows = AuditEvent.objects.order_by("-pk")[:number]
    return [(row.event, row.actor_id, row.subject_id, row.payload) for row in rows]


def told(notice: str) -> list[str]:
    return list(OutboxRow.objects.filter(notice=notice).values_list("person__email", flat=True))


def test_an_invitation_makes_a_person_without_password_with_grants_a_notice_and_a_record(acting):
    by = acting("administrator")

    membership = invite(by)

    assert membership.person.has_usable_password() is False
    assert (membership.role, membership.until, membership.team) == ("referrer", None, None)
    assert drift() == []
    assert told("invited") == ["ada@demo.example"]
    assert last_events() == [
        ("notice_queued", by.person_id, "", {"notice": "invited", "recipients": 1}),
        (
            "member_invited",
            by.person_id,
            str(membership.pk),
            {"person_id": membership.person_id, "role": "referrer"},
        ),
    ]


def test_somebody_known_elsewhere_gets_no_link_to_set_a_password(acting):
    known = with_password(member("ada@demo.example", organisation="west-yorkshire-police").person)

    membership = invite(acting("administrator"), email="ADA@DEMO.example")

    assert membership.person == known
    assert told("invited") == []
    row = OutboxRow.objects.get(notice="added_to_organisation")
    assert (row.person, row.address.endswith("/accounts/login/")) == (known, True)


@pytest.mark.parametrize(
    ("slug", "role"),
    [
        ("administrator", Role.CASEWORKER),
        ("administrator", Role.AUDITOR),
        ("administrator", Role.SYSTEM_OPERATOR),
        ("sca-leader", Role.REFERRER),
    ],
)
def test_a_role_the_organisation_has_not_is_refused(acting, slug, role):
    by = acting(slug)

    with pytest.raises(DomainError, match=" has no "):
        invite(by, role=role, slug=Organisation.objects.get(pk=by.organisation_id).slug)

    assert not Person.objects.filter(email="ada@demo.example").exists()


@pytest.mark.parametrize(
    ("slug", "role"),
    [
        ("police-lead", Role.ADMINISTRATOR),
        ("police-lead", Role.CHILDRENS_SERVICES),
        ("sca-leader", Role.ADMINISTRATOR),
    ],
)
def test_a_role_beyond_what_the_actor_may_give_is_refused(acting, slug, role):
    by = acting(slug)

    with pytest.raises(Refused, match="You may not give the role"):
        invite(by, role=role, slug=Organisation.objects.get(pk=by.organisation_id).slug)

    assert not Person.objects.filter(email="ada@demo.example").exists()


@pytest.mark.parametrize("slug", ["police-referrer", "sca-caseworker", "auditor", "system-operator"])
def test_who_does_not_look_after_people_invites_nobody(acting, slug):
    by = acting(slug)

    with pytest.raises((Refused, NotVisible)):
        invite(by, slug=Organisation.objects.get(pk=by.organisation_id).slug)

    assert not Person.objects.filter(email="ada@demo.example").exists()


def test_another_organisation_is_out_of_sight(acting):
    theirs = member("eve@demo.example", organisation="west-yorkshire-police")
    by = acting("administrator")

    with pytest.raises(NotVisible):
        invite(by, slug="west-yorkshire-police")
    for change in (
        lambda: change_role(membership_id=theirs.pk, role=Role.LEAD, by=by),
        lambda: end_membership(membership_id=theirs.pk, by=by),
        lambda: reset_second_factor(membership_id=theirs.pk, by=by),
    ):
        with pytest.raises(NotVisible):
            change()

    theirs.refresh_from_db()
    assert (theirs.role, theirs.until) == ("referrer", None)


def test_nobody_changes_their_own_access(acting):
    by = acting("police-lead")
    invite(acting("administrator"), role=Role.LEAD)

    for change in (
        lambda: invite(by, email="police-lead@demo.example"),
        lambda: change_role(membership_id=by.membership_id, role=Role.REFERRER, by=by),
        lambda: end_membership(membership_id=by.membership_id, by=by),
        lambda: reset_second_factor(membership_id=by.membership_id, by=by),
    ):
        with pytest.raises(Refused, match="You cannot change your own access"):
            change()

    assert [m.role for m in current_memberships(Person.objects.get(pk=by.person_id))] == ["lead"]


def test_a_lead_looks_after_referrers_and_leads_but_not_the_administrator(acting):
    by, administrator = acting("police-lead"), acting("administrator")
    referrer = member("ada@demo.example")
    invite(administrator, email="second@demo.example", role=Role.ADMINISTRATOR)

    changed = change_role(membership_id=referrer.pk, role=Role.LEAD, by=by)
    with pytest.raises(Refused, match="You do not look after the role organisation administrator"):
        end_membership(membership_id=administrator.membership_id, by=by)

    assert changed.role == "lead"
    assert Membership.objects.get(pk=administrator.membership_id).until is None


def test_the_last_administrator_stays(acting):
    by = acting("administrator")

    with pytest.raises(DomainError) as refused:
        end_membership(membership_id=by.membership_id, by=by)

    assert refused.value.sentence == (
        "Isaac Byrne is the last person who looks after the people of Derbyshire Constabulary. "
        "Give somebody else this role first."
    )
    assert Membership.objects.get(pk=by.membership_id).until is None


def test_an_administrator_is_ended_by_another(acting):
    first = acting("administrator")
    second = actor_for(invite(first, role=Role.ADMINISTRATOR))

    ended = end_membership(membership_id=first.membership_id, by=second)

    assert ended.until is not None
    assert drift() == []


def test_changing_a_role_ends_one_membership_and_starts_another_and_moves_the_reach(acting):
    by = acting("sca-leader")
    before = member("ada@demo.example", role=Role.CASEWORKER, organisation="sca")

    team = Team.objects.get(organisation=organisation("sca"), name="Team B")
    after = change_role(membership_id=before.pk, role=Role.INTAKE, team=team, by=by)

    before.refresh_from_db()
    assert before.until == after.since
    assert (after.role, after.team.name, after.person) == ("intake", "Team B", before.person)
    assert [m.pk for m in current_memberships(before.person)] == [after.pk]
    assert [group.name for group in before.person.groups.all()] == [f"organisation {after.organisation_id} intake"]
    assert drift() == []
    assert last_events(1) == [
        (
            "member_role_changed",
            by.person_id,
            str(after.pk),
            {"person_id": after.person_id, "before": "caseworker", "after": "intake"},
        )
    ]


def test_an_administrators_role_reaches_no_case_where_a_caseworkers_did():
    caseworker = member("ada@demo.example", role=Role.CASEWORKER, organisation="sca")
    by = SystemActor(SystemName.INSTALLATION)
    installed = start_membership(
        email="head@demo.example", name="Head", organisation=organisation("sca"), role=Role.ADMINISTRATOR, by=by
    )

    after = change_role(membership_id=caseworker.pk, role=Role.ADMINISTRATOR, by=actor_for(installed))

    assert {c.value for c in actor_for(caseworker).capacities} == {"competent_authority"}
    assert actor_for(after).capacities == frozenset()


def test_the_same_role_again_is_refused(acting):
    by, membership = acting("administrator"), member("ada@demo.example")

    with pytest.raises(DomainError, match="Ada Byron has this role already"):
        change_role(membership_id=membership.pk, role=Role.REFERRER, by=by)
    with pytest.raises(DomainError, match=r"ada@demo\.example already has this role"):
        invite(by)


def test_a_team_of_another_organisation_is_refused(acting):
    by, membership = acting("sca-leader"), member("ada@demo.example", role=Role.INTAKE, organisation="sca")
    foreign = Team.objects.get(organisation=organisation("ieca"))

    with pytest.raises(DomainError, match="has no such team"):
        change_role(membership_id=membership.pk, role=Role.CASEWORKER, team=foreign, by=by)


def test_ending_access_withdraws_the_group_tells_the_person_and_is_recorded(acting):
    by, membership = acting("administrator"), member("ada@demo.example")

    ended = end_membership(membership_id=membership.pk, by=by)

    assert ended.until is not None
    assert current_memberships(membership.person) == []
    assert list(membership.person.groups.all()) == []
    assert drift() == []
    assert told("access_ended") == ["ada@demo.example"]
    assert last_events()[1] == (
        "member_ended",
        by.person_id,
        str(membership.pk),
        {"person_id": membership.person_id, "role": "referrer"},
    )
    with pytest.raises(DomainError, match="This access has already ended"):
        end_membership(membership_id=membership.pk, by=by)


def test_ending_any_membership_counts_sessions_on(acting):
    by = acting("administrator")
    first, second = member("ada@demo.example"), member("ada@demo.example", role=Role.LEAD)

    end_membership(membership_id=first.pk, by=by)
    between = Person.objects.get(pk=first.person_id).session_generation
    end_membership(membership_id=second.pk, by=by)

    assert (between, Person.objects.get(pk=first.person_id).session_generation) == (1, 2)


def test_a_reset_takes_every_factor_off_ends_sessions_tells_and_is_recorded(acting):
    by, membership = acting("administrator"), member("ada@demo.example")
    with_second_factor(membership.person)

    reset_second_factor(membership_id=membership.pk, by=by)

    assert not Authenticator.objects.filter(user=membership.person).exists()
    assert Person.objects.get(pk=membership.person_id).session_generation == 1
    assert told("second_factor_reset") == ["ada@demo.example"]
    assert last_events()[1] == (
        "second_factor_reset",
        by.person_id,
        str(membership.pk),
        {"person_id": membership.person_id},
    )


def test_a_reset_of_nothing_is_refused(acting):
    membership = member("ada@demo.example")

    with pytest.raises(DomainError, match="has not set up a second factor"):
        reset_second_factor(membership_id=membership.pk, by=acting("administrator"))


def test_an_organisation_cannot_weaken_the_account_of_somebody_who_works_for_another_too(acting):
    member("ada@demo.example", organisation="west-yorkshire-police")
    here = member("ada@demo.example")
    with_second_factor(here.person)

    with pytest.raises(DomainError, match="works for another organisation too"):
        reset_second_factor(membership_id=here.pk, by=acting("administrator"))

    assert Authenticator.objects.filter(user=here.person).count() == 2


def test_a_lead_cannot_reset_an_administrator_by_their_other_role(acting):
    member("ada@demo.example", role=Role.ADMINISTRATOR)
    as_referrer = member("ada@demo.example")
    with_second_factor(as_referrer.person)

    with pytest.raises(Refused, match="another role here that you do not look after"):
        reset_second_factor(membership_id=as_referrer.pk, by=acting("police-lead"))

    assert Authenticator.objects.filter(user=as_referrer.person).count() == 2


def test_switching_is_recorded_and_only_among_ones_own_current_memberships(acting):
    first = member("ada@demo.example")
    second = member("ada@demo.example", organisation="leeds-council")
    ended = member("ada@demo.example", role=Role.LEAD)
    end_membership(membership_id=ended.pk, by=acting("administrator"))
    by = actor_for(first)

    after = switch_membership(membership_id=second.pk, by=by)

    assert (after.membership_id, after.organisation_label) == (second.pk, "Leeds City Council")
    assert last_events(1) == [
        (
            "organisation_switched",
            first.person_id,
            str(second.pk),
            {"role": "referrer", "organisation": "Leeds Council"},
        )
    ]
    for other in (ended.pk, acting("sca-intake").membership_id):
        with pytest.raises(NotVisible):
            switch_membership(membership_id=other, by=by)


def at_once(*calls) -> list[object]:
    """Run the calls in threads that begin together, as the app role; each one's result, or the refusal it met."""
    start = threading.Barrier(len(calls))

    def run(call) -> object:
        with connection.cursor() as cursor:
            cursor.execute("set role nrm_app")
        start.wait()
        try:
            return call()
        except (DomainError, NotVisible) as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_end_each_other_at_once_leave_one(acting):
    first = acting("administrator")
    second = actor_for(invite(first, role=Role.ADMINISTRATOR))

    outcomes = at_once(
        lambda: end_membership(membership_id=second.membership_id, by=first),
        lambda: end_membership(membership_id=first.membership_id, by=second),
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Membership", "NotVisible"]
    assert Membership.objects.filter(organisation=organisation(), role="administrator", until=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_invitations_of_one_new_address_at_once_make_one_person(acting):
    police, authority = acting("administrator"), acting("sca-leader")

    outcomes = at_once(
        lambda: invite(police, role=Role.LEAD),
        lambda: invite(authority, role=Role.INTAKE, slug="sca"),
    )

    assert [type(outcome).__name__ for outcome in outcomes] == ["Membership", "Membership"]
    assert Person.objects.filter(email="ada@demo.example").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_on_an_invitation_makes_one_membership(acting):
    by = acting("administrator")

    outcomes = at_once(lambda: invite(by), lambda: invite(by))

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["DomainError", "Membership"]
    assert told("invited") == ["ada@demo.example"]


def test_somebody_whose_access_ended_while_they_waited_invites_nobody(acting):
    stale = acting("police-lead")
    with unguarded():
        Membership.objects.filter(pk=stale.membership_id).update(until=clock.now())

    with pytest.raises(NotVisible):
        start_membership(
            email="late@demo.example",
            name="Late",
            organisation=Organisation.objects.get(pk=stale.organisation_id),
            role=Role.REFERRER,
            by=stale,
        )

    assert not Person.objects.filter(email="late@demo.example").exists()
