"""Allocation: who works on a case."""

from __future__ import annotations

from typing import cast

from cases.actions.standing import copy_caseworker, follow_transition
from cases.models import Allocation, Case
from cases.policies import check_not_stale
from cases.selectors import lock, possible_caseworkers
from nrm import clock
from nrm.access.actors import Actor
from nrm.access.check import check
from nrm.access.permissions import Permission
from nrm.accounts.models import Membership
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from nrm.exceptions import DomainError
from nrm.notices.kinds import Notice
from nrm.notices.queue import tell

NOT_POSSIBLE = "Select a caseworker of the authority that decides this case, other than whoever submitted the referral."


@action
def allocate_case(*, case_id: int, membership_id: int, version: int, by: Actor) -> Case:
    """Give the case to a caseworker of the deciding authority and tell them. The first allocation starts the work; a
    later one changes who does it.

    Refuses a stale `version`, a case that is not in somebody's hands to give, anybody who does not decide cases for
    that authority now, whoever submitted the referral, and the caseworker who has the case already.
    """
    case = lock(by, case_id)
    check_not_stale(case, version)
    check(by, Permission.ALLOCATE_CASE, case)
    caseworker = _chosen_caseworker(case, membership_id)
    allocation = Allocation.objects.create(
        case=case,
        caseworker=caseworker,
        allocated_at=clock.now(),
        allocated_by_id=cast("int", by.membership_id),  # a part of the system was refused
    )
    case.allocated_to = caseworker
    case.save(update_fields=["allocated_to"])
    follow_transition(case, "allocate", by=by)
    copy_caseworker(case, caseworker)
    record(
        Event.CASE_ALLOCATED, by=by, case=case, caseworker=caseworker.person.name, caseworker_id=caseworker.person_id
    )
    if caseworker.person_id != by.person_id:
        tell(Notice.CASE_ALLOCATED_TO_YOU, [caseworker], by=by, occasion=f"allocation {allocation.pk}", case=case)
    return case


def _chosen_caseworker(case: Case, membership_id: int) -> Membership:
    caseworker = possible_caseworkers(case).filter(pk=membership_id).first()
    if caseworker is None:
        raise DomainError(NOT_POSSIBLE, field="caseworker")
    if case.allocated_to_id == caseworker.pk:
        raise DomainError(f"The case is allocated to {caseworker.person.name} already.", field="caseworker")
    return caseworker
