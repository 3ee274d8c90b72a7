"""Groups and guardian grants, derived from memberships. Memberships are the truth; `check_grants` reports any drift."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet

from nrm import clock
from nrm.access import guardian
from nrm.access.roles import Role
from nrm.accounts.models import Membership


def derive_grants(membership: Membership) -> None:
    """Put the person into, or out of, their role's group in the organisation, and give that group what its role is due.

    Part of the actions that start, change and end memberships.
    """
    role = Role(membership.role)
    group = guardian.group_of(membership.organisation_id, role)
    for codename in guardian.grants_due_to(role):
        guardian.grant(codename, group, membership.organisation)
    if _holds_role(membership):
        membership.person.groups.add(group)
    else:
        membership.person.groups.remove(group)


def drift() -> list[str]:
    """Every difference between what current memberships are due and what guardian and the groups say; empty is good."""
    return sorted(_grant_drift() | _group_drift())


def _holds_role(membership: Membership) -> bool:
    return (
        _current()
        .filter(person_id=membership.person_id, organisation_id=membership.organisation_id, role=membership.role)
        .exists()
    )


def _current() -> QuerySet[Membership]:
    return Membership.objects.filter(Q(until=None) | Q(until__gt=clock.now()))


def _grant_drift() -> set[str]:
    due = {
        (guardian.group_name(organisation_id, Role(role)), codename, organisation_id)
        for organisation_id, role in Membership.objects.values_list("organisation_id", "role").distinct()
        for codename in guardian.grants_due_to(Role(role))
    }
    granted = guardian.all_grants()
    missing = {f"missing grant: {codename} on organisation {pk} for {name}" for name, codename, pk in due - granted}
    return missing | {
        f"grant too many: {codename} on organisation {pk} for {name}" for name, codename, pk in granted - due
    }


def _group_drift() -> set[str]:
    due = {
        (person_id, guardian.group_name(organisation_id, Role(role)))
        for person_id, organisation_id, role in _current().values_list("person_id", "organisation_id", "role")
    }
    held = set(Group.objects.exclude(user=None).values_list("user", "name"))
    missing = {f"person {person_id} is not in {name}" for person_id, name in due - held}
    return missing | {f"person {person_id} is still in {name}" for person_id, name in held - due}
