"""The referral in the file: each section with what was answered, and in one line what was not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from nrm.web.fields import upper_first
from referrals.domain.question_set import QuestionSet, load
from referrals.presenters.readback import ReadbackRow, ReadbackSection

# Titles and names of the question set speak to whoever fills it in; these are for whoever reads it.
FILE_TITLES = {"referrer": "The first responder"}
FILE_LABELS = {"encountered_on": "Met on", "under_18": "Under 18"}


@dataclass(frozen=True)
class AccountSection:
    """One section as it is read: `blank` names the questions that have neither an answer nor a reason for none."""

    key: str
    title: str
    rows: tuple[ReadbackRow, ...]
    blank: tuple[str, ...]


def account_in_file(sections: Iterable[ReadbackSection], question_set: str) -> list[AccountSection]:
    """For the deciding authority: short names of the questions, and titles that do not say “you”."""
    questions = load(question_set)
    return [_in_file(section, questions) for section in sections]


def account_as_sent(sections: Iterable[ReadbackSection]) -> list[AccountSection]:
    """For the referrer: their own words and the questions as they were asked."""
    return [_split(section.key, section.title, section.rows) for section in sections]


def _in_file(section: ReadbackSection, questions: QuestionSet) -> AccountSection:
    rows = (replace(row, label=_label(row.key, questions)) for row in section.rows)
    return _split(section.key, FILE_TITLES.get(section.key, section.title), rows)


def _label(key: str, questions: QuestionSet) -> str:
    return FILE_LABELS.get(key) or upper_first(questions.question(key).name)


def _split(key: str, title: str, rows: Iterable[ReadbackRow]) -> AccountSection:
    all_rows = tuple(rows)
    answered = tuple(row for row in all_rows if row.value or row.state)
    return AccountSection(key, title, answered, tuple(row.label for row in all_rows if row not in answered))
