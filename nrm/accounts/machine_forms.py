"""What the pages about connected systems ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from nrm.web.fields import ChoiceField, PlainTextField, Presentation

WHOLE_SYSTEM = "system"
# How long a token may be good for: shorter is safer, and somebody must remember to renew it.
DAYS = [("30", "30 days"), ("90", "90 days"), ("180", "180 days"), ("365", "A year")]


class TokenForm(forms.Form):
    """What a token is for and how long it is good."""

    label = PlainTextField(
        label="What is this token for?",
        subject="what the token is for",
        help_text="To tell it from others, for example “live” or “test server”. Do not put a secret here.",
        max_length=60,
        presentation=Presentation(width=20),
    )
    days = ChoiceField(label="How long is it valid?", subject="how long the token is valid", choices=DAYS)

    def clean_label(self) -> str:
        """A label is one line."""
        return " ".join(self.cleaned_data["label"].split())

    def clean_days(self) -> int:
        return int(self.cleaned_data["days"])


class MachineForm(TokenForm):
    """Which system to connect."""

    name = PlainTextField(
        label="Name of the system",
        subject="the name of the system",
        help_text="As your colleagues know it. It stands beside everything that the system sends.",
        max_length=100,
        presentation=Presentation(spellcheck=False),
    )
    field_order = ["name", "label", "days"]

    def clean_name(self) -> str:
        """A name is one line."""
        return " ".join(self.cleaned_data["name"].split())


class EndMachineForm(forms.Form):
    """Which of its tokens to end, or the whole system."""

    what = ChoiceField(label="What do you want to end?", subject="what you want to end")

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], whole: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("ChoiceField", self.fields["what"])
        field.choices = [*choices, (whole, "The whole system: every token stops working")]
