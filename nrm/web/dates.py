"""Dates typed in three parts: drawn, and handed on as typed. What is a date is read by the rules they are typed for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from nrm.web.fields import Described, Presentation

PARTS = ("day", "month", "year")


@dataclass(frozen=True)
class DateParts:
    """What was typed, as typed."""

    day: str = ""
    month: str = ""
    year: str = ""


class DatePartsWidget(forms.Widget):
    """Three inputs, `<name>-day`, `<name>-month` and `<name>-year`; drawn by components/field.html."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> DateParts:
        return DateParts(*(str(data.get(f"{name}-{part}") or "") for part in PARTS))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return all(f"{name}-{part}" not in data for part in PARTS)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-{PARTS[0]}" if id_ else ""


class DateFault(ValidationError):
    """A refusal that knows which parts to mark."""

    def __init__(self, message: str, parts: tuple[str, ...] = PARTS) -> None:
        super().__init__(message, code="date")
        self.parts = parts


class DatePartsField(Described, forms.Field):
    """The three parts as `DateParts`; refuses nothing. A form that finds a fault in them adds a `DateFault`."""

    widget = DatePartsWidget

    def __init__(self, *, presentation: Presentation | None = None, companion: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.describe("", presentation, companion=companion)

    def clean(self, value: Any) -> DateParts:
        """What was typed, whatever it is."""
        return shown_parts(value)


def shown_parts(value: DateParts | str | None) -> DateParts:
    """The three parts of typed parts, of ISO text as stored ('2024-03-12', '2024-03' or '2024'), or of nothing."""
    if isinstance(value, DateParts):
        return value
    known = [str(int(part)) for part in reversed(value.split("-"))] if value else []
    return DateParts(*([""] * (len(PARTS) - len(known)) + known))
