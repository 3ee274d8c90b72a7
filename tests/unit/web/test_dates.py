"""Dates in three parts: handed on as typed, shown as stored, refused where a form finds a fault."""

from __future__ import annotations

import pytest
from django import forms

from nrm.web.dates import DateFault, DateParts, DatePartsField, shown_parts
from nrm.web.field_view import form_errors


class BirthForm(forms.Form):
    born = DatePartsField(label="Date of birth")


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [("27", "3", "2007"), (" 27 ", " March ", "07"), ("31", "2", "2007"), ("", "", ""), ("x\x00", "", "1999")],
)
def test_what_was_typed_is_handed_on_as_typed(day, month, year):
    form = BirthForm({"born-day": day, "born-month": month, "born-year": year})

    assert form.is_valid()
    assert form.cleaned_data["born"] == DateParts(day, month, year)


def test_a_page_that_sent_no_part_sent_nothing():
    form = BirthForm({})

    assert form.is_valid()
    assert form.cleaned_data["born"] == DateParts()


@pytest.mark.parametrize(("parts", "target"), [((), "day"), (("year",), "year"), (("month", "year"), "month")])
def test_the_error_summary_leads_to_the_first_wrong_part(parts, target):
    form = BirthForm({"born-day": "27"})
    form.add_error("born", DateFault("Date of birth must be a real date", parts) if parts else DateFault("Wrong"))

    sentence = "Date of birth must be a real date" if parts else "Wrong"
    assert form_errors(form) == [{"text": sentence, "href": f"#id_born-{target}"}]


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        (None, ("", "", "")),
        ("", ("", "", "")),
        ("2024", ("", "", "2024")),
        ("2024-03", ("", "3", "2024")),
        ("2007-03-27", ("27", "3", "2007")),
        (DateParts("27", "March", ""), ("27", "March", "")),
    ],
)
def test_a_value_is_shown_in_parts(value, parts):
    shown = shown_parts(value)

    assert (shown.day, shown.month, shown.year) == parts
