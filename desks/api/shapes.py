"""What the API answers: of a case what every party of it may know and nothing about the person, receipts, questions.

`desks/api/serializers.py` describes the same shapes for the OpenAPI document; a test holds the two together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any

from django.urls import reverse

from cases.enums import CaseStatus
from cases.models import Case
from nrm.access.actors import Actor
from nrm.access.permissions import Permission
from nrm.web.pagination import ListPage
from referrals.domain.answers import Answers
from referrals.domain.completeness import REQUIRED
from referrals.domain.question import Question, options_for
from referrals.domain.question_set import QuestionSet
from referrals.enums import Path
from referrals.models import DutyToNotify

# What a party that may not read the file is told of a status: the stage its own pages show, as a code that lasts.
STAGES = MappingProxyType(
    {
        CaseStatus.SUBMITTED: "received",
        CaseStatus.ROUTED: "received",
        CaseStatus.RG_IN_PROGRESS: "rg_considered",
        CaseStatus.RG_POSITIVE: "rg_positive",
        CaseStatus.RG_NEGATIVE: "rg_negative",
        CaseStatus.RG_SUSPENDED: "rg_suspended",
        CaseStatus.CG_IN_PROGRESS: "cg_considered",
        CaseStatus.CG_POSITIVE: "cg_positive",
        CaseStatus.CG_NEGATIVE: "cg_negative",
        CaseStatus.CG_SUSPENDED: "cg_suspended",
        CaseStatus.CLOSED: "closed",
    }
)
Shape = dict[str, Any]


def case_shape(party: Any, actor: Actor) -> Shape:
    """One case. `status` is the case's for those who read the file, the stage for everybody else; outcomes are issued
    decisions'; days are London dates, ISO 8601."""
    sees_file = Permission.SEE_FILE in actor.permissions
    reasonable, conclusive = party.reasonable_grounds, party.conclusive_grounds
    return {
        "reference": party.case.reference,
        "status": party.case_status if sees_file else STAGES[CaseStatus(party.case_status)],
        "nation": party.case.nation,
        "received_on": party.received_on.isoformat(),
        "rg_target": {"due_on": _day(party.rg_target_on)},
        "outcome": reasonable["outcome"] if reasonable else None,
        "reasonable_grounds": reasonable,
        "conclusive_grounds": {
            "earliest_on": _day(party.cg_earliest_on),
            "outcome": conclusive["outcome"] if conclusive else None,
            "issued_on": conclusive["issued_on"] if conclusive else None,
        },
    }


def receipt_shape(case: Case) -> Shape:
    """What was received, when, on which path, and where it stands."""
    referral = case.referral
    return {
        "kind": "referral",
        "reference": case.reference,
        "received_at": case.received_at.astimezone(dt.UTC).isoformat(),
        "received_on": case.received_on.isoformat(),
        "path": referral.path,
        "question_set": referral.question_set,
        "own_reference": referral.own_reference,
        "stage": STAGES[CaseStatus(case.status)],
        "url": reverse("api:referral", args=[case.reference]),
    }


def sent_shape(made: Case | DutyToNotify, set_aside: Sequence[str]) -> Shape:
    """What became of what was sent; a report's answer says nothing of the adult."""
    if isinstance(made, Case):
        return {**receipt_shape(made), "set_aside": list(set_aside)}
    return {
        "kind": "duty_to_notify",
        "reference": made.reference,
        "received_on": made.submitted_on.isoformat(),
        "path": Path.DTN.value,
        "question_set": made.question_set,
        "set_aside": list(set_aside),
    }


def referral_shape(case: Case, answers: Answers | None) -> Shape:
    """A receipt, with the answers for those who may read them."""
    return {**receipt_shape(case), "answers": None if answers is None else dict(answers)}


def page_shape(page: ListPage[Any], address: str, shape: Callable[[Any], Shape]) -> Shape:
    """One page of a list: `count` stops at 1,000, and says so."""
    return {
        "count": page.count.number,
        "count_is_bounded": page.count.is_bounded,
        "next": f"{address}?page={page.number + 1}" if page.has_next else None,
        "previous": f"{address}?page={page.number - 1}" if page.has_previous else None,
        "results": [shape(row) for row in page.rows],
    }


def question_set_shape(question_set: QuestionSet, on: dt.date) -> Shape:
    """A question set as a machine needs it: what is asked when, what may be answered on the day, what must be."""
    sections = {key: section for section in question_set.sections for key in section.question_keys}
    return {
        "version": question_set.version,
        "questions": [_question(q, sections[q.key].key, on) for q in question_set.questions if q.key in sections],
        "required": {
            path.value: [{"one_of": list(each.keys), "sentence": each.sentence} for each in REQUIRED[path]]
            for path in Path
            if path.can_be_submitted
        },
    }


def _question(question: Question, section: str, on: dt.date) -> Shape:
    return {
        "key": question.key,
        "section": section,
        "type": question.type.value,
        "label": question.label,
        "hint": question.hint,
        "options": [{"code": option.code, "label": option.label} for option in options_for(question, on)],
        "takes_several": question.takes_several,
        "max_length": question.max_length or None,
        "states": [state.value for state in question.states],
        "shown_if": {key: list(codes) for key, codes in question.shown_if.items()},
        "paths": [path.value for path in question.paths],
        "identifies": question.identity,
    }


def _day(value: dt.date | None) -> str | None:
    return value.isoformat() if value else None
