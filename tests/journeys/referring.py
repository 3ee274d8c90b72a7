"""What a first responder does, page by page; used by every journey that needs a referral."""

from __future__ import annotations

import datetime as dt

from nrm import clock
from tests.journeys.visitor import Visitor

ACCOUNT = "They took her passport.\n\n  She worked from six in the morning <b>every</b> day {{ 7*7 }}.  "
GIVEN, FAMILY = "Zofia‏ß", "O'Brien <i>x</i>"


def begin(person: Visitor, *, nation: str = "England", age: str = "No, they are 18 or over") -> None:
    """Where, when and how old."""
    today = clock.today() - dt.timedelta(days=1)
    person.go("/referrals/new/")
    person.looks_right("Where and when you met")
    person.choose(nation)
    person.fill_date("When did you meet them?", str(today.day), str(today.month), str(today.year))
    person.press("Save and continue")
    person.looks_right("Age")
    person.choose(age)
    person.press("Save and continue")


def consent(person: Visitor) -> None:
    """The adult agrees to both."""
    today = clock.today() - dt.timedelta(days=1)
    person.looks_right("Consent")
    person.choose("Yes, they understand and agree", "Yes, pass their details on for support")
    person.fill_date("When did they agree?", str(today.day), str(today.month), str(today.year))
    person.press("Save and continue")
    person.looks_right("Refer a potential victim")


def fill_sections(person: Visitor) -> None:
    """The sections that are needed, from the task list; the first is left half-filled and taken up again."""
    draft = person.page.url
    person.follow("The person")
    person.looks_right("Who they are")
    person.fill("Given names", GIVEN)
    person.press("Save and come back later")
    person.looks_right("Drafts")
    person.page.goto(draft)
    person.looks_right("Refer a potential victim")
    person.follow("The person")
    assert person.page.get_by_label("Given names", exact=True).input_value() == GIVEN
    person.fill("Family name", FAMILY)
    person.fill_date("Date of birth", "", "", "1998")
    person.press("Save and continue")
    person.looks_right("Nationality and language")
    person.choose_for("Will they need an interpreter?", "No")
    person.press("Save and continue")
    person.looks_right("Refer a potential victim")
    what_happened(person)
    safety(person)
    referrer(person)


def what_happened(person: Visitor) -> None:
    """The account, character for character."""
    person.follow("What happened")
    person.looks_right("What happened")
    person.choose("Labour")
    person.fill("What happened, as far as you know", ACCOUNT)
    person.press("Save and continue")


def safety(person: Visitor) -> None:
    """How to reach the person."""
    person.follow("Safety and how to reach them")
    person.looks_right("Safety")
    person.choose_for("Is anybody in danger now?", "No")
    person.choose("Through somebody they trust")
    person.fill("The number, address or person", "Her sister, 07700 900456")
    person.choose_for("Is it safe to write to them there?", "No")
    person.press("Save and continue")


def referrer(person: Visitor) -> None:
    """How to reach the referrer; some answers that cannot be given are said so on the way."""
    person.follow("You")
    person.looks_right("How to reach you")
    person.fill("Your work phone number", "01332 000000")
    person.press("Save and continue")


def submit(person: Visitor) -> str:
    """Check the answers and submit; returns the reference on the receipt."""
    person.press("Check the answers")
    person.looks_right("Check")
    person.sees(GIVEN, FAMILY, "{{ 7*7 }}")
    person.press("Submit the referral")
    person.looks_right()
    return person.reference()
