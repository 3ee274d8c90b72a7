"""A submitted referral read back: every question asked on its path with its answer, for the file and the receipt."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from cases.models import Case
from referrals.domain.answers import Answers
from referrals.domain.identity import rejoin
from referrals.domain.question_set import QuestionSet, load
from referrals.domain.steps import is_asked, sections
from referrals.enums import Path
from referrals.models import Referral
from referrals.presenters.words import shown
from referrals.selectors import latest_answers


class Audience(enum.StrEnum):
    """Who reads: the authority that decides and the referrer who wrote it see who the person is; nobody else does."""

    AUTHORITY = "authority"
    REFERRER = "referrer"
    PSEUDONYMOUS = "pseudonymous"


@dataclass(frozen=True)
class ReadbackRow:
    """One question and its answer, as `components/answer.html` takes it. `key` is the question's."""

    key: str
    label: str
    value: str | list[str]
    state: str = ""
    verbatim: bool = False


@dataclass(frozen=True)
class ReadbackSection:
    """One section of the question set with the questions that were asked in it."""

    key: str
    title: str
    rows: tuple[ReadbackRow, ...]


def sections_for_case(case: Case, audience: Audience = Audience.AUTHORITY) -> list[ReadbackSection]:
    """The referral of a case already found visible. One statement, when the case came with identity and referral.

    Identity is put back for the authority and the referrer; for others its questions are left out.
    """
    referral = case.referral
    question_set = load(referral.question_set)
    remaining = latest_answers(referral).answers
    if audience is Audience.PSEUDONYMOUS:
        return readback_of(question_set, remaining, Path(referral.path), without=question_set.identity_keys)
    identity = case.identity.values if case.identity else {}
    return readback_of(question_set, rejoin(remaining, identity), Path(referral.path))


def readback(referral: Referral) -> list[ReadbackSection]:
    """The whole referral with identity put back."""
    return sections_for_case(referral.case)


def readback_of(
    question_set: QuestionSet, answers: Answers, path: Path, without: frozenset[str] = frozenset()
) -> list[ReadbackSection]:
    """Answers read back on a path; a question of `without` is left out, and a section that holds no other."""
    found = [
        ReadbackSection(section.key, section.title, _rows(question_set, section.keys, answers, path, without))
        for section in sections(question_set, answers, path)
    ]
    return [section for section in found if section.rows]


def _rows(
    question_set: QuestionSet, keys: tuple[str, ...], answers: Answers, path: Path, without: frozenset[str]
) -> tuple[ReadbackRow, ...]:
    rows = []
    for key in keys:
        if key in without or not is_asked(question_set, key, answers, path):
            continue
        question = question_set.question(key)
        words = shown(question, answers)
        rows.append(ReadbackRow(key, question.label, words.value, words.state, words.verbatim))
    return tuple(rows)
