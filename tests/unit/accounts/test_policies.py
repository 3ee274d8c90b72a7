"""Who may give which role: the literal table, against what the pages' prose promises."""

from __future__ import annotations

import pytest

from nrm.access.actors import PersonActor, SystemActor, SystemName
from nrm.access.permissions import Permission
from nrm.access.roles import MAY_GIVE, ROLES, OrganisationKind, Role
from nrm.accounts.models import Organisation
from nrm.accounts.policies import roles_given_by, roles_to_give


def actor(role: Role) -> PersonActor:
    return PersonActor(1, 1, "Ada Byron", role, 1, "Organisation", frozenset({1}))


def test_exactly_the_roles_that_manage_members_may_give_any():
    managing = {role for role, spec in ROLES.items() if Permission.MANAGE_MEMBERS in spec.permissions}

    assert set(MAY_GIVE) == managing


def test_only_an_administrator_makes_an_administrator():
    assert {role for role, given in MAY_GIVE.items() if Role.ADMINISTRATOR in given} == {Role.ADMINISTRATOR}


@pytest.mark.parametrize(
    ("role", "kind", "expected"),
    [
        (Role.LEAD, OrganisationKind.FIRST_RESPONDER, {"referrer", "lead"}),
        (
            Role.LEADER,
            OrganisationKind.COMPETENT_AUTHORITY,
            {"intake", "caseworker", "second_caseworker", "leader"},
        ),
        (
            Role.ADMINISTRATOR,
            OrganisationKind.COMPETENT_AUTHORITY,
            {"intake", "caseworker", "second_caseworker", "leader", "administrator"},
        ),
        (Role.ADMINISTRATOR, OrganisationKind.OVERSIGHT, {"auditor", "administrator"}),
        (Role.REFERRER, OrganisationKind.FIRST_RESPONDER, set()),
        (Role.SYSTEM_OPERATOR, OrganisationKind.OPERATOR, set()),
    ],
)
def test_the_roles_offered_are_those_of_the_organisation_that_the_actor_may_give(role, kind, expected):
    offered = roles_to_give(actor(role), Organisation(kind=kind.value))

    assert {each.value for each in offered} == expected


def test_of_the_systems_parts_only_the_installation_gives_roles():
    # No role of a machine either: it is connected with its token by an administrator, on a page of its own.
    assert roles_given_by(SystemActor(SystemName.INSTALLATION)) == frozenset(Role) - {Role.MACHINE}
    assert roles_given_by(SystemActor(SystemName.NOTICE_SENDER)) == frozenset()
