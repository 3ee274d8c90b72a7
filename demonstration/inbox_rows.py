"""What the personas' inboxes hold: the notices their cases would have led to. Nothing is put into the outbox."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from demonstration.case_file import CaseFile
from demonstration.decision_rows import CG, RG, DecisionRows
from nrm.accounts.models import Membership
from nrm.notices.kinds import Notice
from nrm.notices.models import InboxItem

READ_AFTER = dt.timedelta(days=2)
MADE = {RG.value: Notice.RG_DECISION_MADE, CG.value: Notice.CG_DECISION_MADE}


def inbox_rows(file: CaseFile, made: list[DecisionRows], midnight: dt.datetime) -> Iterator[InboxItem]:
    """One item for each person told; whatever is two days old at that midnight has been read."""
    for notice, occasion, moment, told in (
        *_of_case(file),
        *(told for each in made for told in _of_decision(file, each)),
    ):
        for membership in told:
            yield InboxItem(
                key=f"{notice.value}/{occasion}/{membership.person_id}",
                notice=notice.value,
                person_id=membership.person_id,
                organisation_id=membership.organisation_id,
                case=file.case,
                reference=file.case.reference,
                made_at=moment,
                read_at=moment + READ_AFTER if moment + READ_AFTER < midnight else None,
            )


Told = tuple[Notice, str, dt.datetime, Iterable[Membership]]


def _of_case(file: CaseFile) -> Iterator[Told]:
    yield Notice.REFERRAL_RECEIVED, f"referral of case {file.pk}", file.life.received_at, [file.referrer]
    allocated_at = file.life.moment_of("allocate")
    if allocated_at is not None and file.author != file.cast.allocator(file.life.decision_maker):
        yield Notice.CASE_ALLOCATED_TO_YOU, f"allocation {file.pk}", allocated_at, [file.author]


def _of_decision(file: CaseFile, made: DecisionRows) -> Iterator[Told]:
    told = {
        "send_to_second_caseworker": (
            Notice.DECISION_TO_CHECK,
            file.cast.second_caseworkers(file.life.decision_maker, file.author),
        ),
        "return_with_comments": (Notice.DECISION_RETURNED_TO_YOU, [file.author]),
        "approve": (Notice.DECISION_APPROVED, [file.author]),
    }
    for name, step in made.steps.items():
        if name in told:
            notice, people = told[name]
            yield notice, f"decision step {step.pk}", step.taken_at, people
        elif name == "issue":
            people = file.cast.told_of_decision(file.referrer)
            yield MADE[made.decision.kind], f"decision {made.decision.pk} issued", step.taken_at, people
