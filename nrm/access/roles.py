"""Who may do what: one literal table, role → permissions, with the prose a policy owner reads.

A role is held through a membership of one organisation. `capacities` are the parts an organisation may play in a case
that let somebody in this role see the case: a caseworker sees cases their authority decides, not those it referred.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from nrm.access.permissions import Permission


class Capacity(enum.StrEnum):
    """The part an organisation plays in a case; one party row each."""

    REFERRER = "referrer"
    COMPETENT_AUTHORITY = "competent_authority"
    PANEL = "panel"
    PRIME_CONTRACTOR = "prime_contractor"
    SUPPORT_PROVIDER = "support_provider"
    LOCAL_AUTHORITY = "local_authority"
    GUARDIAN_SERVICE = "guardian_service"
    POLICE_FORCE = "police_force"
    LEGAL_REPRESENTATIVE = "legal_representative"
    SHARED = "shared"


class OrganisationKind(enum.StrEnum):
    """What an organisation is; it decides which roles its people may hold."""

    FIRST_RESPONDER = "first_responder"
    COMPETENT_AUTHORITY = "competent_authority"
    DEVOLVED_PANEL = "devolved_panel"
    PRIME_CONTRACTOR = "prime_contractor"
    SUPPORT_PROVIDER = "support_provider"
    ANALYSIS_CENTRE = "analysis_centre"
    STATISTICS = "statistics"
    OVERSIGHT = "oversight"
    OPERATOR = "operator"


class Role(enum.StrEnum):
    """A role that a membership gives; `ROLES` says what each may do and sees."""

    REFERRER = "referrer"
    LEAD = "lead"
    INTAKE = "intake"
    CASEWORKER = "caseworker"
    SECOND_CASEWORKER = "second_caseworker"
    LEADER = "leader"
    PANEL_CHAIR = "panel_chair"
    CONTRACT_MANAGER = "contract_manager"
    SUPPORT_WORKER = "support_worker"
    SUPPORT_FINANCE = "support_finance"
    CHILDRENS_SERVICES = "childrens_services"
    ANALYST = "analyst"
    STATISTICIAN = "statistician"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    SYSTEM_OPERATOR = "system_operator"
    MACHINE = "machine"


@dataclass(frozen=True)
class RoleSpec:
    """One role: its title on pages, what it is for, where it may be held, which cases it sees and what it may do."""

    title: str
    prose: str
    kinds: frozenset[OrganisationKind]
    capacities: frozenset[Capacity]
    permissions: frozenset[Permission]


_EVERYBODY = frozenset({Permission.USE_SERVICE, Permission.READ_INBOX, Permission.READ_API_DOCUMENT})
_REFERRING = frozenset(
    {
        Permission.DRAFT_REFERRAL,
        Permission.SUBMIT_REFERRAL,
        Permission.SEE_DUTY_TO_NOTIFY,
        Permission.FOLLOW_CASE,
        Permission.LIST_CASES,
        Permission.SEARCH_CASES,
    }
)
_READING_FILES = frozenset({Permission.LIST_CASES, Permission.SEARCH_CASES, Permission.SEE_FILE})
_DECIDING = _READING_FILES | {
    Permission.DRAFT_REASONABLE_GROUNDS,
    Permission.ISSUE_REASONABLE_GROUNDS,
    Permission.DRAFT_CONCLUSIVE_GROUNDS,
    Permission.ISSUE_CONCLUSIVE_GROUNDS,
}
_CHECKING = frozenset({Permission.CHECK_REASONABLE_GROUNDS, Permission.CHECK_CONCLUSIVE_GROUNDS})
_SEEING_SUPPORT = frozenset(
    {
        Permission.SEE_SUPPORT,
        Permission.SEE_PLACEMENT_ADDRESS,
        Permission.SEE_PAYMENTS,
        Permission.SEARCH_CASES,
        Permission.LIST_CASES,
    }
)
_REFERRING_KINDS = frozenset({OrganisationKind.FIRST_RESPONDER, OrganisationKind.PRIME_CONTRACTOR})
_AUTHORITY = frozenset({OrganisationKind.COMPETENT_AUTHORITY})
_DECIDED_BY_US = frozenset({Capacity.COMPETENT_AUTHORITY})
_NO_CASES: frozenset[Capacity] = frozenset()

_CASEWORK = frozenset({Role.INTAKE, Role.CASEWORKER, Role.SECOND_CASEWORKER, Role.LEADER})

# Who may give, change and end which roles, always in their own organisation, only roles its kind has, never their own.
# A lead looks after first responders and other leads, a team leader after the casework roles; neither makes or ends an
# administrator. An administrator may give every role the organisation has, so that somebody can; that the giver gains
# nothing by it is what "never their own" is for.
MAY_GIVE: dict[Role, frozenset[Role]] = {
    Role.LEAD: frozenset({Role.REFERRER, Role.LEAD}),
    Role.LEADER: _CASEWORK,
    Role.ADMINISTRATOR: frozenset(Role) - {Role.MACHINE},  # a machine is made with its token, on its own page
}

ROLES: dict[Role, RoleSpec] = {
    Role.REFERRER: RoleSpec(
        "First responder",
        "Refers potential victims for their organisation, and follows the cases that organisation referred.",
        _REFERRING_KINDS,
        frozenset({Capacity.REFERRER}),
        _EVERYBODY | _REFERRING,
    ),
    Role.LEAD: RoleSpec(
        "First responder lead",
        "Does what a first responder does, and looks after the organisation's first responders and leads.",
        _REFERRING_KINDS,
        frozenset({Capacity.REFERRER}),
        _EVERYBODY | _REFERRING | {Permission.MANAGE_MEMBERS},
    ),
    Role.INTAKE: RoleSpec(
        "Intake officer",
        "Receives new referrals for the competent authority, routes them to a decision-maker and allocates them.",
        _AUTHORITY,
        _DECIDED_BY_US,
        _EVERYBODY | _READING_FILES | {Permission.ROUTE_CASE, Permission.ALLOCATE_CASE},
    ),
    Role.CASEWORKER: RoleSpec(
        "Caseworker",
        "Reads the file of cases routed to their authority and drafts and issues decisions.",
        _AUTHORITY,
        _DECIDED_BY_US,
        _EVERYBODY | _DECIDING,
    ),
    Role.SECOND_CASEWORKER: RoleSpec(
        "Second caseworker",
        "Checks the decisions of others before a negative is issued; never their own. Also decides as a caseworker.",
        _AUTHORITY,
        _DECIDED_BY_US,
        _EVERYBODY | _DECIDING | _CHECKING,
    ),
    Role.LEADER: RoleSpec(
        "Team leader",
        "Leads a team of caseworkers: allocates and reallocates, checks decisions, looks after the casework roles.",
        _AUTHORITY,
        _DECIDED_BY_US,
        _EVERYBODY
        | _DECIDING
        | _CHECKING
        | {
            Permission.ROUTE_CASE,
            Permission.ALLOCATE_CASE,
            Permission.MANAGE_MEMBERS,
            Permission.EXPORT_LISTS,
        },
    ),
    Role.PANEL_CHAIR: RoleSpec(
        "Panel chair",
        "Chairs a devolved panel that decides children's cases.",
        frozenset({OrganisationKind.DEVOLVED_PANEL}),
        frozenset({Capacity.PANEL}),
        _EVERYBODY,
    ),
    Role.CONTRACT_MANAGER: RoleSpec(
        "Contract manager",
        "Offers the people who consented to support to a provider, under the victim care contract, and follows how "
        "they are supported. Sees no decision minute.",
        frozenset({OrganisationKind.PRIME_CONTRACTOR}),
        frozenset({Capacity.PRIME_CONTRACTOR}),
        _EVERYBODY | _SEEING_SUPPORT | {Permission.ALLOCATE_PROVIDER, Permission.END_SUPPORT},
    ),
    Role.SUPPORT_WORKER: RoleSpec(
        "Support worker",
        "Accepts or refuses people offered to their organisation, and keeps the support package of those it supports: "
        "needs, plan, placement, payment.",
        frozenset({OrganisationKind.SUPPORT_PROVIDER}),
        frozenset({Capacity.SUPPORT_PROVIDER}),
        _EVERYBODY | _SEEING_SUPPORT | {Permission.ANSWER_OFFER, Permission.RECORD_SUPPORT, Permission.END_SUPPORT},
    ),
    Role.SUPPORT_FINANCE: RoleSpec(
        "Support finance officer",
        "Sees the weekly payments of the people their organisation supports; not their needs and not where they live.",
        frozenset({OrganisationKind.SUPPORT_PROVIDER, OrganisationKind.PRIME_CONTRACTOR}),
        frozenset({Capacity.SUPPORT_PROVIDER, Capacity.PRIME_CONTRACTOR}),
        _EVERYBODY | {Permission.SEE_PAYMENTS},
    ),
    Role.CHILDRENS_SERVICES: RoleSpec(
        "Children's services",
        "Follows the children in their council's area.",
        frozenset({OrganisationKind.FIRST_RESPONDER}),
        frozenset({Capacity.LOCAL_AUTHORITY}),
        _EVERYBODY,
    ),
    Role.ANALYST: RoleSpec(
        "Intelligence analyst",
        "Studies patterns across agencies in pseudonymous views; sees no case.",
        frozenset({OrganisationKind.ANALYSIS_CENTRE}),
        _NO_CASES,
        _EVERYBODY,
    ),
    Role.STATISTICIAN: RoleSpec(
        "Statistician",
        "Makes the published tables as at a date; sees no case.",
        frozenset({OrganisationKind.STATISTICS}),
        _NO_CASES,
        _EVERYBODY,
    ),
    Role.AUDITOR: RoleSpec(
        "Auditor",
        "Reads the record of who saw and did what; sees no case file.",
        frozenset({OrganisationKind.OVERSIGHT}),
        _NO_CASES,
        _EVERYBODY | {Permission.READ_RECORD},
    ),
    Role.ADMINISTRATOR: RoleSpec(
        "Organisation administrator",
        "Invites people to the organisation, changes their roles, ends their access; never their own. Sees no case.",
        frozenset(OrganisationKind),
        _NO_CASES,
        _EVERYBODY | {Permission.MANAGE_MEMBERS, Permission.MANAGE_MACHINES},
    ),
    Role.SYSTEM_OPERATOR: RoleSpec(
        "System operator",
        "Keeps the system running. Sees no case.",
        frozenset({OrganisationKind.OPERATOR}),
        _NO_CASES,
        _EVERYBODY,
    ),
    Role.MACHINE: RoleSpec(
        "Connected system",
        "A first responder's own case system: refers through the API for its organisation and follows the stage of "
        "what that organisation referred. Never decides, and opens no page.",
        _REFERRING_KINDS,
        frozenset({Capacity.REFERRER}),
        frozenset(
            {
                Permission.DRAFT_REFERRAL,
                Permission.SUBMIT_REFERRAL,
                Permission.LIST_CASES,
                Permission.READ_API_DOCUMENT,
            }
        ),
    ),
}
