"""What each field accepts, and the sentence when it refuses."""

from __future__ import annotations

import pytest
from django import forms

from nrm.web.field_view import field_view, form_errors, shown_fields
from nrm.web.fields import ChoiceField, EmailAddressField, MultiChoiceField, PlainTextField, Presentation, StateField


class AccountForm(forms.Form):
    account = PlainTextField(label="What happened", subject="what happened", long=True)


class ShortForm(forms.Form):
    note = PlainTextField(label="Note", max_length=5)


class NationalityForm(forms.Form):
    nationality = ChoiceField(
        label="Nationality",
        subject="a nationality",
        choices=[("AL", "Albanian")],
        presentation=Presentation(type_to_find=True),
    )


class ConsentForm(forms.Form):
    consent = ChoiceField(
        label="Consent",
        subject="yes if the person agrees",
        choices=[("yes", "Yes"), ("no", "No")],
        conditional={"yes": ["how"]},
    )
    how = PlainTextField(label="How", required=False)
    born = PlainTextField(label="Born", required=False, companion="born_state")
    born_state = StateField()


class MeansForm(forms.Form):
    means = MultiChoiceField(
        label="Means", subject="how", choices=[("debt", "Debt"), ("none", "None of these")], exclusive="none"
    )


class AddressForm(forms.Form):
    email = EmailAddressField(label="Email", required=False)


KEPT = [
    "  two spaces before and after  ",
    "line\r\nbreak\n\n",
    "مرحبا \u202eright to left\u202c",
    "e\u0301 combining, \u00e9 composed",
    "<script>alert(1)</script> {{ 7 * 7 }} {% now %}",
    "\u200bzero width and \U0001f642",
]


@pytest.mark.parametrize("text", KEPT)
def test_text_is_kept_character_for_character(text):
    form = AccountForm({"account": text})

    assert form.is_valid()
    assert form.cleaned_data["account"] == text


@pytest.mark.parametrize("bad", [chr(0), chr(0xD800), chr(0xDFFF), chr(0xFFFD)])
def test_unstorable_characters_are_refused_and_the_rest_shown_again(bad):
    form = AccountForm({"account": f"before{bad} after"})

    assert form.errors["account"] == [
        (
            "What happened contained characters that cannot be stored. "
            "They have been left out below. Check the text and try again"
        )
    ]
    assert form["account"].value() == "before after"


def test_too_long_text_is_refused_and_shown_whole():
    form = ShortForm({"note": "123456"})

    assert form.errors["note"] == ["Note must be 5 characters or fewer. It is 6 characters long"]
    assert form["note"].value() == "123456"


def test_line_break_counts_as_one_character():
    assert ShortForm({"note": "12\r\n45"}).is_valid()


def test_text_field_takes_a_hundred_thousand_characters_and_no_more():
    assert AccountForm({"account": "x" * 100_000}).is_valid()
    assert AccountForm({"account": "x" * 100_001}).errors["account"] == [
        "What happened must be 100,000 characters or fewer. It is 100,001 characters long"
    ]


@pytest.mark.parametrize("text", ["", "   ", "\r\n"])
def test_required_text_must_say_something(text):
    assert AccountForm({"account": text}).errors["account"] == ["Enter what happened"]


def test_unknown_choice_is_refused_and_shown_again():
    form = NationalityForm({"nationality": "Atlantean"})

    options = field_view(form["nationality"]).options

    assert form.errors["nationality"] == ["Select a nationality from the list"]
    assert [(option.value, option.chosen) for option in options] == [("", False), ("AL", False), ("Atlantean", True)]


def test_exclusive_choice_rules_out_the_others():
    form = MeansForm({"means": ["debt", "none"]})

    assert form.errors["means"] == ["Select the options that apply, or select “None of these”"]


def test_wrong_email_address_shows_the_format():
    form = AddressForm({"email": "jo@"})

    assert form.errors["email"] == ["Enter an email address in the correct format, like name@example.com"]


def test_revealed_and_companion_fields_are_drawn_by_their_owner():
    assert [bound.name for bound in shown_fields(ConsentForm())] == ["consent", "born"]


def test_error_summary_follows_the_page_and_links_to_inputs():
    form = ConsentForm({"born_state": "forgotten"})

    assert form_errors(form) == [
        {"text": "Select yes if the person agrees", "href": "#id_consent"},
        {"text": "Select why there is no answer from the options", "href": "#id_born_state"},
    ]


def test_error_of_the_whole_form_links_to_its_first_field():
    form = AccountForm({"account": "x"})
    form.add_error(None, "Somebody else changed this case")

    assert form_errors(form) == [{"text": "Somebody else changed this case", "href": "#id_account"}]


def test_library_fields_get_a_sentence_that_says_what_to_do():
    class SignInForm(forms.Form):
        code = forms.CharField(label="Code")

    assert form_errors(SignInForm({})) == [{"text": "Enter code", "href": "#id_code"}]
