"""Parts of the actions on memberships: finding one to change, with its organisation locked, and what must stay true."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Q

from nrm import clock
from nrm.access.actors import Actor
from nrm.access.exceptions import NotVisible
from nrm.access.roles import Role
from nrm.accounts.models import Membership, Organisation, Person
from nrm.accounts.policies import LOOKING_AFTER, OF_AN_AUTHORITY
from nrm.accounts.selectors import decides_for_another, memberships_visible_to
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


def find_or_make_person(email: str, name: str) -> tuple[Person, bool]:
    """The person with that address, whatever its case, or a new one without a password; and whether it is new."""
    person = _person_at(email)
    if person is not None:
        return person, False
    person = Person(email=email.lower(), name=name, joined_at=clock.now())
    person.set_unusable_password()
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:  # somebody else's invitation to the same address came first
        person = _person_at(email)
        if person is None:
            raise
        return person, False
    return person, True


def check_decides_for_one(person: Person, organisation: Organisation, role: Role) -> None:
    """Raise when the role would let the person decide for both competent authorities; with their row locked, so that
    two invitations at once do not."""
    if role not in OF_AN_AUTHORITY:
        return
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if decides_for_another(person, organisation.pk, OF_AN_AUTHORITY):
        raise DomainError(
            "This person works on cases of the other competent authority. Nobody does for both.", field="email"
        )


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
            f"{membership.shown_name} is the last person who looks after the people of {membership.organisation}. "
            "Give somebody else this role first."
        )


def _person_at(email: str) -> Person | None:
    return Person.objects.filter(email__iexact=email).first()
