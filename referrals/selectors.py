"""Reads of intake: drafts and duty-to-notify reports of the actor's organisation, and what was submitted."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import cast

from django.db.models import OuterRef, QuerySet, Subquery

from cases.domain.references import is_reference
from cases.models import Case, Identity
from cases.selectors import cases_visible_to
from nrm.access.actors import Actor
from nrm.access.exceptions import NotVisible
from nrm.access.permissions import Permission
from nrm.accounts.selectors import duty_of
from referrals.domain.answers import Answer
from referrals.domain.identity import rejoin
from referrals.models import AnswersVersion, Draft, DutyToNotify, Referral, ReportKey


def drafts_visible_to(actor: Actor) -> QuerySet[Draft]:
    """The drafts of the organisations the actor refers for, the latest change first."""
    if Permission.DRAFT_REFERRAL not in actor.permissions:
        return Draft.objects.none()
    return (
        Draft.objects.filter(organisation_id__in=actor.reach)
        .select_related("organisation", "started_by__person")
        .order_by("-changed_at", "pk")
    )


def draft_by_id(actor: Actor, draft_id: uuid.UUID) -> Draft:
    """The visible draft; else `NotVisible`, also for one that was submitted or deleted."""
    draft = drafts_visible_to(actor).filter(pk=draft_id).first()
    if draft is None:
        raise NotVisible
    return draft


def lock_draft(actor: Actor, draft_id: uuid.UUID) -> Draft:
    """The visible draft, its row locked until the transaction ends; else `NotVisible`."""
    draft = lock_draft_if_any(actor, draft_id)
    if draft is None:
        raise NotVisible
    return draft


def lock_draft_if_any(actor: Actor, draft_id: uuid.UUID) -> Draft | None:
    """The visible draft, locked; None when it is gone or not visible."""
    return drafts_visible_to(actor).select_for_update(of=("self",)).filter(pk=draft_id).first()


def duty_of_draft(draft: Draft, on: dt.date) -> str:
    """The duty to notify of the draft's organisation on a London date: `statutory`, `policy` or `none`."""
    return duty_of(draft.organisation_id, on)


def duty_of_actor(actor: Actor, on: dt.date) -> str:
    """The duty to notify of the organisation the actor acts for, on a London date."""
    return duty_of(cast("int", actor.organisation_id), on)


def case_submitted_from(actor: Actor, draft_id: uuid.UUID) -> Case | None:
    """The visible case that a draft became; None when there is none. A duty-to-notify report is never found."""
    return cases_visible_to(actor).filter(referral__submission_key=draft_id).first()


def is_submission_key(draft_id: uuid.UUID) -> bool:
    """Whether a referral was already made from a draft of that id, anybody's."""
    return Referral.objects.filter(submission_key=draft_id).exists()


def duty_to_notify_visible_to(actor: Actor) -> QuerySet[DutyToNotify]:
    """The duty-to-notify reports of the organisations the actor refers for, the newest first."""
    if Permission.SEE_DUTY_TO_NOTIFY not in actor.permissions:
        return DutyToNotify.objects.none()
    return (
        DutyToNotify.objects.filter(organisation_id__in=actor.reach)
        .select_related("organisation", "submitted_by__person")
        .order_by("-submitted_on", "-pk")
    )


def duty_to_notify_by_reference(actor: Actor, reference: str) -> DutyToNotify:
    """The visible report with that reference; else `NotVisible`."""
    if not is_reference(reference):
        raise NotVisible
    report = duty_to_notify_visible_to(actor).filter(reference=reference).first()
    if report is None:
        raise NotVisible
    return report


def report_sent_with(key_hash: str) -> DutyToNotify | None:
    """The report that was sent with a key, by the key's hash, which names its organisation; None when none was."""
    found = ReportKey.objects.select_related("report").filter(key_hash=key_hash).first()
    return None if found is None else found.report


def first_answers(case: Case) -> dict[str, Answer]:
    """The answers of a visible case as they were submitted, those that identify put back."""
    submitted = AnswersVersion.objects.get(referral_id=case.pk, version=1)
    identity = Identity.objects.get(case=case, version=1)
    return rejoin(submitted.answers, identity.values)


def newest_answer(case_id: OuterRef, key: str) -> Subquery:
    """What stands in the newest version under one question that does not identify, for a query of visible things; null
    where nothing was answered."""
    versions = AnswersVersion.objects.filter(referral_id=case_id).order_by("-version")
    return Subquery(versions.values(f"answers__{key}")[:1])


def latest_answers(referral: Referral) -> AnswersVersion:
    """The newest version of a referral's answers, without those that identify."""
    newest: AnswersVersion = referral.answers_versions.order_by("-version")[0]
    return newest
