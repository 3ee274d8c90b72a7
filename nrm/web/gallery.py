"""What the components page shows, in development: every component with invented people."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from nrm import clock
from nrm.web.dates import GovDateField, PartialDateField
from nrm.web.fields import ChoiceField, EmailAddressField, MultiChoiceField, PlainTextField, Presentation, StateField

AT = dt.datetime(2026, 11, 23, 16, 5, tzinfo=dt.UTC)
NATIONALITIES = [(code, name) for code, name in (("AL", "Albanian"), ("BR", "British"), ("ER", "Eritrean"), ("VN", "Vietnamese"))]
ACCOUNT = "She said:\n\n    “They kept my passport.”\n\nمرحبا  two spaces, and <b>no markup</b>."


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
    born_on = GovDateField(
        label="Date of birth", help_text="For example, 27 3 2007", no_later_than=clock.today, companion="born_on_state"
    )
    born_on_state = StateField()
    started = PartialDateField(label="When did it start?", subject="date it started", help_text="The year is enough.")
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
        choices=[("england", "England"), ("wales", "Wales"), ("scotland", "Scotland"), ("northern_ireland", "Northern Ireland")],
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
        choices=[("debt", "Debt"), ("threats", "Threats"), ("passport", "Passport or papers kept"), ("none", "None of these")],
        exclusive="none",
        hints={"threats": "To the person or their family."},
        conditional={"threats": ["threats_detail"]},
    )
    threats_detail = PlainTextField(label="What was threatened?", long=True, required=False, presentation=Presentation(rows=3))
    account = PlainTextField(
        label="What happened, in their own words",
        subject="what happened",
        long=True,
        help_text="Kept exactly as you type it.",
        presentation=Presentation(rows=6, count=100_000),
    )
    email = EmailAddressField(label="Email address", required=False, presentation=Presentation(width=20))
    phone = forms.CharField(label="Telephone", required=False, widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}))
    password = forms.CharField(label="Password", widget=forms.PasswordInput)


def gallery_context() -> dict[str, Any]:
    """Everything components/gallery.html names."""
    return {
        "fresh_form": GalleryForm(prefix="fresh", initial={"account": ACCOUNT, "consent": "yes", "born_on": dt.date(2007, 3, 27)}),
        "wrong_form": _wrong_form(),
        "errors": [],
        "sections": SECTIONS,
        "rows": SUMMARY_ROWS,
        "facts": FACTS,
        "clocks": CLOCKS,
        "events": EVENTS,
        "filters": FILTERS,
        "columns": ["Case", "Person", "Referred by", "Exploitation", "RG target", "With"],
        "cases": CASES,
        "pages": PAGES,
    }


def _wrong_form() -> GalleryForm:
    form = GalleryForm(
        {"wrong-born_on-day": "31", "wrong-born_on-month": "2", "wrong-nationality": "Atlantean", "wrong-email": "jo@", "wrong-full_name_state": "not_asked"},
        prefix="wrong",
    )
    form.is_valid()
    return form


SECTIONS = [
    {
        "title": "The person",
        "tasks": [
            {"text": "Age and consent", "href": "#", "status": "done"},
            {"text": "Who they are", "href": "#", "status": "done"},
            {"text": "Safety and how to reach them", "href": "#", "status": "in_progress", "hint": "A safe way to write is missing"},
        ],
    },
    {
        "title": "What happened",
        "tasks": [
            {"text": "Exploitation, 2 episodes", "href": "#", "status": "done"},
            {"text": "People and places involved", "href": "#", "status": "not_started"},
            {"text": "Check your answers", "status": "cannot_start"},
        ],
    },
]
SUMMARY_ROWS = [
    {"key": "Episode 1", "value": "Labour, nail bars · about March 2024 to August 2026", "detail": "passport kept, debt of £22,000, moved between shops", "change_href": "#"},
    {"key": "Means", "value": ["Deception", "Debt bondage", "Threats to family"], "change_href": "#"},
    {"key": "Their account", "value": ACCOUNT, "verbatim": True, "change_href": "#"},
    {"key": "Reported before", "value": "", "state": "not_asked", "change_href": "#"},
    {"key": "Safe address", "value": "", "error": "Needed before you can submit", "change_href": "#"},
]
FACTS = [
    {"label": "Case", "value": "NRM-26-031880-R"},
    {"label": "Born", "value": "about 1998"},
    {"label": "Nationality", "value": "Vietnamese"},
    {"label": "Safe contact", "value": "through solicitor only", "danger": True},
]
CLOCKS = [
    {"title": "Reasonable grounds", "value": "Positive", "state": "met", "detail": "issued 14 Oct 2026, day 3 of 5", "why": "Five working days from 12 October 2026, England and Wales calendar."},
    {"title": "Recovery period", "value": "ends with CG decision", "state": "running", "detail": "30 days passed on 12 Nov 2026", "why": ["At least 30 days from the positive decision.", "It ends with the conclusive grounds decision."]},
    {"title": "Police disclosure", "value": "due Fri 27 Nov", "state": "due_soon", "detail": "4 working days left", "links": [{"text": "chase", "href": "#"}]},
    {"title": "Support report", "value": "2 working days over", "state": "overdue", "detail": "was due Thu 19 Nov"},
    {"title": "Conclusive grounds", "value": "may be decided now", "state": "none", "detail": "no target · open 40 days"},
]
EVENTS = [
    {"title": "Police chased", "text": "reminder sent to Derbyshire Constabulary", "at": AT, "by": "system"},
    {"title": "Reasonable grounds: positive", "text": "letter served on solicitor", "at": AT - dt.timedelta(days=40), "by": "A. Okafor"},
    {"title": "Referred", "text": "by Border Force, Dover", "at": AT - dt.timedelta(days=45), "by": "J. Marsh"},
]
FILTERS = [
    {
        "legend": "Due",
        "name": "due",
        "kind": "checkboxes",
        "options": [
            {"value": "overdue", "text": "Overdue", "count": "2", "chosen": True},
            {"value": "today", "text": "Today", "count": "9", "chosen": True},
            {"value": "later", "text": "Later", "count": "1,000+"},
        ],
    },
    {
        "legend": "Allocated",
        "name": "allocated",
        "kind": "radios",
        "options": [
            {"value": "", "text": "Anyone", "chosen": True},
            {"value": "me", "text": "Me"},
            {"value": "nobody", "text": "Nobody"},
        ],
    },
    {
        "legend": "Referred by",
        "name": "referrer",
        "kind": "select",
        "options": [{"value": "", "text": "Any organisation", "chosen": True}, {"value": "1", "text": "Border Force"}],
    },
]
CASES = [
    {
        "value": number,
        "cells": [
            {"text": reference, "href": "#", "tags": flags},
            {"text": person, "detail": detail},
            {"text": referrer},
            {"text": exploitation},
            {"text": due, "tone": tone, "detail": due_detail},
            {"text": worker},
        ],
    }
    for number, (reference, flags, person, detail, referrer, exploitation, due, tone, due_detail, worker) in enumerate(
        [
            ("NRM-26-031842-K", [{"text": "In detention", "colour": "red"}], "Adult · Vietnamese", "", "Immigration Enforcement", "Criminal, labour", "2 working days over", "overdue", "Thu 19 Nov", "D. Hughes"),
            ("NRM-26-031877-B", [], "Child, 16 · British", "turns 18 in 97 days", "Leeds City Council", "Criminal (county lines)", "Today", "strong", "", "Nobody"),
            ("NRM-26-031880-R", [{"text": "Awaiting information", "colour": "yellow"}], "Adult · Eritrean", "", "Border Force", "Sexual, domestic", "Today", "strong", "asked police 18 Nov", "A. Okafor"),
            ("NRM-26-031901-M", [{"text": "Possible match", "colour": "purple"}], "Adult · Albanian", "", "The Salvation Army", "Labour", "Tomorrow", "", "", "Nobody"),
        ]
    )
]
PAGES = {
    "previous_href": "#1",
    "next_href": "#3",
    "items": [{"number": 1, "href": "#1"}, {"number": 2, "href": "#2", "current": True}, {"ellipsis": True}, {"number": 6, "href": "#6"}],
    "summary": "26 to 50 of 142",
}
