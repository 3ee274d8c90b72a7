"""The environment of our templates: strict for ours, lenient for the design system's, always escaping."""

from __future__ import annotations

import datetime as dt

import pytest
from django.template import engines
from jinja2 import UndefinedError

from nrm.jinja import bounded, date_long, date_short, datetime_short, linebreaks_verbatim


def rendered(source: str, **context) -> str:
    return engines["jinja2"].env.from_string(source).render(context)


def test_name_a_page_forgot_to_give_is_an_error():
    with pytest.raises(UndefinedError):
        rendered("{{ forgotten }}")


def test_design_system_macros_may_leave_parameters_out():
    html = rendered(
        "{% from 'govuk_frontend_jinja/components/tag/macro.html' import govukTag %}{{ govukTag({'text': '<b>'}) }}"
    )

    assert html.strip() == '<strong class="govuk-tag">\n  &lt;b&gt;\n</strong>'


def test_values_are_escaped():
    assert rendered("{{ name }}", name="<script>") == "&lt;script&gt;"


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (dt.datetime(2026, 11, 23, 16, 5, tzinfo=dt.UTC), "23 Nov 2026 at 4:05pm"),
        (dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC), "1 Jul 2026 at 12:30am"),
        (dt.datetime(2026, 1, 1, 12, 0, tzinfo=dt.UTC), "1 Jan 2026 at 12:00pm"),
        (None, ""),
    ],
)
def test_time_is_londons(at, text):
    assert datetime_short(at) == text


def test_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        datetime_short(dt.datetime(2026, 1, 1))  # noqa: DTZ001  the point of the test


@pytest.mark.parametrize(
    "day", [dt.date(2026, 11, 23), dt.datetime(2026, 11, 22, 23, 59, tzinfo=dt.timezone(dt.timedelta(hours=-1)))]
)
def test_dates_long_and_short(day):
    assert (date_long(day), date_short(day)) == ("Monday 23 November 2026", "23 Nov 2026")


def test_verbatim_text_is_escaped_and_survives_indenting_filters():
    html = rendered("{{ text | linebreaks_verbatim | indent(4) }}", text="one\n  <two>")

    assert html == '<span class="nrm-verbatim" dir="auto">one&#10;  &lt;two&gt;</span>'
    assert linebreaks_verbatim(None) == '<span class="nrm-verbatim" dir="auto"></span>'


@pytest.mark.parametrize(("count", "text"), [(0, "0"), (999, "999"), (1000, "1,000+"), (1001, "1,000+")])
def test_count_is_bounded(count, text):
    assert bounded(count) == text
