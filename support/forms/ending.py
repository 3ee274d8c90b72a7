"""What the end of support asks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from nrm.web.fields import PlainTextField, Presentation
from nrm.web.versioned_form import VersionedForm
from support.forms.fields import DayField


class EndForm(VersionedForm):
    """The last day of the support and why it ends. `today` is the London date it cannot be after."""

    def __init__(self, data: Any = None, *, today: dt.date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["ended_on"] = DayField(
            label="On which day does the support end?",
            help_text=f"For example, {today.day} {today.month} {today.year}.",
            subject="the last day",
            not_after=today,
        )
        self.fields["reason"] = PlainTextField(
            label="Why does it end?",
            help_text="Kept exactly as you write it, in the history of the support.",
            subject="why the support ends",
            long=True,
            presentation=Presentation(rows=4),
        )
