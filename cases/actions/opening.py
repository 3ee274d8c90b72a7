"""Opening a case: part of submitting a referral (`referrals.actions.submission`), in its transaction."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cases.actions.searching import search_entry
from cases.actions.standing import add_party, add_status_row
from cases.domain.references import make_reference
from cases.enums import CaseStatus, ReferenceKind
from cases.models import Case, CaseFacts, Identity, ReferenceCounter
from nrm import clock
from nrm.access.actors import Actor
from nrm.access.roles import Capacity
from nrm.accounts.models import Organisation
from nrm.accounts.selectors import competent_authority
from nrm.london import london_date


def take_reference(kind: ReferenceKind, on: dt.date) -> str:
    """The next reference of the kind in the year of the London date; the counter row stays locked until the commit."""
    year = on.year % 100
    ReferenceCounter.objects.get_or_create(kind=kind.value, year=year)
    counter = ReferenceCounter.objects.select_for_update().get(kind=kind.value, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return make_reference(kind, year, counter.last)


def open_case(
    *, referrer: Organisation, nation: str, identity: dict[str, Any], facts: dict[str, Any], by: Actor
) -> Case:
    """Open a case received now: reference, identity version 1 and what it is found by, facts, status row; referrer and
    SCA become parties.

    `identity` are the columns of `cases.Identity` (with `values`), `facts` those of `CaseFacts`. Records nothing: it is
    part of the action that submits.
    """
    now = clock.now()
    received_on = london_date(now)
    case = Case.objects.create(
        reference=take_reference(ReferenceKind.CASE, received_on),
        status=CaseStatus.SUBMITTED.value,
        nation=nation,
        received_at=now,
        received_on=received_on,
    )
    case.identity = Identity.objects.create(case=case, version=1, made_at=now, made_by_label=by.label, **identity)
    case.save(update_fields=["identity"])
    search_entry(case, case.identity).save(force_insert=True)
    CaseFacts.objects.create(case=case, **facts)
    add_status_row(case, by=by)
    add_party(case, referrer, Capacity.REFERRER.value)
    add_party(case, competent_authority("sca"), Capacity.COMPETENT_AUTHORITY.value)
    return case
