"""Who may look after whom: which roles an actor may give, and whose membership they may change or end."""

from __future__ import annotations

from nrm.access.actors import Actor
from nrm.access.exceptions import Refused
from nrm.access.permissions import Permission
from nrm.access.roles import MAY_GIVE, ROLES, OrganisationKind, Role
from nrm.accounts.domains import domain_of
from nrm.accounts.models import Membership, Organisation, Person
from nrm.exceptions import DomainError

LOOKING_AFTER = frozenset(role for role in Role if Permission.MANAGE_MEMBERS in ROLES[role].permissions)
# What only people of the organisation itself are entrusted with: whole files, where somebody is kept safe, each step of
# a decision, and who else gets in. Nobody outside it can say who is behind a mailbox elsewhere: with two of them one
# person would be author and second caseworker of the same decision.
ENTRUSTED_PERMISSIONS = frozenset(
    {
        Permission.SEE_FILE,
        Permission.SEE_PLACEMENT_ADDRESS,
        Permission.ROUTE_CASE,
        Permission.ALLOCATE_CASE,
        Permission.DRAFT_REASONABLE_GROUNDS,
        Permission.CHECK_REASONABLE_GROUNDS,
        Permission.ISSUE_REASONABLE_GROUNDS,
        Permission.DRAFT_CONCLUSIVE_GROUNDS,
        Permission.CHECK_CONCLUSIVE_GROUNDS,
        Permission.ISSUE_CONCLUSIVE_GROUNDS,
        Permission.MANAGE_MEMBERS,
    }
)
ENTRUSTED = frozenset(role for role in Role if ENTRUSTED_PERMISSIONS & ROLES[role].permissions)
# Roles that only a competent authority has: nobody holds one in each of the two.
OF_AN_AUTHORITY = frozenset(role for role in Role if ROLES[role].kinds == {OrganisationKind.COMPETENT_AUTHORITY})


def roles_given_by(actor: Actor) -> frozenset[Role]:
    """The roles the actor may give, change and end, whatever the organisation; every role of a person for the
    installation."""
    if actor.kind == "system":
        return frozenset(Role) - {Role.MACHINE} if Permission.MANAGE_MEMBERS in actor.permissions else frozenset()
    return MAY_GIVE.get(Role(actor.role), frozenset())


def roles_to_give(actor: Actor, organisation: Organisation) -> list[Role]:
    """The roles the actor may give in the organisation, in the order of the table of roles."""
    kind = OrganisationKind(organisation.kind)
    return [role for role in Role if role in roles_given_by(actor) and kind in ROLES[role].kinds]


def check_can_give(actor: Actor, role: Role, organisation: Organisation) -> None:
    """Raise unless the organisation has the role and the actor may give it."""
    if OrganisationKind(organisation.kind) not in ROLES[role].kinds:
        raise DomainError(f"{organisation} has no {ROLES[role].title.lower()}.", field="role")
    if role not in roles_given_by(actor):
        raise Refused(f"You may not give the role {ROLES[role].title.lower()}. An administrator may.")


def check_has_address_here(email: str, role: Role, organisation: Organisation) -> None:
    """Raise unless the address is at one of the organisation's email domains.

    Where none is recorded, only the roles that are not `ENTRUSTED` can be given: small charities have mailboxes
    wherever they find them.
    """
    domains = organisation.email_domains
    if domain_of(email) in domains or not (domains or role in ENTRUSTED):
        return
    if domains:
        raise DomainError(
            f"Enter an email address of {organisation}, at {' or '.join(domains)}. If it has others, ask the system "
            "operator to record them.",
            field="email",
        )
    raise DomainError(
        f"The role {ROLES[role].title.lower()} needs an email address of {organisation}, and no email domain of it is "
        "recorded yet. Ask the system operator to record it.",
        field="email",
    )


def check_can_connect(organisation: Organisation) -> None:
    """Raise unless systems of the organisation may be connected: those of organisations that refer."""
    if not can_connect(organisation):
        raise Refused(f"{organisation} does not refer people, so there is nothing a system of it could do here.")


def can_connect(organisation: Organisation) -> bool:
    """Whether `check_can_connect` would pass; for showing the link."""
    return OrganisationKind(organisation.kind) in ROLES[Role.MACHINE].kinds


def check_is_connected(machine: Membership) -> None:
    """Raise when the connected system's access has ended."""
    if machine.until is not None:
        raise DomainError("The access of this system has already ended. Connect it again to make a token.")


def check_is_somebody(person: Person) -> None:
    """Raise for the account of a connected system: it holds the one role it was made with."""
    if person.is_machine:
        raise DomainError("This address belongs to a connected system, not to a person.", field="email")


def check_is_somebody_else(actor: Actor, person: Person) -> None:
    """Raise when the actor would change their own access: nobody gives or takes their own rights."""
    if actor.person_id is not None and actor.person_id == person.pk:
        raise Refused("You cannot change your own access. Ask another administrator of your organisation.")


def check_can_look_after(actor: Actor, membership: Membership) -> None:
    """Raise unless the membership still lasts, is somebody else's, and its role is one the actor looks after."""
    if membership.until is not None:
        raise DomainError("This access has already ended.")
    check_is_somebody_else(actor, membership.person)
    if Role(membership.role) not in roles_given_by(actor):
        raise Refused(f"You do not look after the role {membership.role_title.lower()}. An administrator may do this.")


def can_look_after(actor: Actor, membership: Membership) -> bool:
    """Whether `check_can_look_after` would pass; for showing links."""
    try:
        check_can_look_after(actor, membership)
    except DomainError:
        return False
    return True
