"""A whole day and an amount of money, as people type them."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from nrm.web.field_view import form_errors
from support.forms.fields import EARLIEST_YEAR, LATEST_YEAR, AmountField, DayField

TODAY = dt.date(2026, 11, 24)


class OneDay(forms.Form):
    day = DayField(label="Day", subject="the first day", not_after=TODAY)


class OneAmount(forms.Form):
    amount = AmountField(label="Amount", subject="the weekly amount")


def of_day(day: str, month: str, year: str) -> OneDay:
    return OneDay({"day-day": day, "day-month": month, "day-year": year})


def error_of(form: forms.Form) -> list[dict[str, str]]:
    assert not form.is_valid()
    return form_errors(form)


@given(st.dates(dt.date(EARLIEST_YEAR, 1, 1), TODAY))
def test_every_day_up_to_today_is_read_as_it_is(day):
    form = of_day(f" {day.day}", str(day.month), f"{day.year} ")

    assert form.is_valid()
    assert form.cleaned_data["day"] == day


@given(st.dates(TODAY + dt.timedelta(days=1), dt.date(LATEST_YEAR, 12, 31)))
def test_a_day_to_come_is_refused_where_it_must_have_happened(day):
    assert error_of(of_day(str(day.day), str(day.month), str(day.year))) == [
        {"text": "The first day must be today or in the past", "href": "#id_day-day"}
    ]


@pytest.mark.parametrize("month", ["3", "03", "March", "mar", " MARCH "])
def test_a_month_may_be_a_number_or_its_name(month):
    form = of_day("9", month, "2026")

    assert form.is_valid()
    assert form.cleaned_data["day"] == dt.date(2026, 3, 9)


@pytest.mark.parametrize(
    ("parts", "sentence", "target"),
    [
        (("", "", ""), "Enter the first day", "day"),
        (("", "3", "2026"), "The first day must include a day", "day"),
        (("9", "", ""), "The first day must include a month and a year", "month"),
        (("31", "2", "2026"), "The first day must be a real date, for example 27 3 2026", "day"),
        (("9", "13", "2026"), "The first day must be a real date, for example 27 3 2026", "month"),
        (("9", "3", "26"), "The first day must be a real date, for example 27 3 2026", "year"),
        (("9", "3", "\u0662\u0660\u0662\u0666"), "The first day must be a real date, for example 27 3 2026", "year"),
        (("x", "y", "z"), "The first day must be a real date, for example 27 3 2026", "day"),
        (("1e1", "3", "2026"), "The first day must be a real date, for example 27 3 2026", "day"),
    ],
)
def test_what_is_no_day_is_refused_at_the_part_that_is_wrong(parts, sentence, target):
    assert error_of(of_day(*parts)) == [{"text": sentence, "href": f"#id_day-{target}"}]


def test_a_day_that_may_be_left_out_is_none():
    class Optional(forms.Form):
        day = DayField(label="Day", subject="the day", required=False)

    form = Optional({})

    assert form.is_valid()
    assert form.cleaned_data["day"] is None


@given(st.integers(min_value=0, max_value=99_999_999))
def test_an_amount_in_pounds_and_pence_is_read_as_pence(pence):
    pounds, rest = divmod(pence, 100)
    for typed in (f"{pounds}.{rest:02}", f" £{pounds:,}.{rest:02} "):
        form = OneAmount({"amount": typed})

        assert form.is_valid(), typed
        assert form.cleaned_data["amount"] == pence


@pytest.mark.parametrize(("typed", "pence"), [("71", 7100), ("£71", 7100), ("1,071.50", 107_150)])
def test_pence_may_be_left_out(typed, pence):
    form = OneAmount({"amount": typed})

    assert form.is_valid()
    assert form.cleaned_data["amount"] == pence


@pytest.mark.parametrize(
    "typed", ["71.1", "-5", "71,14", "1,07", "seventy", "7e3", "\u0667\u0661", "71.14.00", "99999999999"]
)
def test_what_is_no_amount_is_refused_and_never_guessed(typed):
    assert error_of(OneAmount({"amount": typed})) == [
        {"text": "The weekly amount must be pounds, or pounds and pence, like 71.14", "href": "#id_amount"}
    ]


def test_no_amount_is_asked_for():
    assert error_of(OneAmount({"amount": "  "})) == [{"text": "Enter the weekly amount", "href": "#id_amount"}]
