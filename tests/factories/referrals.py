"""Drafts, referrals and reports, made by the real actions."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any

from cases.models import Case
from nrm.access.actors import PersonActor
from referrals.actions.drafts import save_page, start_draft
from referrals.actions.submission import submit_duty_to_notify, submit_referral
from referrals.domain.answers import Answer
from referrals.domain.merging import marks
from referrals.domain.question_set import load
from referrals.models import Draft, DutyToNotify
from tests.factories.answers import adult_answers, duty_to_notify_answers


def draft(by: PersonActor, answers: Mapping[str, Answer] | None = None) -> Draft:
    """A draft with these answers, an adult's complete ones when none are given."""
    answers = adult_answers() if answers is None else answers
    started = start_draft(answers=answers, by=by, draft_id=uuid.uuid4())
    assert started.answers == dict(answers)
    return started


def referral(by: PersonActor, answers: Mapping[str, Answer] | None = None) -> Case:
    """The case of a submitted referral."""
    started = draft(by, answers)
    return submit_referral(draft_id=started.pk, version=started.version, by=by)


def duty_to_notify(by: PersonActor, answers: Mapping[str, Answer] | None = None) -> DutyToNotify:
    """A submitted report."""
    started = draft(by, duty_to_notify_answers() if answers is None else answers)
    return submit_duty_to_notify(draft_id=started.pk, version=started.version, by=by)


def saved(started: Draft, page_key: str, by: PersonActor, **answers: Answer) -> Draft:
    """The draft after one page of it was saved."""
    draft_now = Draft.objects.get(pk=started.pk)
    return save_page(draft_id=started.pk, page_key=page_key, sent=answers, version=draft_now.version, by=by).draft


def posted(started: Draft, *keys: str, **typed: Any) -> dict[str, Any]:
    """What a browser sends for a page of these questions, drawn from the draft as it stands in `started`."""
    drawn = {"version": str(started.version), "seen": json.dumps(marks(started.answers, keys))}
    return drawn | {"press": "continue"} | typed


def keys_of(page_key: str) -> tuple[str, ...]:
    """The questions of a page of the current question set."""
    return next(p.questions for s in load().sections for p in s.pages if p.key == page_key)
