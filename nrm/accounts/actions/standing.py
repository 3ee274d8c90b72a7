"""Parts of the actions on memberships: finding one to change, with its organisation locked, and what must stay true."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Q

from nrm import clock
from nrm.access.actors import Actor
from nrm.access.exceptions import NotVisible
from nrm.access.roles import Role
from nrm.accounts.models import Membership, Organisation, Person
from nrm.accounts.policies import LOOKING_AFTER
from nrm.accounts.selectors import memberships_visible_to
from nrm.exceptions import DomainError


def lock_organisation(organisation_id: int, by: Actor) -> Organisation:
    """The organisation, locked until the commit: changes to its people happen one after another.

    A person's own membership is read again behind the lock: whoever waited for it while their access was ended or
    changed does nothing more (NotVisible).
    """
    organisation: Organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)
    if by.membership_id is not None and not _still_holds(by.membership_id, by.role):
        raise NotVisible
    return organisation


def _still_holds(membership_id: int, role: str) -> bool:
    now = clock.now()
    own = Membership.objects.filter(pk=membership_id, role=role, person__is_active=True)
    return own.filter(Q(until=None) | Q(until__gt=now)).exists()


def lock_membership(by: Actor, membership_id: int) -> Membership:
    """A membership the actor sees, read after its organisation was locked; NotVisible for any other."""
    seen = memberships_visible_to(by).filter(pk=membership_id).first()
    if seen is None:
        raise NotVisible
    lock_organisation(seen.organisation_id, by)
    return memberships_visible_to(by).get(pk=membership_id)


def find_or_make_person(email: str, name: str) -> Person:
    """The person with that address, whatever its case, or a new one without a password."""
    person = _person_at(email)
    if person is not None:
        return person
    person = Person(email=email.lower(), name=name, joined_at=clock.now())
    person.set_unusable_password()
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:  # somebody else's invitation to the same address came first
        person = _person_at(email)
        if person is None:
            raise
    return person


def check_stays_looked_after(membership: Membership) -> None:
    """Raise when ending the membership would leave the organisation without its last administrator.

    Where leads or team leaders look after the people and nobody is administrator, the last of them counts. Asked with
    the organisation locked.
    """
    role = Role(membership.role)
    if role not in LOOKING_AFTER:
        return
    enough = {Role.ADMINISTRATOR} if role is Role.ADMINISTRATOR else LOOKING_AFTER
    others = Membership.objects.filter(
        organisation_id=membership.organisation_id,
        role__in=[each.value for each in enough],
        until=None,
        person__is_active=True,
    ).exclude(pk=membership.pk)
    if not others.exists():
        raise DomainError(
            f"{membership.person.name} is the last person who looks after the people of {membership.organisation}. "
            "Give somebody else this role first."
        )


def _person_at(email: str) -> Person | None:
    return Person.objects.filter(email__iexact=email).first()
