"""What the end of support asks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from nrm.web.fields import PlainTextField, Presentation
from nrm.web.versioned_form import VersionedForm
from support.forms.fields import DayField


class EndForm(VersionedForm):
    """The last day of the support and why it ends. `today` is the London date it cannot be after.

    `lasts_until` is the last day of the recovery period or the move-on support, None where neither runs, and `lasts`
    says it in words; an end that comes or may come before it is asked to be confirmed.
    """

    def __init__(
        self, data: Any = None, *, today: dt.date, lasts_until: dt.date | None = None, lasts: str = "", **kwargs: Any
    ) -> None:
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
        if lasts_until is not None and (today < lasts_until or self._ends_before(lasts_until)):
            self.fields["early"] = forms.BooleanField(label=f"End it although {lasts}", required=False)

    def _ends_before(self, day: dt.date) -> bool:
        """Whether the last day that was typed is a day before that one."""
        field = self.fields["ended_on"]
        try:
            typed = field.clean(field.widget.value_from_datadict(self.data, self.files, "ended_on"))
        except ValidationError:
            return False
        return isinstance(typed, dt.date) and typed < day
