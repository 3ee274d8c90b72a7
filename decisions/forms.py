"""What the pages of a decision ask. Each carries the decision's version, 0 where there is none yet."""

from __future__ import annotations

from django import forms

from decisions.enums import DecisionOutcome
from nrm.web.fields import ChoiceField, PlainTextField, Presentation
from nrm.web.versioned_form import VersionedForm

DRAFT, SEND, CONTINUE = "draft", "send", "continue"
APPROVE, RETURN = "approve", "return"


def _outcome(positive: str) -> ChoiceField:
    """The question of the outcome; `positive` says what follows from a positive one."""
    return ChoiceField(
        label="Is the test met?",
        choices=[
            (DecisionOutcome.POSITIVE.value, "Yes: positive decision"),
            (DecisionOutcome.NEGATIVE.value, "No: negative decision"),
        ],
        hints={
            DecisionOutcome.POSITIVE.value: positive,
            DecisionOutcome.NEGATIVE.value: "A second caseworker must approve it before it is issued. When you "
            "continue it goes to them.",
        },
        subject="whether the test is met",
    )


class RecordForm(VersionedForm):
    """Outcome, which each kind of decision asks in its own words, and reasons; `step` is the button pressed."""

    reasons = PlainTextField(
        label="Reasons",
        help_text="The minute of the decision, kept exactly as you write it. Whoever referred does not see it.",
        subject="the reasons for the decision",
        long=True,
        presentation=Presentation(rows=16, verbatim=True),
    )
    step = forms.ChoiceField(choices=[(DRAFT, DRAFT), (SEND, SEND), (CONTINUE, CONTINUE)], required=False)


class ReasonableGroundsForm(RecordForm):
    """The first stage."""

    outcome = _outcome("You may issue it yourself. The recovery period starts the same day.")
    field_order = ("version", "outcome", "reasons", "step")


class ConclusiveGroundsForm(RecordForm):
    """The second stage."""

    outcome = _outcome("You may issue it yourself, from its earliest day on. Move-on support is counted from that day.")
    field_order = ("version", "outcome", "reasons", "step")


class CheckForm(VersionedForm):
    """Approve, or return with comments."""

    verdict = ChoiceField(
        label="What is your check?",
        choices=[(APPROVE, "I approve this decision"), (RETURN, "I return it to the author")],
        hints={APPROVE: "The author may then issue it.", RETURN: "The author changes it and sends it again."},
        conditional={RETURN: ["comments"]},
        subject="what your check is",
    )
    comments = PlainTextField(
        label="What should the author change?",
        subject="what the author should change",
        long=True,
        required=False,
        presentation=Presentation(rows=6),
    )
