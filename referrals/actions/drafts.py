"""Half-done work: starting a draft, saving a page of it, disposing of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from django.db import IntegrityError, transaction
from django.urls import reverse

from nrm import clock
from nrm.access.actors import Actor
from nrm.access.check import check
from nrm.access.exceptions import NotVisible
from nrm.access.permissions import Permission
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from nrm.web.held import forget_below
from referrals import selectors
from referrals.domain import answers as answers_rules
from referrals.domain.answers import Answer, Answers
from referrals.domain.merging import marks, marks_after, merge
from referrals.domain.question_set import CURRENT_VERSION, QuestionSet, load
from referrals.exceptions import AnswersOverlap, AnswersRefused
from referrals.models import Draft

Sent = Mapping[str, object]


@dataclass(frozen=True)
class Saved:
    """The draft as it stands now, the keys that changed, and a sentence for each answer that could not be kept.

    `seen` are the marks for showing the page again with what was typed on it.
    """

    draft: Draft
    changed: tuple[str, ...]
    seen: Mapping[str, str]
    errors: Mapping[str, str]


@action
def start_draft(*, answers: Sent, by: Actor, draft_id: uuid.UUID | None = None) -> Draft:
    """Start a draft for the actor's organisation with the answers sent so far.

    `draft_id` is the number the form was made with: sent twice, also at the same moment, it starts one draft. Refuses
    answers that cannot be kept (`AnswersRefused`).
    """
    check(by, Permission.DRAFT_REFERRAL)
    started = selectors.lock_draft_if_any(by, draft_id) if draft_id else None
    if started is not None:
        return _started_before(started, by)
    read = answers_rules.read(load(), answers, on=clock.today())
    if read.errors:
        raise AnswersRefused(read.errors)
    first_answers = answers_rules.with_changes({}, read.clean)
    try:
        with transaction.atomic():
            draft = _new_draft(first_answers, draft_id if draft_id and _is_free(draft_id) else uuid.uuid4(), by)
    except IntegrityError:
        # Another press of the same form was first, after we had looked; the insert waited for it to be committed.
        started = selectors.lock_draft_if_any(by, cast("uuid.UUID", draft_id))
        if started is not None:
            return _started_before(started, by)
        draft = _new_draft(first_answers, uuid.uuid4(), by)
    record(Event.DRAFT_STARTED, by=by, subject=draft)
    return draft


def _started_before(started: Draft, by: Actor) -> Draft:
    record(Event.DRAFT_SAVED, by=by, subject=started, keys=[], version=started.version)
    return started


def _is_free(draft_id: uuid.UUID) -> bool:
    return not (Draft.objects.filter(pk=draft_id).exists() or selectors.is_submission_key(draft_id))


def _new_draft(answers: Answers, draft_id: uuid.UUID, by: Actor) -> Draft:
    now = clock.now()
    return Draft.objects.create(
        id=draft_id,
        organisation_id=cast("int", by.organisation_id),  # a part of the system was refused
        started_by_id=cast("int", by.membership_id),
        changed_by_label=by.label,
        question_set=CURRENT_VERSION,
        answers=dict(answers),
        own_reference=answers_rules.text_of(answers, "own_reference"),
        started_at=now,
        changed_at=now,
    )


@action
def save_page(
    *,
    draft_id: uuid.UUID,
    page_key: str,
    sent: Sent,
    version: int,
    by: Actor,
    seen: Mapping[str, str] | None = None,
) -> Saved:
    """Save one page of a draft, half-filled or not; what cannot be kept is refused by question and the rest is saved.

    `version` is the draft's when the page was drawn and `seen` the marks of its answers then. Where the draft has
    changed since, changes of different questions are put together; the same question changed in both places raises
    `AnswersOverlap` and nothing is written. A changed answer about age asks for consent afresh.
    """
    draft = selectors.lock_draft(by, draft_id)
    check(by, Permission.DRAFT_REFERRAL, draft)
    question_set = load(draft.question_set)
    keys = _keys_of_page(question_set, page_key)
    read = answers_rules.read(question_set, sent, on=clock.today(), keys=keys)
    # On an unchanged draft every answer is as the page was drawn, also for a machine that sends no marks.
    known = marks(draft.answers, keys) if version == draft.version else {}
    drawn = {**known, **(seen or {})}
    clean = _put_together(draft, read.clean, drawn)
    changed = _write(draft, answers_rules.with_changes(draft.answers, clean), by)
    record(Event.DRAFT_SAVED, by=by, subject=draft, keys=changed, version=draft.version)
    return Saved(draft, tuple(changed), marks_after(draft.answers, read.clean, drawn), read.errors)


def _keys_of_page(question_set: QuestionSet, page_key: str) -> tuple[str, ...]:
    for section in question_set.sections:
        for page in section.pages:
            if page.key == page_key:
                return page.questions
    raise NotVisible


def _put_together(
    draft: Draft, clean: Mapping[str, Answer | None], seen: Mapping[str, str]
) -> Mapping[str, Answer | None]:
    merged = merge(draft.answers, clean, seen)
    if merged.overlaps:
        raise AnswersOverlap(merged.overlaps, marks_after(draft.answers, clean, seen, merged.overlaps))
    return merged.clean


def _write(draft: Draft, fresh: dict[str, Answer], by: Actor) -> list[str]:
    """Store the answers if they differ; returns the keys that changed."""
    changed = sorted(key for key in fresh.keys() | draft.answers.keys() if fresh.get(key) != draft.answers.get(key))
    if changed:
        draft.answers = fresh
        draft.own_reference = answers_rules.text_of(fresh, "own_reference")
        draft.version += 1
        draft.changed_at = clock.now()
        draft.changed_by_label = by.label
        draft.save(update_fields=["answers", "own_reference", "version", "changed_at", "changed_by_label"])
    return changed


@action
def dispose_draft(*, draft_id: uuid.UUID, by: Actor) -> None:
    """Delete a draft with everything typed for it, text held for a signed-out person included."""
    draft = selectors.lock_draft(by, draft_id)
    check(by, Permission.DRAFT_REFERRAL, draft)
    record(Event.DRAFT_DISPOSED, by=by, subject=draft, reason="deleted by hand")
    destroy(draft)


def destroy(draft: Draft) -> None:
    """Remove the draft's row and the text held for its pages. Part of the actions that end a draft."""
    forget_below(reverse("referrals:draft", kwargs={"draft_id": draft.pk}))
    draft.delete()
