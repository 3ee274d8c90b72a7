"""Who may do what, written a second time: a change of rights is a visible change of this table."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.auth.models import Permission as DjangoPermission

from nrm.access.guardian import GRANTABLE, all_grants
from nrm.access.roles import MAY_GIVE, ROLES, Capacity, OrganisationKind, Role
from nrm.accounts.actions.grants import drift
from nrm.accounts.demo.personas import PERSONAS
from nrm.accounts.models import Organisation, Person

EVERYBODY = {"accounts.use_service", "notices.read_inbox", "desks.read_api_document"}
REFERRING = {
    "referrals.draft",
    "referrals.submit",
    "referrals.see_duty_to_notify",
    "cases.follow",
    "cases.list",
    "cases.search",
}
READING = {"cases.list", "cases.search", "cases.see_file"}
DECIDING = READING | {"decisions.draft_rg", "decisions.issue_rg", "decisions.draft_cg", "decisions.issue_cg"}
CHECKING = {"decisions.check_rg", "decisions.check_cg"}
SUPPORT = {"support.see", "support.see_address", "support.see_payments", "cases.list", "cases.search"}

RIGHTS = {
    "referrer": EVERYBODY | REFERRING,
    "lead": EVERYBODY | REFERRING | {"accounts.manage_members"},
    "intake": EVERYBODY | READING | {"cases.route", "cases.allocate"},
    "caseworker": EVERYBODY | DECIDING,
    "second_caseworker": EVERYBODY | DECIDING | CHECKING,
    "leader": EVERYBODY
    | DECIDING
    | CHECKING
    | {"cases.route", "cases.allocate", "accounts.manage_members", "desks.export_lists"},
    "panel_chair": EVERYBODY,
    "contract_manager": EVERYBODY | SUPPORT | {"support.allocate_provider", "support.end"},
    "support_worker": EVERYBODY | SUPPORT | {"support.answer_offer", "support.record", "support.end"},
    "support_finance": EVERYBODY | {"support.see_payments"},
    "childrens_services": EVERYBODY,
    "analyst": EVERYBODY,
    "statistician": EVERYBODY,
    "auditor": EVERYBODY | {"audit.read_record"},
    "administrator": EVERYBODY | {"accounts.manage_members", "accounts.manage_machines"},
    "system_operator": EVERYBODY,
    "machine": {"referrals.draft", "referrals.submit", "cases.list", "desks.read_api_document"},
}
SEES_CASES_AS = {
    "referrer": {"referrer"},
    "lead": {"referrer"},
    "intake": {"competent_authority"},
    "caseworker": {"competent_authority"},
    "second_caseworker": {"competent_authority"},
    "leader": {"competent_authority"},
    "panel_chair": {"panel"},
    "contract_manager": {"prime_contractor"},
    "support_worker": {"support_provider"},
    "support_finance": {"support_provider", "prime_contractor"},
    "childrens_services": {"local_authority"},
    "analyst": set(),
    "statistician": set(),
    "auditor": set(),
    "administrator": set(),
    "system_operator": set(),
    "machine": {"referrer"},
}
HELD_IN = {
    "referrer": {"first_responder", "prime_contractor"},
    "lead": {"first_responder", "prime_contractor"},
    "intake": {"competent_authority"},
    "caseworker": {"competent_authority"},
    "second_caseworker": {"competent_authority"},
    "leader": {"competent_authority"},
    "panel_chair": {"devolved_panel"},
    "contract_manager": {"prime_contractor"},
    "support_worker": {"support_provider"},
    "support_finance": {"support_provider", "prime_contractor"},
    "childrens_services": {"first_responder"},
    "analyst": {"analysis_centre"},
    "statistician": {"statistics"},
    "auditor": {"oversight"},
    "administrator": {kind.value for kind in OrganisationKind},
    "system_operator": {"operator"},
    "machine": {"first_responder", "prime_contractor"},
}

GIVES = {
    "lead": {"referrer", "lead"},
    "leader": {"intake", "caseworker", "second_caseworker", "leader"},
    "administrator": set(RIGHTS) - {"machine"},
}


def test_roles_are_given_by_exactly_these_roles():
    assert {role.value: {given.value for given in gives} for role, gives in MAY_GIVE.items()} == GIVES
    assert {role for role, rights in RIGHTS.items() if "accounts.manage_members" in rights} == set(GIVES)


def test_roles_hold_exactly_these_permissions():
    assert {role.value: {p.value for p in spec.permissions} for role, spec in ROLES.items()} == RIGHTS


def test_roles_see_cases_in_exactly_these_capacities():
    assert {role.value: {c.value for c in spec.capacities} for role, spec in ROLES.items()} == SEES_CASES_AS


def test_roles_are_held_in_exactly_these_kinds_of_organisation():
    assert {role.value: {kind.value for kind in spec.kinds} for role, spec in ROLES.items()} == HELD_IN


def test_every_role_says_what_it_is_for():
    assert set(ROLES) == set(Role)
    assert [role for role, spec in ROLES.items() if not spec.prose.endswith(".") or not spec.title] == []
    assert len({spec.title for spec in ROLES.values()}) == len(ROLES)


def test_nobody_sees_cases_in_the_capacity_of_another_organisation():
    """`shared` is for single cases, by a row of their own, and no role's standing capacity."""
    assert [role for role, spec in ROLES.items() if Capacity.SHARED in spec.capacities] == []


def test_one_persona_for_every_role_of_people():
    assert {persona.role for persona in PERSONAS} == set(Role) - {Role.MACHINE}


@pytest.mark.django_db
def test_grants_are_on_organisations_for_groups_and_nowhere_else():
    assert {codename for _, codename, _ in all_grants()} == GRANTABLE
    assert {pk for _, _, pk in all_grants()} <= set(Organisation.objects.values_list("pk", flat=True))
    for generic in ("UserObjectPermission", "GroupObjectPermission"):
        assert apps.get_model("guardian", generic).objects.count() == 0


@pytest.mark.django_db
def test_nothing_is_granted_through_djangos_own_permissions():
    assert Group.permissions.through.objects.count() == 0
    assert Person.user_permissions.through.objects.count() == 0
    assert Person.objects.filter(is_superuser=True).count() == 0
    assert DjangoPermission.objects.filter(codename__in=GRANTABLE).count() == len(GRANTABLE)


@pytest.mark.django_db
def test_grants_equal_what_memberships_say():
    assert drift() == []


@pytest.mark.django_db
@pytest.mark.parametrize("slug", [persona.slug for persona in PERSONAS])
def test_a_persona_reaches_at_most_their_own_organisation(acting, slug):
    actor = acting(slug)

    assert actor.reach <= {actor.organisation_id}
    assert bool(actor.reach) == bool(SEES_CASES_AS[actor.role] or "accounts.manage_members" in RIGHTS[actor.role])
