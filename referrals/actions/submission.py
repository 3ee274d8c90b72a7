"""Ending a draft by sending it: a referral becomes a case, a refusal under the duty becomes a report without a name."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import asdict
from typing import Any, cast

from django.urls import reverse

from cases.actions.opening import open_case, take_reference
from cases.enums import ReferenceKind
from cases.models import Case
from nrm import clock
from nrm.access.actors import Actor
from nrm.access.check import check
from nrm.access.exceptions import NotVisible
from nrm.access.permissions import Permission
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from nrm.exceptions import DomainError, StaleForm
from nrm.notices.kinds import Notice
from nrm.notices.queue import tell
from nrm.web.held import forget_below
from nrm.wiring import emit
from referrals import selectors
from referrals.actions.drafts import destroy
from referrals.domain import answers as answers_rules
from referrals.domain import dtn
from referrals.domain.answers import Answers
from referrals.domain.completeness import obstacles
from referrals.domain.facts import facts
from referrals.domain.identity import columns, split
from referrals.domain.path import path_of
from referrals.domain.question_set import QuestionSet, load
from referrals.domain.steps import asked_answers
from referrals.enums import Path
from referrals.events import ReferralSubmitted
from referrals.exceptions import NotReady
from referrals.models import AnswersVersion, Draft, DutyToNotify, Referral

CHANGED_SINCE = "This draft was changed after you opened this page. Check the answers again, then submit."


@action
def submit_referral(*, draft_id: uuid.UUID, version: int, by: Actor) -> Case:
    """Make a draft into a case: reference, identity, facts, parties, the answers' first version; the draft goes.

    Sets the reasonable grounds target and tells a person who submitted. Submitting again, or twice at once, returns
    the same case. Refuses an old `version` (`StaleForm`), missing or contradicting answers (`NotReady`) and another
    path.
    """
    check(by, Permission.SUBMIT_REFERRAL)
    draft = selectors.lock_draft_if_any(by, draft_id)
    if draft is None:
        return _submitted_before(draft_id, by)
    check(by, Permission.SUBMIT_REFERRAL, draft)
    path = _ready_path(draft, version)
    if not path.is_referral:
        raise DomainError("This draft is a duty to notify report, not a referral. Open it again to submit it.")
    case = _case_from(draft, path, by)
    draft.delete()
    record(
        Event.REFERRAL_SUBMITTED,
        by=by,
        case=case,
        subject=case.referral,
        organisation=by.organisation_label,
        path=path.value,
        question_set=case.referral.question_set,
    )
    emit(ReferralSubmitted(case_id=case.pk, received_on=case.received_on, caused_by=by.label))
    if by.kind == "person":  # a machine's receipt is its answer; it has no inbox
        submitter = case.referral.submitted_by
        tell(Notice.REFERRAL_RECEIVED, [submitter], by=by, occasion=f"referral of case {case.pk}", case=case)
    return case


@action
def submit_duty_to_notify(*, draft_id: uuid.UUID, version: int, by: Actor) -> DutyToNotify:
    """Make a draft into a report of codes alone, and destroy the draft with everything typed for it.

    Nothing leads from the report back to the draft, not even the record of this action. Refuses an old `version`
    (`StaleForm`), missing answers (`NotReady`) and another path. A repeat finds no draft: `NotVisible`.
    """
    draft = selectors.lock_draft(by, draft_id)
    check(by, Permission.SUBMIT_REFERRAL, draft)
    if _ready_path(draft, version) is not Path.DTN:
        raise DomainError("This draft is a referral, not a duty to notify report. Open it again to submit it.")
    report = make_report(
        answers=draft.answers, question_set=draft.question_set, organisation_id=draft.organisation_id, by=by
    )
    destroy(draft)
    forget_below(reverse("referrals:begin"), person_id=by.person_id)  # typed before there was a draft
    return report


def make_report(*, answers: Answers, question_set: str, organisation_id: int, by: Actor) -> DutyToNotify:
    """Make a report of the codes in complete answers, whose path is the duty to notify, inside an action that has asked
    whether they are and who sends them. Nothing else of them is kept, and nothing that tells where they came from."""
    today = clock.today()
    fields = asdict(dtn.record(load(question_set), answers))
    report = DutyToNotify.objects.create(
        reference=take_reference(ReferenceKind.DUTY_TO_NOTIFY, today),
        organisation_id=organisation_id,
        submitted_by_id=cast("int", by.membership_id),  # a part of the system was refused
        submitted_on=today,
        question_set=question_set,
        **{name: list(value) if isinstance(value, tuple) else value for name, value in fields.items()},
    )
    record(Event.DUTY_TO_NOTIFY_SUBMITTED, by=by, subject=report, reference=report.reference)
    return report


def _submitted_before(draft_id: uuid.UUID, by: Actor) -> Case:
    case = selectors.case_submitted_from(by, draft_id)
    if case is None:
        raise NotVisible
    record(Event.SUBMISSION_REPEATED, by=by, case=case)
    return case


def _ready_path(draft: Draft, version: int) -> Path:
    """The draft's path, when it may be submitted now; else raises."""
    if draft.version != version:
        raise StaleForm(CHANGED_SINCE)
    today = clock.today()
    duty = selectors.duty_of_draft(draft, today)
    standing_in_the_way = obstacles(load(draft.question_set), draft.answers, duty=duty, on=today)
    if standing_in_the_way:
        raise NotReady(standing_in_the_way)
    return path_of(draft.answers, duty).path


def _case_from(draft: Draft, path: Path, by: Actor) -> Case:
    question_set = load(draft.question_set)
    taken_apart = split(question_set, asked_answers(question_set, draft.answers, path))
    identity, remaining = taken_apart
    case = open_case(
        referrer=draft.organisation,
        nation=answers_rules.text_of(remaining, "nation"),
        identity=columns(taken_apart),
        facts=_facts(question_set, remaining, identity, clock.today()),
        by=by,
    )
    referral = Referral.objects.create(
        case=case,
        submission_key=draft.pk,
        organisation=draft.organisation,
        submitted_by_id=cast("int", by.membership_id),  # a part of the system was refused
        submitted_at=case.received_at,
        path=path.value,
        question_set=draft.question_set,
        own_reference=draft.own_reference,
    )
    AnswersVersion.objects.create(
        referral=referral, version=1, answers=remaining, made_at=case.received_at, made_by_label=by.label
    )
    return case


def _facts(question_set: QuestionSet, remaining: Answers, identity: Answers, on: dt.date) -> dict[str, Any]:
    return dict(facts(question_set, remaining, identity, received_on=on))
