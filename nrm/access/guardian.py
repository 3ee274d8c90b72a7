"""The only door to django-guardian. Grants go to a role's group in an organisation, on organisations, never on cases.

Memberships are the truth; `nrm.accounts.actions` derives the grants from them through this module.
"""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef, TextField, Value
from django.db.models.functions import Cast, Concat
from guardian.shortcuts import assign_perm  # noqa: TID251  this is the module that may

from nrm.access.models import GroupOrganisationPermission
from nrm.access.roles import ROLES, Role

REACH = "reach_organisation"
GRANTABLE = frozenset({REACH})


def group_name(organisation_id: int, role: Role) -> str:
    """The name of the group of everybody who holds the role in the organisation."""
    return f"organisation {organisation_id} {role.value}"


def group_of(organisation_id: int, role: Role) -> Group:
    """That group, made when first needed."""
    return Group.objects.get_or_create(name=group_name(organisation_id, role))[0]


def grants_due_to(role: Role) -> frozenset[str]:
    """What the role's group is granted on its own organisation: reach, when it sees cases or looks after people."""
    spec = ROLES[role]
    sees_something = bool(spec.capacities) or any(p.value.endswith("manage_members") for p in spec.permissions)
    return frozenset({REACH}) if sees_something else frozenset()


def grant(codename: str, group: Group, organisation: Model) -> None:
    """Grant the group something on an organisation; refuses a codename that may never be granted."""
    if codename not in GRANTABLE:
        raise ValueError(f"{codename} is never granted on an organisation")
    assign_perm(codename, group, organisation)


def organisations_reached(organisation_id: int, role: Role) -> frozenset[int]:
    """Ids of the organisations the role's group may reach; one query."""
    rows = GroupOrganisationPermission.objects.filter(
        group__name=group_name(organisation_id, role), permission__codename=REACH
    )
    return frozenset(rows.values_list("content_object_id", flat=True))


def organisations_reached_by_each(membership: str = "") -> ArraySubquery:
    """The same for each row of a query of memberships, or of rows that lead to one by the lookup `membership`, so that
    signing in and reach are one statement."""
    number = Cast(OuterRef(f"{membership}organisation_id"), TextField())
    role = OuterRef(f"{membership}role")
    name = Concat(Value("organisation "), number, Value(" "), role, output_field=TextField())
    rows = GroupOrganisationPermission.objects.filter(group__name=name, permission__codename=REACH)
    return ArraySubquery(rows.values("content_object_id"))


def all_grants() -> set[tuple[str, str, int]]:
    """Every grant there is, as (group name, codename, organisation id); for `check_grants`."""
    rows = GroupOrganisationPermission.objects.values_list("group__name", "permission__codename", "content_object_id")
    return set(rows)
