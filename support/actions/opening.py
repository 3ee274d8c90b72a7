"""Opening support: set off by the reasonable grounds decision, in its transaction."""

from __future__ import annotations

import datetime as dt

from cases.actions.standing import add_party
from cases.models import Case
from cases.selectors import lock
from decisions.enums import DecisionOutcome
from decisions.events import ReasonableGroundsIssued
from nrm import clock
from nrm.access.actors import SystemActor, SystemName
from nrm.access.roles import Capacity
from nrm.accounts.models import Organisation
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from nrm.exceptions import DomainError
from nrm.notices.kinds import Notice
from nrm.notices.queue import tell
from support.actions.steps import add_status_row
from support.domain.states import next_package_status
from support.models import SupportPackage
from support.selectors import entry_of, prime_contractor, told_of_opening

NO_CONTRACTOR = (
    "The decision cannot be issued: the person agreed to support, and no prime contractor of the victim care contract "
    "is recorded to arrange it. Ask an administrator to add it."
)


@action
def open_support_package(*, fact: ReasonableGroundsIssued) -> None:
    """After a positive decision, open the package of somebody the victim care contract is for, make its prime
    contractor a party of the case and tell its contract managers; for anybody else record which rule says why not.

    Refuses, and with it the issuing, where no contractor is recorded.
    """
    by = SystemActor(SystemName.SUPPORT_INTAKE, case_ids=frozenset({fact.case_id}), caused_by=fact.caused_by)
    case = lock(by, fact.case_id)
    is_positive = fact.outcome == DecisionOutcome.POSITIVE.value
    entry = entry_of(case, is_positive=is_positive, on=fact.issued_on)
    if not entry.opens:
        record(Event.SUPPORT_NOT_OPENED, by=by, case=case, rule=entry.rule)
        return
    contractor = _contractor(fact.issued_on)
    package = _open(case, contractor, fact.issued_on, by)
    add_party(case, contractor, Capacity.PRIME_CONTRACTOR.value)
    record(Event.SUPPORT_OPENED, by=by, case=case, subject=package, contractor=contractor.name, rule=entry.rule)
    tell(
        Notice.SUPPORT_TO_ALLOCATE,
        told_of_opening(case, is_positive=is_positive, on=fact.issued_on),
        by=by,
        occasion=f"support package {package.pk} opened",
        case=case,
    )


def _contractor(on: dt.date) -> Organisation:
    contractor = prime_contractor(on)
    if contractor is None:
        raise DomainError(NO_CONTRACTOR)
    return contractor


def _open(case: Case, contractor: Organisation, on: dt.date, by: SystemActor) -> SupportPackage:
    package = SupportPackage.objects.create(
        case=case,
        contractor=contractor,
        status=next_package_status(None, "open").value,
        opened_at=clock.now(),
        opened_on=on,
    )
    add_status_row(package, by=by)
    return package
