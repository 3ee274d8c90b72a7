"""What the personas' inboxes hold: the notices their cases would have led to. Nothing is put into the outbox."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from demonstration.case_file import CaseFile
from demonstration.deadline_rows import Reminded
from demonstration.decision_rows import CG, RG, DecisionRows
from demonstration.support_rows import Support
from nrm.accounts.models import Membership
from nrm.notices.kinds import Notice
from nrm.notices.models import InboxItem

READ_AFTER = dt.timedelta(days=2)
ANSWERS = {"accept": Notice.SUPPORT_OFFER_ACCEPTED, "refuse": Notice.SUPPORT_OFFER_REFUSED}
MADE = {RG.value: Notice.RG_DECISION_MADE, CG.value: Notice.CG_DECISION_MADE}


def inbox_rows(
    file: CaseFile,
    made: list[DecisionRows],
    support: Support | None,
    reminders: list[Reminded],
    midnight: dt.datetime,
) -> Iterator[InboxItem]:
    """One item for each person told; whatever is two days old at that midnight has been read."""
    of_decisions = (told for each in made for told in _of_decision(file, each))
    of_support = () if support is None else (*_of_support(support), *_of_conclusive_grounds(support, made))
    for notice, occasion, moment, told in (*_of_case(file), *of_decisions, *of_support, *_of_reminders(reminders)):
        # A withdrawn offer is told without whose it was.
        case = None if notice is Notice.SUPPORT_OFFER_WITHDRAWN else file.case
        for membership in told:
            yield InboxItem(
                key=f"{notice.value}/{occasion}/{membership.person_id}",
                notice=notice.value,
                person_id=membership.person_id,
                organisation_id=membership.organisation_id,
                case=case,
                reference="" if case is None else case.reference,
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


def _of_support(support: Support) -> Iterator[Told]:
    """What each side did, told to the other; whoever took on the person was there."""
    package, offers, managers = support.package, iter(support.offers), [support.manager]
    for each in support.happened:
        if each.step == "open":
            yield Notice.SUPPORT_TO_ALLOCATE, f"support package {package.pk} opened", each.at, managers
        elif each.step == "end":
            yield Notice.SUPPORT_ENDED, f"support package {package.pk} ended", each.at, managers
        elif each.step == "offer":
            offer = next(offers)
            workers = [support.file.cast.support_worker(each.provider)]
            yield Notice.SUPPORT_OFFERED, f"support offer {offer.pk} made", each.at, workers
        elif each.step == "withdraw":
            yield Notice.SUPPORT_OFFER_WITHDRAWN, f"support offer {offer.pk} withdrawn", each.at, workers
        elif each.step in ANSWERS:
            yield ANSWERS[each.step], f"support offer {offer.pk} answered", each.at, managers


def _of_conclusive_grounds(support: Support, made: list[DecisionRows]) -> Iterator[Told]:
    for each in made:
        issued = each.steps.get("issue")
        if issued is None or each.decision.kind != CG.value or not support.is_open_at(issued.taken_at):
            continue
        worker = support.worker_at(issued.taken_at)
        told = [support.manager] if worker is None else [worker, support.manager]
        occasion = f"decision {each.decision.pk} issued, support"
        yield Notice.SUPPORT_CG_DECISION_MADE, occasion, issued.taken_at, told


def _of_reminders(reminders: list[Reminded]) -> Iterator[Told]:
    for each in reminders:
        row = each.reminder
        yield each.notice, f"deadline {row.deadline_id} {row.kind}", row.made_at, each.told
