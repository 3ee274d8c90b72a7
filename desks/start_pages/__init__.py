"""What each role finds when it arrives: one literal table. What a role may do is still asked of its permissions."""

from __future__ import annotations

from types import MappingProxyType

from desks.start_pages import casework, referring, supporting
from desks.start_pages.shape import INBOX, MEMBERS, Doing, StartPage
from nrm.access.permissions import Permission
from nrm.access.roles import Role


def _without_cases(says: str) -> StartPage:
    return StartPage(doings=(INBOX,), says=f"{says} No case is shown to you.")


START_PAGES: MappingProxyType[Role, StartPage] = MappingProxyType(
    {
        Role.REFERRER: referring.REFERRER,
        Role.LEAD: referring.LEAD,
        Role.INTAKE: casework.INTAKE,
        Role.CASEWORKER: casework.CASEWORKER,
        Role.SECOND_CASEWORKER: casework.SECOND_CASEWORKER,
        Role.LEADER: casework.LEADER,
        Role.CONTRACT_MANAGER: supporting.CONTRACTOR,
        Role.SUPPORT_WORKER: supporting.PROVIDER,
        Role.SUPPORT_FINANCE: supporting.FINANCE,
        Role.PANEL_CHAIR: _without_cases(
            "Panels decide outside this service: cases of children are not sent to them here."
        ),
        Role.CHILDRENS_SERVICES: _without_cases("The referrals your council made are with its first responders."),
        Role.ANALYST: _without_cases("This service has no views for analysis."),
        Role.STATISTICIAN: _without_cases("This service makes no published tables."),
        Role.AUDITOR: StartPage(
            doings=(
                Doing("See who saw or changed a case, and what a person did", "desks:record", Permission.READ_RECORD),
                INBOX,
            ),
        ),
        Role.ADMINISTRATOR: StartPage(
            doings=(MEMBERS, INBOX),
            says="You look after the people of your organisation: invite them, change their roles, end their access. "
            "No case is shown to you.",
        ),
        Role.SYSTEM_OPERATOR: _without_cases(
            "You run the service from its commands and its health pages, /healthz and /readyz."
        ),
    }
)
