"""For every permission: without it an actor is refused, with exactly it admitted; and something asks for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nrm.access import roles
from nrm.access.actors import SYSTEM_PERMISSIONS, PersonActor, SystemActor, SystemName
from nrm.access.check import allows, check, refusal
from nrm.access.exceptions import NotVisible, Refused
from nrm.access.permissions import Permission
from nrm.access.roles import ROLES, Role
from nrm.access.words import DOING
from tests.source import attributes_of, name_of, python_files

# Declared, held and asked for by no page or action yet, each with the reason; an entry no longer true fails.
NOT_ASKED_YET: dict[str, str] = {}


class Near:
    """A thing within everybody's reach."""

    def is_within_reach_of(self, actor) -> bool:
        return True


class Far:
    """A thing within nobody's reach."""

    def is_within_reach_of(self, actor) -> bool:
        return False


@pytest.fixture
def caseworker():
    return PersonActor(
        person_id=1,
        membership_id=1,
        label="Amara Okafor",
        role_code=Role.CASEWORKER,
        organisation_id=1,
        organisation_label="Single Competent Authority",
        reach=frozenset({1}),
    )


@pytest.fixture
def holding(monkeypatch):
    """`holding(permissions)` gives the caseworker's role exactly those."""

    def give(permissions) -> None:
        monkeypatch.setitem(
            roles.ROLES, Role.CASEWORKER, replace(ROLES[Role.CASEWORKER], permissions=frozenset(permissions))
        )

    return give


@pytest.mark.parametrize("permission", Permission, ids=lambda p: p.value)
def test_without_the_permission_an_actor_is_refused(caseworker, holding, permission):
    holding(set(Permission) - {permission})

    with pytest.raises(Refused, match="may not do this"):
        check(caseworker, permission)
    with pytest.raises(Refused, match="may not do this"):
        check(caseworker, permission, Near())
    assert allows(caseworker, permission) is False
    said = f"You may not do this as a caseworker: {DOING[permission]} is for "
    assert refusal(caseworker, permission).startswith(said)


@pytest.mark.parametrize("permission", Permission, ids=lambda p: p.value)
def test_with_exactly_the_permission_an_actor_is_admitted(caseworker, holding, permission):
    holding({permission})

    check(caseworker, permission)

    assert allows(caseworker, permission) is True
    assert refusal(caseworker, permission) == ""
    assert [other for other in Permission if allows(caseworker, other)] == [permission]


@pytest.mark.parametrize("permission", Permission, ids=lambda p: p.value)
def test_what_is_out_of_reach_does_not_exist_whatever_the_role(caseworker, holding, permission):
    for held in (set(), set(Permission)):
        holding(held)

        with pytest.raises(NotVisible):
            check(caseworker, permission, Far())
        assert refusal(caseworker, permission, Far()) == "This cannot be found."


@pytest.mark.parametrize("name", SystemName, ids=lambda n: n.value)
def test_a_part_of_the_system_does_only_what_its_row_says(name):
    actor = SystemActor(name)

    assert {p for p in Permission if allows(actor, p)} == SYSTEM_PERMISSIONS[name]
    assert actor.reach == frozenset()


def test_every_permission_is_asked_for_by_a_page_or_an_action():
    tables = {"nrm/access/roles.py", "nrm/access/permissions.py", "nrm/access/actors.py", "nrm/access/words.py"}

    asked = {
        permission
        for file in python_files()
        if name_of(file) not in tables and not name_of(file).startswith("desks/reference/")
        for permission in attributes_of(file, "Permission")
    }

    assert {p.name for p in Permission} - asked == set(NOT_ASKED_YET)


def test_every_permission_is_held_by_some_role():
    held = {permission for spec in ROLES.values() for permission in spec.permissions}

    assert set(Permission) - held == set()


def test_every_permission_has_words_for_its_refusal():
    assert set(DOING) == set(Permission)
