"""Reads of people, organisations and memberships."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from nrm import clock
from nrm.access import guardian
from nrm.access.actors import Actor, PersonActor
from nrm.access.permissions import Permission
from nrm.access.roles import Role
from nrm.accounts.models import Membership, Organisation, Person


def current_memberships(person: Person) -> list[Membership]:
    """The memberships a person may act in now, oldest first, each with its reach (`reached`); one query."""
    now = clock.now()
    return list(
        Membership.objects.filter(Q(until=None) | Q(until__gt=now), person=person, since__lte=now)
        .select_related("organisation", "team", "person")
        .annotate(reached=guardian.organisations_reached_by_each())
        .order_by("since", "pk")
    )


def actor_for(membership: Membership) -> PersonActor:
    """The actor of a membership, with its reach; one query, none for a membership that brings its reach."""
    role = Role(membership.role)
    reached = getattr(membership, "reached", None)
    return PersonActor(
        person_id=membership.person_id,
        membership_id=membership.pk,
        label=membership.person.name,
        role_code=role,
        organisation_id=membership.organisation_id,
        organisation_label=membership.organisation.name,
        reach=frozenset(reached)
        if reached is not None
        else guardian.organisations_reached(membership.organisation_id, role),
        team_id=membership.team_id,
    )


def memberships_visible_to(actor: Actor) -> QuerySet[Membership]:
    """Memberships, current and ended, of the organisations whose people the actor looks after."""
    if Permission.MANAGE_MEMBERS not in actor.permissions:
        return Membership.objects.none()
    return Membership.objects.filter(organisation_id__in=actor.reach).select_related("person", "team", "organisation")


def competent_authority(decision_maker: str) -> Organisation:
    """The organisation that decides as `sca` or `ieca`."""
    return Organisation.objects.get(decision_maker=decision_maker)


def duty_of(organisation_id: int, on: dt.date) -> str:
    """The organisation's duty to notify on a London date: `statutory`, `policy` or `none`."""
    organisation = Organisation.objects.get(pk=organisation_id)
    duty = organisation.duties.filter(Q(until=None) | Q(until__gt=on), since__lte=on).order_by("-since").first()
    return "none" if duty is None else duty.duty


def colleagues_in_role(organisation_id: int, roles: frozenset[Role]) -> QuerySet[Membership]:
    """Current memberships of an organisation in any of the roles, by name."""
    now = clock.now()
    return (
        Membership.objects.filter(
            Q(until=None) | Q(until__gt=now),
            organisation_id=organisation_id,
            role__in=[role.value for role in roles],
            since__lte=now,
            person__is_active=True,
        )
        .select_related("person", "organisation")
        .order_by("person__name", "pk")
    )
