"""Dates in three parts: what is a date, and the sentence when it is none."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms

from nrm.web.dates import GovDateField, PartialDate, PartialDateField, shown_parts
from nrm.web.field_view import form_errors

TODAY = dt.date(2026, 11, 23)


class BirthForm(forms.Form):
    born = GovDateField(label="Date of birth", no_earlier_than=dt.date(1900, 1, 1), no_later_than=lambda: TODAY)


class StartForm(forms.Form):
    began = PartialDateField(label="Date it began", required=False)


def typed(name: str, day: str, month: str, year: str) -> dict[str, str]:
    return {f"{name}-day": day, f"{name}-month": month, f"{name}-year": year}


@pytest.mark.parametrize(
    ("day", "month", "year", "sentence", "target"),
    [
        ("", "", "", "Enter the date of birth", "day"),
        ("27", "3", "", "Date of birth must include a year", "year"),
        ("", "", "2007", "Date of birth must include a day and month", "day"),
        ("31", "2", "2007", "Date of birth must be a real date", "day"),
        ("29", "2", "2007", "Date of birth must be a real date", "day"),
        ("0", "3", "2007", "Date of birth must be a real date", "day"),
        ("1", "0", "2007", "Date of birth must be a real date", "day"),
        ("1", "13", "2007", "Date of birth must be a real date", "day"),
        ("1", "Brumaire", "2007", "Date of birth must be a real date", "month"),
        ("x", "3", "2007", "Date of birth must be a real date", "day"),
        ("-1", "3", "2007", "Date of birth must be a real date", "day"),
        ("1", "3", "07", "Year must include 4 numbers", "year"),
        ("1", "3", "0000", "Date of birth must be a real date", "day"),
        ("24", "11", "2026", "Date of birth must be today or in the past", "day"),
        ("31", "12", "1899", "Date of birth must be on or after 1 January 1900", "day"),
    ],
)
def test_wrong_date_is_refused_with_its_own_sentence(day, month, year, sentence, target):
    form = BirthForm(typed("born", day, month, year))

    assert form_errors(form) == [{"text": sentence, "href": f"#id_born-{target}"}]


@pytest.mark.parametrize(
    ("day", "month", "year", "date"),
    [
        ("27", "3", "2007", dt.date(2007, 3, 27)),
        (" 27 ", " March ", " 2007 ", dt.date(2007, 3, 27)),
        ("27", "mar", "2007", dt.date(2007, 3, 27)),
        ("29", "02", "2008", dt.date(2008, 2, 29)),
        ("23", "11", "2026", TODAY),
    ],
)
def test_real_date_is_read(day, month, year, date):
    form = BirthForm(typed("born", day, month, year))

    assert form.is_valid()
    assert form.cleaned_data["born"] == date


@pytest.mark.parametrize(
    ("day", "month", "year", "text", "precision"),
    [("", "", "2024", "2024", "year"), ("", "3", "2024", "2024-03", "month"), ("9", "3", "2024", "2024-03-09", "day")],
)
def test_partly_known_date_keeps_its_precision(day, month, year, text, precision):
    form = StartForm(typed("began", day, month, year))

    assert form.is_valid()
    assert (form.cleaned_data["began"].isoformat(), form.cleaned_data["began"].precision) == (text, precision)


def test_day_without_month_is_refused():
    form = StartForm(typed("began", "9", "", "2024"))

    assert form.errors["began"] == ["Date it began must include a month"]


def test_nothing_typed_is_nothing_where_no_date_is_required():
    form = StartForm({})

    assert form.is_valid()
    assert form.cleaned_data["began"] is None


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        (None, ("", "", "")),
        (dt.date(2007, 3, 27), ("27", "3", "2007")),
        (PartialDate(2024, 3), ("", "3", "2024")),
        ("2024", ("", "", "2024")),
    ],
)
def test_stored_value_is_shown_in_parts(value, parts):
    shown = shown_parts(value)

    assert (shown.day, shown.month, shown.year) == parts
