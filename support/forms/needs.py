"""What a needs assessment asks: the day, each area in turn, a summary."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.forms.boundfield import BoundField

from nrm.web.fields import ChoiceField, PlainTextField, Presentation, lower_first
from nrm.web.versioned_form import VersionedForm
from support.domain.words import AREA_HINTS, AREA_WORDS, LEVEL_WORDS
from support.enums import NeedArea, NeedLevel
from support.forms.fields import DayField

LEVELS = [(level.value, LEVEL_WORDS[level].text) for level in NeedLevel]


@dataclass(frozen=True)
class AreaFields:
    """One area of the page: how pressing, and what was said."""

    area: NeedArea
    title: str
    level: BoundField
    notes: BoundField


class NeedsForm(VersionedForm):
    """`today` is the London date no assessment can be after. The areas stand in the order of `NeedArea`."""

    def __init__(self, data: Any = None, *, today: dt.date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["assessed_on"] = DayField(
            label="When did you do the assessment with them?",
            help_text=f"For example, {today.day} {today.month} {today.year}.",
            subject="the day of the assessment",
            not_after=today,
        )
        for area in NeedArea:
            self.fields[f"{area.value}_level"] = _level_field(AREA_WORDS[area], AREA_HINTS[area])
            self.fields[f"{area.value}_notes"] = _notes_field(AREA_WORDS[area])
        self.fields["summary"] = PlainTextField(
            label="Summary (optional)",
            help_text="What matters most now, for somebody who has a minute.",
            subject="the summary",
            long=True,
            required=False,
            presentation=Presentation(rows=4),
        )

    def areas(self) -> list[AreaFields]:
        """The areas in order, as the page draws them."""
        return [
            AreaFields(
                area,
                AREA_WORDS[area],
                self[f"{area.value}_level"],
                self[f"{area.value}_notes"],
            )
            for area in NeedArea
        ]

    def assessed(self) -> list[tuple[NeedArea, NeedLevel, str]]:
        """What was assessed, area by area; of a valid form."""
        given = self.cleaned_data
        return [
            (area, NeedLevel(given[f"{area.value}_level"]), given[f"{area.value}_notes"] or "") for area in NeedArea
        ]


def _level_field(title: str, hint: str) -> ChoiceField:
    return ChoiceField(
        label=title,
        help_text=hint,
        choices=LEVELS,
        subject=f"how pressing this is: {lower_first(title)}",
        presentation=Presentation(inline=True, small=True),
    )


def _notes_field(title: str) -> PlainTextField:
    return PlainTextField(
        label=f"Notes on {lower_first(title)}",
        subject=f"the notes on {lower_first(title)}",
        long=True,
        required=False,
        presentation=Presentation(rows=2),
    )
