"""What the page of the weekly payment asks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from nrm.web.dates import DateFault
from nrm.web.fields import ChoiceField, PlainTextField, Presentation
from nrm.web.versioned_form import VersionedForm
from support.forms.fields import AmountField, DayField

SET, END = "set", "end"
_NEEDED = {
    SET: (
        ("amount", "Enter the weekly amount"),
        ("basis", "Enter why this amount"),
        ("starts_on", "Enter the first day"),
    ),
    END: (("ends_on", "Enter the last day"),),
}


class PaymentForm(VersionedForm):
    """A weekly amount from a day on; where one runs, also the day on which it ends. Neither day is after `today`
    (London).

    `suggested` is the published weekly rate in words, empty where none is known for the day.
    """

    def __init__(
        self, data: Any = None, *, is_running: bool, today: dt.date, suggested: str = "", **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        if is_running:
            self.fields["step"] = ChoiceField(
                label="What changes?",
                choices=[(SET, "Pay another amount"), (END, "Stop the payment")],
                conditional={SET: ["amount", "basis", "starts_on"], END: ["ends_on"]},
                subject="what changes",
            )
        self.fields["amount"] = AmountField(
            label="How much each week?", help_text=suggested, subject="the weekly amount", required=not is_running
        )
        self.fields["basis"] = PlainTextField(
            label="Why this amount?",
            help_text="The rate it follows and who told you, for instance: the rate of 8 January 2024, told by the "
            "contract manager.",
            subject="why this amount",
            long=True,
            required=not is_running,
            presentation=Presentation(rows=2),
        )
        self.fields["starts_on"] = DayField(
            label="From which day?",
            help_text=f"Today or earlier. For example, {today.day} {today.month} {today.year}.",
            subject="the first day",
            not_after=today,
            required=not is_running,
        )
        if is_running:
            self.fields["ends_on"] = DayField(
                label="What was the last day?",
                help_text=f"Today or earlier. For example, {today.day} {today.month} {today.year}.",
                subject="the last day",
                not_after=today,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen change needs; what the other one reveals is left out."""
        given = super().clean() or {}
        for name, sentence in _NEEDED.get(given.get("step", ""), ()):
            if name in given and given[name] in (None, ""):
                self.add_error(name, DateFault(sentence) if name.endswith("_on") else sentence)
        return given
