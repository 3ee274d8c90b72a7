"""A field's HTML: what a browser would send back is what was typed, and everything is labelled."""

from __future__ import annotations

import html
import re

import pytest
from django import forms
from django.template import engines

from nrm.web.dates import DateFault, DatePartsField
from nrm.web.fields import ChoiceField, MultiChoiceField, PlainTextField, Presentation, StateField


class PersonForm(forms.Form):
    agree = ChoiceField(
        label="Agrees?",
        choices=[("yes", "Yes"), ("no", "No")],
        hints={"no": "Then a duty to notify."},
        conditional={"yes": ["how"]},
    )
    how = PlainTextField(label="How", long=True, required=False)
    name = PlainTextField(label="Name", help_text="In any script", companion="name_state", required=False)
    name_state = StateField()
    born = DatePartsField(label="Date of birth")
    means = MultiChoiceField(
        label="Means", choices=[("debt", "Debt"), ("none", "None")], exclusive="none", required=False
    )
    nationality = ChoiceField(
        label="Nationality", choices=[("AL", "Albanian")], required=False, presentation=Presentation(type_to_find=True)
    )


def drawn(form: forms.Form, name: str) -> str:
    macros = engines["jinja2"].env.get_template("components/field.html").module
    return re.sub(r"[ \n]+", " ", str(macros.field(form[name])))


def as_typed(markup: str) -> str:
    """A textarea's text as a browser reads it: character references decoded, the first line break dropped."""
    inside = re.search(r"<textarea[^>]*>(.*?)</textarea>", markup, re.DOTALL)[1]
    text = html.unescape(inside.replace("\r\n", "\n"))
    return text.removeprefix("\n")


@pytest.mark.parametrize(
    "text", ["\n\nstarts with breaks", "  indented\n    more\n", "</textarea><b>", "a &amp; b", "{{ 7 * 7 }}"]
)
def test_text_survives_being_shown_inside_a_revealed_textarea(text):
    form = PersonForm(initial={"agree": "yes", "how": text})
    macros = engines["jinja2"].env.get_template("components/field.html").module

    markup = str(macros.field(form["agree"]))

    assert as_typed(markup) == text


def test_hint_and_error_describe_the_input():
    form = PersonForm({"name": "\x00"})

    markup = drawn(form, "name")

    assert 'aria-describedby="id_name-hint id_name-error"' in markup
    assert '<label class="govuk-label govuk-label--s" for="id_name">' in markup


def test_companion_is_closed_until_a_state_is_chosen():
    untouched = drawn(PersonForm(), "name")
    chosen = drawn(PersonForm(initial={"name_state": "declined"}), "name")

    assert '<details class="govuk-details nrm-cannot-answer">' in untouched
    assert '<details class="govuk-details nrm-cannot-answer" open>' in chosen
    assert re.findall(r'value="(\w*)" (?:checked)', chosen) == ["declined"]
    assert re.findall(r'name="name_state" type="radio" value="(\w*)"', untouched) == [
        "",
        "not_known",
        "not_asked",
        "declined",
        "not_applicable",
    ]


def test_date_parts_keep_what_was_typed_and_mark_the_wrong_one():
    form = PersonForm({"born-day": "27", "born-month": "March"})
    form.add_error("born", DateFault("Date of birth must include a year", ("year",)))

    markup = drawn(form, "born")

    assert 'id="id_born-day" name="born-day" type="text" value="27"' in markup
    assert 'name="born-month" type="text" value="March"' in markup
    assert re.findall(r'govuk-input--error" id="([\w-]+)"', markup) == ["id_born-year"]
    assert "Date of birth must include a year" in markup


def test_exclusive_checkbox_stands_apart():
    markup = drawn(PersonForm(), "means")

    assert '<div class="govuk-checkboxes__divider">or</div>' in markup
    assert 'value="none" data-behaviour="exclusive"' in markup


def test_long_list_is_a_plain_select_that_a_script_may_improve():
    markup = drawn(PersonForm({"nationality": "AL"}), "nationality")

    assert 'id="id_nationality" name="nationality" data-type-to-find=""' in markup
    assert '<option value="AL" selected>' in markup
