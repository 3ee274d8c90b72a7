"""What the components page shows, in development: every component with invented people."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django import forms

from nrm.web.dates import DateFault, DatePartsField
from nrm.web.fields import ChoiceField, EmailAddressField, MultiChoiceField, PlainTextField, Presentation, StateField

SAMPLES = Path(__file__).with_name("gallery.json")
NATIONALITIES = [
    (code, name) for code, name in (("AL", "Albanian"), ("BR", "British"), ("ER", "Eritrean"), ("VN", "Vietnamese"))
]
ACCOUNT = "She said:\n\n    “They kept my passport.”\n\nمرحبا  two spaces, and <b>no markup</b>."  # noqa: RUF001  Arabic on purpose


class GalleryForm(forms.Form):
    """One field of every kind."""

    full_name = PlainTextField(
        label="Full name",
        required=False,
        help_text="As the person gives it, in any script.",
        companion="full_name_state",
        presentation=Presentation(width=30),
    )
    full_name_state = StateField()
    born_on = DatePartsField(label="Date of birth", help_text="For example, 27 3 2007", companion="born_on_state")
    born_on_state = StateField()
    started = DatePartsField(label="When did it start?", help_text="The year is enough.")
    nationality = ChoiceField(
        label="Nationality",
        subject="a nationality",
        choices=NATIONALITIES,
        help_text="Type to find it.",
        presentation=Presentation(type_to_find=True),
    )
    nation = ChoiceField(
        label="Where was the person found?",
        subject="where the person was found",
        choices=[
            ("england", "England"),
            ("wales", "Wales"),
            ("scotland", "Scotland"),
            ("northern_ireland", "Northern Ireland"),
        ],
    )
    consent = ChoiceField(
        label="Does the person agree to be referred?",
        subject="yes if the person agrees to be referred",
        choices=[("yes", "Yes"), ("no", "No")],
        hints={"no": "You may have a duty to notify without naming the person."},
        conditional={"yes": ["consent_how"]},
    )
    consent_how = PlainTextField(label="How was this explained?", subject="how this was explained", required=False)
    means = MultiChoiceField(
        label="How were they controlled?",
        subject="how they were controlled",
        choices=[
            ("debt", "Debt"),
            ("threats", "Threats"),
            ("passport", "Passport or papers kept"),
            ("none", "None of these"),
        ],
        exclusive="none",
        hints={"threats": "To the person or their family."},
        conditional={"threats": ["threats_detail"]},
    )
    threats_detail = PlainTextField(
        label="What was threatened?", long=True, required=False, presentation=Presentation(rows=3)
    )
    account = PlainTextField(
        label="What happened, in their own words",
        subject="what happened",
        long=True,
        help_text="Kept exactly as you type it.",
        presentation=Presentation(rows=6, count=100_000),
    )
    email = EmailAddressField(label="Email address", required=False, presentation=Presentation(width=20))
    phone = forms.CharField(
        label="Telephone", required=False, widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})
    )
    password = forms.CharField(label="Password", widget=forms.PasswordInput)


def gallery_context() -> dict[str, Any]:
    """Everything components/gallery.html names."""
    initial = {"account": ACCOUNT, "consent": "yes", "born_on": "2007-03-27"}
    samples: dict[str, Any] = json.loads(SAMPLES.read_text(encoding="utf-8"))
    return samples | {
        "fresh_form": GalleryForm(prefix="fresh", initial=initial),
        "wrong_form": _wrong_form(),
        "errors": [],
    }


def _wrong_form() -> GalleryForm:
    form = GalleryForm(
        {
            "wrong-born_on-day": "31",
            "wrong-born_on-month": "2",
            "wrong-nationality": "Atlantean",
            "wrong-email": "jo@",
            "wrong-full_name_state": "not_asked",
        },
        prefix="wrong",
    )
    form.add_error("born_on", DateFault("Date of birth must include a year", ("year",)))
    return form
