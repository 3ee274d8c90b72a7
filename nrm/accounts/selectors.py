"""Reads of people, organisations and memberships."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.functions import Lower

from nrm import clock, wiring
from nrm.access import guardian
from nrm.access.actors import Actor, MachineActor, PersonActor
from nrm.access.exceptions import NotVisible
from nrm.access.permissions import Permission
from nrm.access.roles import Role
from nrm.accounts.domains import domain_of
from nrm.accounts.enums import Duty
from nrm.accounts.models import MachineToken, Membership, Organisation, OrganisationDuty, Person, Team
from nrm.london import london_date

# Recovery codes alone are no second factor: they stand in for a lost one.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True)
class OpenWork:
    """How many pieces of work are with a member, and (id, reference) of the first of those the asking actor sees."""

    count: int
    shown: tuple[tuple[int, str], ...]


def current_memberships(person: Person) -> list[Membership]:
    """The memberships a person may act in now, oldest first, none for a connected system; one query.

    Each with its reach (`reached`), and whether the person has a second factor (`secured`), because every page asks.
    """
    now = clock.now()
    today = london_date(now)
    return list(
        Membership.objects.filter(Q(until=None) | Q(until__gt=now), person=person, since__lte=now)
        .filter(Q(organisation__until=None) | Q(organisation__until__gt=today))
        .filter(person__is_machine=False)
        .select_related("organisation", "team", "person")
        .annotate(reached=guardian.organisations_reached_by_each(), secured=_second_factor())
        .order_by("since", "pk")
    )


def still_belongs(person_id: int, organisation_id: int) -> bool:
    """Whether the person has a membership in the organisation that has not ended, in whatever role."""
    lasting = Membership.objects.filter(Q(until=None) | Q(until__gt=clock.now()))
    return lasting.filter(person_id=person_id, organisation_id=organisation_id).exists()


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
    """People's memberships, current and ended, of the organisations whose people the actor looks after."""
    if Permission.MANAGE_MEMBERS not in actor.permissions:
        return Membership.objects.none()
    people = Membership.objects.filter(organisation_id__in=actor.reach, person__is_machine=False)
    return people.select_related("person", "team", "organisation")


def machines_visible_to(actor: Actor) -> QuerySet[Membership]:
    """Connected systems, current and ended, of the organisations whose systems the actor looks after, by name, each
    with its tokens."""
    if Permission.MANAGE_MACHINES not in actor.permissions:
        return Membership.objects.none()
    machines = Membership.objects.filter(organisation_id__in=actor.reach, role=Role.MACHINE.value)
    tokens = MachineToken.objects.select_related("made_by__person", "ended_by__person").order_by("-since", "-pk")
    return (
        machines.select_related("person", "organisation")
        .prefetch_related(Prefetch("tokens", tokens))
        .order_by(F("until").desc(nulls_first=True), Lower("person__name"), "pk")
    )


def machine_seen(actor: Actor, membership_id: int) -> Membership:
    """One of those systems; NotVisible for any other."""
    found = machines_visible_to(actor).filter(pk=membership_id).first()
    if found is None:
        raise NotVisible
    return found


def machine_known_by(token_hash: str) -> tuple[MachineActor, MachineToken] | None:
    """The machine whose token has that hash, while token, access, account and organisation last; one query, the same
    one whatever is wrong."""
    now = clock.now()
    token = (
        MachineToken.objects.filter(
            Q(membership__until=None) | Q(membership__until__gt=now),
            Q(membership__organisation__until=None) | Q(membership__organisation__until__gt=london_date(now)),
            token_hash=token_hash,
            since__lte=now,
            until__gt=now,
            ended_at=None,
            membership__role=Role.MACHINE.value,
            membership__person__is_active=True,
            membership__person__is_machine=True,
        )
        .select_related("membership__person", "membership__organisation")
        .annotate(reached=guardian.organisations_reached_by_each("membership__"))
        .first()
    )
    return None if token is None else (_machine_actor(token), token)


def _machine_actor(token: Any) -> MachineActor:
    machine = token.membership
    return MachineActor(
        person_id=machine.person_id,
        membership_id=machine.pk,
        label=f"{machine.person.name} (token {token.prefix}…)",
        organisation_id=machine.organisation_id,
        organisation_label=machine.organisation.name,
        reach=frozenset(token.reached),
    )


def membership_seen(actor: Actor, membership_id: int) -> Membership:
    """One of those memberships; NotVisible for any other."""
    found = memberships_visible_to(actor).filter(pk=membership_id).first()
    if found is None:
        raise NotVisible
    return found


