"""The words of intake. Values are stored and sent, so they are never renamed or reused."""

from __future__ import annotations

from enum import StrEnum


class Path(StrEnum):
    """Where the opening answers lead. On `opening` they are not complete yet; `blocked` ends without a record."""

    OPENING = "opening"
    NRM_ADULT = "nrm_adult"
    NRM_CHILD = "nrm_child"
    DTN = "dtn"
    BLOCKED = "blocked"

    @property
    def is_referral(self) -> bool:
        """Whether submitting on this path makes a referral and a case."""
        return self in {Path.NRM_ADULT, Path.NRM_CHILD}

    @property
    def can_be_submitted(self) -> bool:
        """Whether this path ends in a submission at all, a referral or a duty-to-notify report."""
        return self.is_referral or self is Path.DTN


class QuestionType(StrEnum):
    """What kind of answer a question takes."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    LINES = "lines"
    DATE = "date"
    PARTIAL_DATE = "partial_date"
    CHOICE = "choice"
    MULTI_CHOICE = "multi_choice"
    YES_NO_UNSURE = "yes_no_unsure"
    NATIONALITY_LIST = "nationality_list"
    COUNTRY_LIST = "country_list"
    LANGUAGE_LIST = "language_list"
    POLICE_FORCE = "police_force"
    LOCAL_AUTHORITY = "local_authority"
    EMAIL = "email"
    TEL = "tel"


class AnswerState(StrEnum):
    """What is said about a question: a value, or why there is none. Every state is an answer."""

    ANSWERED = "answered"
    NOT_KNOWN = "not_known"
    NOT_ASKED = "not_asked"
    DECLINED = "declined"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        """The words a person chooses and reads back."""
        return _STATE_LABELS[self]


class Precision(StrEnum):
    """How exactly a date is known. `about` says that even the parts given are approximate."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    ABOUT = "about"


class SectionStatus(StrEnum):
    """How far a section of the task list is. `not_started` and `in_progress` still need something to submit.

    `enough` lacks nothing, but a page of it has no answer yet; in a section that is `done` every page has. `optional`
    has no answer and needs none.
    """

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    ENOUGH = "enough"
    DONE = "done"
    OPTIONAL = "optional"

    @property
    def needs_something(self) -> bool:
        """Whether something of it stands in the way of submitting."""
        return self in {SectionStatus.NOT_STARTED, SectionStatus.IN_PROGRESS}

    @property
    def label(self) -> str:
        """The words on the task list."""
        return _STATUS_LABELS[self]


_STATE_LABELS = {
    AnswerState.ANSWERED: "Answered",
    AnswerState.NOT_KNOWN: "Not known",
    AnswerState.NOT_ASKED: "Not asked",
    AnswerState.DECLINED: "Declined",
    AnswerState.NOT_APPLICABLE: "Not applicable",
}
_STATUS_LABELS = {
    SectionStatus.NOT_STARTED: "Not started",
    SectionStatus.IN_PROGRESS: "In progress",
    SectionStatus.ENOUGH: "Enough to submit",
    SectionStatus.DONE: "Done",
    SectionStatus.OPTIONAL: "Optional",
}
