"""Sending a referral or a report in one step, as a machine does: nobody fills it in page by page, nothing is left half
done."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, cast

from django.db import connection
from django.utils.crypto import salted_hmac

from cases.models import Case
from nrm import clock
from nrm.access.actors import Actor
from nrm.access.check import check
from nrm.access.exceptions import NotVisible
from nrm.access.permissions import Permission
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from nrm.exceptions import DomainError
from referrals import selectors
from referrals.actions.drafts import start_draft
from referrals.actions.submission import make_report, submit_referral
from referrals.domain import answers as answers_rules
from referrals.domain.answers import Answers
from referrals.domain.completeness import obstacles
from referrals.domain.dtn import record as codes_of_report
from referrals.domain.path import path_of
from referrals.domain.question_set import CURRENT_VERSION, load
from referrals.domain.steps import asked_answers, set_aside
from referrals.enums import Path
from referrals.exceptions import AnswersRefused, KeyUsedBefore, NotReady
from referrals.models import DutyToNotify, ReportKey

# The space of the numbers made from keys (RFC 9562, name-based): an organisation's keys meet nobody else's.
KEYS = uuid.UUID("6f1f5b9e-6a0d-4f0e-9a54-0f6a6f3c5f11")
PURPOSE = "referrals.report-key"


@dataclass(frozen=True)
class Sent:
    """What became of what was sent: a case or a report; `repeated` when an earlier request had made it.

    `set_aside` are the keys of answers that are not asked on the path and were not kept.
    """

    made: Case | DutyToNotify
    repeated: bool
    set_aside: tuple[str, ...] = ()


@action
def send_in_one_step(*, answers: Mapping[str, Any], question_set: str, key: uuid.UUID, by: Actor) -> Sent:
    """Make a case, or a duty-to-notify report, of complete answers: all of it or nothing.

    `key` is the sender's own number of this sending: sent again, also at the same moment, it returns what the first
    made. Refuses another question set than the current one, answers that cannot be kept (`AnswersRefused`), missing
    or contradicting ones (`NotReady`), and a key that was used for other answers (`KeyUsedBefore`).
    """
    check(by, Permission.SUBMIT_REFERRAL)
    if question_set != CURRENT_VERSION:
        raise DomainError(f"Answers are taken in question set {CURRENT_VERSION}.", field="question_set")
    read = answers_rules.read(load(), answers, on=clock.today())
    if read.errors:
        raise AnswersRefused(read.errors)
    clean = answers_rules.with_changes({}, read.clean)
    draft_id = _draft_id(key, by)
    _one_at_a_time(draft_id)
    return _sent_before(draft_id, clean, by) or _send(draft_id, clean, by)


def _draft_id(key: uuid.UUID, by: Actor) -> uuid.UUID:
    return uuid.uuid5(KEYS, f"{by.organisation_id}/{key}")


def _one_at_a_time(draft_id: uuid.UUID) -> None:
    """Wait until whoever sends with the same key has committed. A lock on the number, because there is no row yet."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [int.from_bytes(draft_id.bytes[:8], signed=True)])


def _sent_before(draft_id: uuid.UUID, clean: Answers, by: Actor) -> Sent | None:
    case = selectors.case_submitted_from(by, draft_id)
    if case is not None:
        if selectors.first_answers(case) != asked_answers(load(), clean, Path(case.referral.path)):
            raise KeyUsedBefore
        record(Event.SUBMISSION_REPEATED, by=by, case=case)
        return Sent(case, repeated=True, set_aside=_set_aside(clean, Path(case.referral.path)))
    report = selectors.report_sent_with(_key_hash(draft_id))
    if report is not None:
        return _reported_before(report, clean, by)
    if selectors.is_submission_key(draft_id):
        raise NotVisible  # a case that has gone out of the organisation's reach since
    return None


def _reported_before(report: DutyToNotify, clean: Answers, by: Actor) -> Sent:
    path = path_of(clean, selectors.duty_of_actor(by, clock.today())).path
    if path is not Path.DTN or not _says_the_same(report, clean):
        raise KeyUsedBefore
    record(Event.REPORT_REPEATED, by=by, subject=report, reference=report.reference)
    return Sent(report, repeated=True, set_aside=_set_aside(clean, Path.DTN))


def _says_the_same(report: DutyToNotify, clean: Answers) -> bool:
    codes = codes_of_report(load(), clean)
    return all(
        getattr(report, name) == (list(value) if isinstance(value, tuple) else value)
        for name, value in asdict(codes).items()
    )


def _send(draft_id: uuid.UUID, clean: Answers, by: Actor) -> Sent:
    """Which of the two it becomes is known before anything is written: a report never was a draft."""
    path = _ready_path(clean, by)
    aside = _set_aside(clean, path)
    if path is Path.DTN:
        return Sent(_report(draft_id, clean, by), repeated=False, set_aside=aside)
    draft = start_draft(answers=clean, by=by, draft_id=draft_id)
    case = submit_referral(draft_id=draft.pk, version=draft.version, by=by)
    record(Event.SENT_IN_ONE_STEP, by=by, case=case, reference=case.reference)
    return Sent(case, repeated=False, set_aside=aside)


def _ready_path(clean: Answers, by: Actor) -> Path:
    """The path of answers that may be submitted now; else raises `NotReady`."""
    today = clock.today()
    duty = selectors.duty_of_actor(by, today)
    standing_in_the_way = obstacles(load(), clean, duty=duty, on=today)
    if standing_in_the_way:
        raise NotReady(standing_in_the_way)
    return path_of(clean, duty).path


def _report(draft_id: uuid.UUID, clean: Answers, by: Actor) -> DutyToNotify:
    """The report, and of the sender's key a keyed hash alone, by which a repeat finds it."""
    report = make_report(
        answers=clean,
        question_set=CURRENT_VERSION,
        organisation_id=cast("int", by.organisation_id),  # a part of the system was refused
        by=by,
    )
    ReportKey.objects.create(key_hash=_key_hash(draft_id), report=report)
    record(Event.SENT_IN_ONE_STEP, by=by, subject=report, reference=report.reference)
    return report


def _set_aside(answers: Answers, path: Path) -> tuple[str, ...]:
    return tuple(sorted(set_aside(load(), answers, path))) if path.can_be_submitted else ()


def _key_hash(draft_id: uuid.UUID) -> str:
    return salted_hmac(PURPOSE, str(draft_id), algorithm="sha256").hexdigest()
