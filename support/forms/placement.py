"""What the pages of a placement ask."""

from __future__ import annotations

import datetime as dt
from typing import Any

from nrm.web.fields import ChoiceField, PlainTextField, Presentation
from nrm.web.versioned_form import VersionedForm
from support.domain.words import PLACEMENT_HINTS, PLACEMENT_WORDS
from support.enums import PlacementKind
from support.forms.fields import DayField


class PlaceForm(VersionedForm):
    """Where somebody in support lives from a day on, which is not after `today` (London)."""

    kind = ChoiceField(
        label="What kind of placement is it?",
        choices=[(kind.value, PLACEMENT_WORDS[kind]) for kind in PlacementKind],
        hints={kind.value: PLACEMENT_HINTS[kind] for kind in PlacementKind},
        subject="what kind of placement it is",
    )
    address = PlainTextField(
        label="Address",
        help_text="Only your organisation and the contractor that placed the person can read it, and every reading is "
        "recorded. You may leave it empty for outreach.",
        subject="the address",
        long=True,
        required=False,
        presentation=Presentation(rows=4, spellcheck=False),
    )

    def __init__(self, data: Any = None, *, today: dt.date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["since"] = DayField(
            label="Since when?",
            help_text=f"Today or earlier. For example, {today.day} {today.month} {today.year}.",
            subject="the first day",
            not_after=today,
        )


class EndPlacementForm(VersionedForm):
    """The last day of a placement, which is not after `today` (London), and why it ended."""

    def __init__(self, data: Any = None, *, today: dt.date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["until"] = DayField(
            label="What was the last day?",
            help_text=f"Today or earlier. For example, {today.day} {today.month} {today.year}.",
            subject="the last day",
            not_after=today,
        )
        self.fields["reason"] = PlainTextField(
            label="Why did it end?", subject="why it ended", long=True, presentation=Presentation(rows=3)
        )


class AddressForm(VersionedForm):
    """The address of a placement, corrected."""

    address = PlainTextField(
        label="Address",
        help_text="The address as it was stays in the record, unread.",
        subject="the address",
        long=True,
        presentation=Presentation(rows=4, spellcheck=False),
    )