def members_of(actor: PersonActor, *, ended: bool) -> QuerySet[Membership]:
    """The acting organisation's memberships, current or ended, by name, each with `secured` and, where it ended because
    the role was changed, the role it became."""
    members = memberships_visible_to(actor).filter(organisation_id=actor.organisation_id, until__isnull=not ended)
    after = Membership.objects.filter(
        person_id=OuterRef("person_id"), organisation_id=OuterRef("organisation_id"), since=OuterRef("until")
    )
    shown = members.annotate(secured=_second_factor(), became=Subquery(after.values("role")[:1]))
    # By what is shown: a place in the order would tell a name that is not.
    name = Case(When(named_at=None, then="person__email"), default="person__name")
    return shown.order_by(Lower(name), "since", "pk")


def acting_organisation(actor: PersonActor) -> Organisation:
    """The organisation the actor acts for."""
    return Organisation.objects.get(pk=actor.organisation_id)


def teams_of(organisation_id: int) -> list[Team]:
    """The organisation's teams, by name."""
    return list(Team.objects.filter(organisation_id=organisation_id).order_by("name"))


def person_at(email: str) -> Person | None:
    """The person with that email address, whatever its case."""
    return Person.objects.filter(email__iexact=email).first() if email else None


def open_work_of(membership: Membership, actor: Actor) -> OpenWork:
    """What the member would leave behind, as the actor may know it; answered above the kernel (`nrm/wiring.py`)."""
    work: OpenWork = wiring.open_work(membership.pk, actor)
    return work


def works_elsewhere(person: Person, organisation_id: int) -> bool:
    """Whether the person has a current membership of another organisation."""
    return any(held.organisation_id != organisation_id for held in current_memberships(person))


def decides_for_another(person: Person, organisation_id: int, roles: frozenset[Role]) -> bool:
    """Whether the person holds any of the roles in another organisation, or will."""
    now = clock.now()
    held = Membership.objects.filter(Q(until=None) | Q(until__gt=now), person=person, role__in=[r.value for r in roles])
    return held.exclude(organisation_id=organisation_id).exists()


def is_named_in(person: Person, organisation_id: int) -> bool:
    """Whether who looks after the organisation's people knows the person's name already."""
    return Membership.objects.filter(person=person, organisation_id=organisation_id, named_at__isnull=False).exists()


def people_elsewhere(organisation: Organisation, roles: frozenset[Role]) -> int:
    """How many people hold any of the roles in the organisation with an address at none of its email domains."""
    held = colleagues_in_role(organisation.pk, roles).values_list("person__email", flat=True)
    return sum(domain_of(email) not in organisation.email_domains for email in set(held))


def has_administrator(organisation_id: int) -> bool:
    """Whether somebody is administrator of the organisation now."""
    return colleagues_in_role(organisation_id, frozenset({Role.ADMINISTRATOR})).exists()


def organisation_named(name: str) -> Organisation | None:
    """The organisation of that name, whatever its case."""
    return Organisation.objects.filter(name__iexact=name).first()


def persona_membership(email: str, role: Role, organisation_slug: str) -> Membership | None:
    """The current membership the demonstration gave one of its people; None when it is not loaded or has ended."""
    person = person_at(email)
    held = current_memberships(person) if person is not None and person.is_active else []
    wanted = (m for m in held if m.role == role.value and m.organisation.slug == organisation_slug)
    return next(wanted, held[0] if held else None)


def competent_authority(decision_maker: str) -> Organisation:
    """The organisation that decides as `sca` or `ieca`."""
    return Organisation.objects.get(decision_maker=decision_maker)


def duty_of(organisation_id: int, on: dt.date) -> str:
    """The organisation's duty to notify on a London date: `statutory`, `policy` or `none`; one query."""
    duties = OrganisationDuty.objects.filter(Q(until=None) | Q(until__gt=on), organisation_id=organisation_id)
    duty = duties.filter(since__lte=on).order_by("-since").first()
    return Duty.NONE.value if duty is None else duty.duty


def colleagues_in_role(organisation_id: int, roles: frozenset[Role]) -> QuerySet[Membership]:
    """People's current memberships of an organisation in any of the roles, by name."""
    now = clock.now()
    return (
        Membership.objects.filter(
            Q(until=None) | Q(until__gt=now),
            organisation_id=organisation_id,
            role__in=[role.value for role in roles],
            since__lte=now,
            person__is_active=True,
            person__is_machine=False,
        )
        .select_related("person", "organisation")
        .order_by("person__name", "pk")
    )


def _second_factor() -> Exists:
    """Whether the person of each membership has an authenticator app or a security key."""
    return Exists(Authenticator.objects.filter(user_id=OuterRef("person_id"), type__in=FACTORS))
