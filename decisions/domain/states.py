"""What can happen to a decision, as one literal table, and the rules of the second caseworker.

A positive decision may be issued by its author. A negative one must pass a second caseworker, who is another person
than the author (parliamentary question answered on 18 November 2024). What was sent to a second caseworker goes out
with their approval, or after a change that makes it another text. A conclusive grounds decision goes out on its
earliest day or later.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from types import MappingProxyType

from cases.domain.texts import is_visible
from cases.domain.transitions import Transition, TransitionNotAllowed, follow
from deadlines.domain.explain import in_words
from decisions.enums import DecisionKind, DecisionOutcome, DecisionStatus

__all__ = [
    "STATUS_WORDS",
    "TRANSITIONS",
    "TRANSITIONS_OF",
    "Transition",
    "TransitionNotAllowed",
    "comments_refusal",
    "day_refusal",
    "issue_refusal",
    "next_status",
    "reasons_refusal",
    "review_refusal",
]

STATUS_WORDS = MappingProxyType(
    {
        DecisionStatus.DRAFT: "Draft",
        DecisionStatus.WITH_SECOND_CASEWORKER: "With the second caseworker",
        DecisionStatus.RETURNED: "Returned by the second caseworker",
        DecisionStatus.ISSUED: "Issued",
    }
)

_DRAFT = frozenset({DecisionStatus.DRAFT})
_RETURNED = frozenset({DecisionStatus.RETURNED})
_WITH_SECOND = frozenset({DecisionStatus.WITH_SECOND_CASEWORKER})
_SENT_ONCE = _RETURNED | _WITH_SECOND


def _transitions(draft: str, check: str, issue: str, issued: str) -> tuple[Transition[DecisionStatus], ...]:
    """The rows of one kind of decision: who may do each, and the event of its issuing."""
    return (
        Transition("save_draft", frozenset({None}), DecisionStatus.DRAFT, draft, "DECISION_DRAFTED"),
        Transition("save_draft", _DRAFT, None, draft, "DECISION_DRAFTED"),
        # What was approved or returned was another text; a change also takes it back from the second caseworker.
        Transition("save_draft", _SENT_ONCE, DecisionStatus.DRAFT, draft, "DECISION_DRAFTED"),
        Transition(
            "send_to_second_caseworker",
            _DRAFT | _RETURNED,
            DecisionStatus.WITH_SECOND_CASEWORKER,
            draft,
            "DECISION_SENT_TO_SECOND_CASEWORKER",
        ),
        Transition("return_with_comments", _WITH_SECOND, DecisionStatus.RETURNED, check, "DECISION_RETURNED"),
        # Approval is recorded on the decision; issuing is the step that follows it.
        Transition("approve", _WITH_SECOND, None, check, "DECISION_APPROVED"),
        Transition("issue", _DRAFT | _WITH_SECOND, DecisionStatus.ISSUED, issue, issued),
    )


# Both kinds move alike; they differ in who may, and in what issuing one is called.
TRANSITIONS_OF = MappingProxyType(
    {
        DecisionKind.REASONABLE_GROUNDS: _transitions(
            "decisions.draft_rg", "decisions.check_rg", "decisions.issue_rg", "REASONABLE_GROUNDS_ISSUED"
        ),
        DecisionKind.CONCLUSIVE_GROUNDS: _transitions(
            "decisions.draft_cg", "decisions.check_cg", "decisions.issue_cg", "CONCLUSIVE_GROUNDS_ISSUED"
        ),
    }
)
TRANSITIONS = tuple(row for rows in TRANSITIONS_OF.values() for row in rows)

_REFUSALS = MappingProxyType(
    {
        "save_draft": "This decision cannot be changed",
        "send_to_second_caseworker": "This decision cannot be sent to the second caseworker",
        "return_with_comments": "This decision cannot be returned",
        "approve": "This decision cannot be approved",
        "issue": "This decision cannot be issued",
    }
)


def next_status(current: str | None, transition: str) -> DecisionStatus:
    """The status of a decision after a transition; `current` is its value, None where there is no decision yet.

    Raises `TransitionNotAllowed` with a sentence. Whether an outcome may be issued is `issue_refusal`'s question.
    """
    status = None if current is None else DecisionStatus(current)
    stands = f"its status is “{STATUS_WORDS[status]}”" if status else "it has not been started"
    done = _REFUSALS.get(transition, "This cannot be done")
    return follow(TRANSITIONS_OF[DecisionKind.REASONABLE_GROUNDS], status, transition, done=done, stands=stands)


def issue_refusal(
    outcome: DecisionOutcome, status: DecisionStatus, author_id: Hashable, approver_id: Hashable | None
) -> str | None:
    """Why this decision may not be issued now, as a sentence, or None when it may.

    A negative needs the approval of another person, and so does anything that lies with the second caseworker. What was
    returned does not go out as it is. A positive that its author changed after that is another text, and they may issue
    it: the check is required of negatives only.
    """
    if status is DecisionStatus.ISSUED:
        return "This decision has been issued already."
    if status is DecisionStatus.WITH_SECOND_CASEWORKER:
        return _approval_refusal(author_id, approver_id)
    if outcome is DecisionOutcome.NEGATIVE:
        return "A negative decision must be approved by a second caseworker before it is issued."
    if status is DecisionStatus.RETURNED:
        return "The second caseworker returned this decision. Change it, or send it again, before it is issued."
    return None


def day_refusal(words: str, earliest_on: date, explanation: str, today: date) -> str | None:
    """Why a decision whose kind is called `words` may not be issued today (London), or None from its earliest day on.

    As soon as possible after at least 30 calendar days: child pilot guidance v6.0; the dates are the stored ones.
    """
    if today >= earliest_on:
        return None
    # The counting is the first sentence of the explanation; what follows it is how sure we are.
    counted = explanation.partition(". ")[0]
    return (
        f"A {words} decision may not be issued on this case before {in_words(earliest_on)}, so that the person has "
        f"their recovery period first ({counted})."
    )


def review_refusal(author_id: Hashable, reviewer_id: Hashable) -> str | None:
    """Why this person may not approve or return the decision, as a sentence, or None when they may."""
    if author_id == reviewer_id:
        return "The second caseworker must be another person than the author of the decision."
    return None


def reasons_refusal(reasons: str) -> str | None:
    """Why these reasons do not do, as a sentence, or None: a decision needs reasons, and blanks are none."""
    return None if is_visible(reasons) else "Enter the reasons for the decision."


def comments_refusal(comments: str) -> str | None:
    """Why these comments do not do, as a sentence, or None: a returned decision says what to change."""
    return None if is_visible(comments) else "Enter what the author should change."


def _approval_refusal(author_id: Hashable, approver_id: Hashable | None) -> str | None:
    if approver_id is None:
        return "This decision must be approved by the second caseworker before it is issued."
    return review_refusal(author_id, approver_id)
