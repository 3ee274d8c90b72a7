"""What the contractor and the support provider do with somebody's support, page by page."""

from __future__ import annotations

import datetime as dt

from support.domain.words import AREA_WORDS
from support.enums import NeedArea
from tests.journeys.visitor import Visitor

ADDRESS = "14 MARK-OF-THE-SAFEHOUSE Lane\nSheffield"
GOAL = "I want to sleep <b>without</b> being afraid. MARK-OF-THE-GOAL"


def offer(manager: Visitor, reference: str, provider: str) -> None:
    """The contract manager finds the person who waits for support and offers them to a provider."""
    manager.go("/support/")
    manager.looks_right("People in support")
    manager.follow(reference)
    manager.looks_right()
    manager.press("Offer to a provider")
    manager.looks_right("Offer to a provider")
    manager.choose(provider)
    manager.fill("What the provider must know to answer (optional)", "Needs a ground floor room.")
    manager.press("Offer to this provider")
    manager.looks_right()


def refuse(worker: Visitor, reference: str, reason: str) -> None:
    """A support worker of another provider refuses; nothing on the page says who the person is."""
    worker.go(f"/support/{reference}/")
    worker.looks_right("Can you support this person?")
    worker.sees("Needs a ground floor room.")
    worker.choose("No, we cannot")
    worker.fill("Why can you not support them?", reason)
    worker.press("Send the answer")
    worker.looks_right("People in support")


def accept(worker: Visitor, reference: str) -> None:
    """The support worker answers the offer from the list."""
    worker.go("/support/")
    worker.looks_right("People in support")
    worker.sees("Offers to answer", reference)
    worker.go(f"/support/{reference}/answer/")
    worker.looks_right("Can you support this person?")
    worker.choose("Yes, we accept")
    worker.press("Send the answer")
    worker.looks_right()


def assess(worker: Visitor, reference: str, today: dt.date) -> None:
    """The first needs assessment, area by area."""
    worker.go(f"/support/{reference}/needs/")
    worker.looks_right("Needs assessment")
    worker.fill_date("When did you do the assessment with them?", *_parts(today))
    for area in NeedArea:
        level = "Needs help now" if area is NeedArea.ACCOMMODATION else "No need now"
        worker.choose_for(AREA_WORDS[area], level)
    worker.fill("Notes on mental health", "Wakes at night. MARK-OF-THE-NEEDS")
    worker.press("Save the assessment")
    worker.looks_right()


def plan(worker: Visitor, reference: str) -> None:
    """One item in the person's words, then its progress."""
    worker.go(f"/support/{reference}/plan/add/")
    worker.looks_right("Add to the plan")
    worker.page.get_by_label("Which need is it about?", exact=True).select_option(NeedArea.MENTAL_HEALTH.value)
    worker.fill("What do they want to reach?", GOAL)
    worker.fill("What will be done?", "Register with a GP and ask for counselling")
    worker.choose("The support worker")
    worker.press("Add to the plan")
    worker.looks_right()
    worker.sees("MARK-OF-THE-GOAL")
    worker.go(f"/support/{reference}/plan/1/")
    worker.looks_right("Change item 1 of the plan")
    worker.choose("Under way")
    worker.fill("What happened since? (optional)", "Registered with a GP.")
    worker.press("Save the item")
    worker.looks_right()
    worker.sees("Under way")


def place(worker: Visitor, reference: str, today: dt.date) -> None:
    """A safehouse, its address included."""
    worker.go(f"/support/{reference}/placement/")
    worker.looks_right("Record a placement")
    worker.choose("Safehouse")
    worker.fill("Address", ADDRESS)
    worker.fill_date("Since when?", *_parts(today))
    worker.press("Record the placement")
    worker.looks_right()
    worker.sees("MARK-OF-THE-SAFEHOUSE")


def pay(worker: Visitor, reference: str, today: dt.date) -> None:
    """A weekly payment from today."""
    worker.go(f"/support/{reference}/payment/")
    worker.looks_right("Weekly payment")
    worker.fill("How much each week?", "71.14")
    worker.fill("Why this amount?", "The rate of 8 January 2024, told by the contract manager.")
    worker.fill_date("From which day?", *_parts(today))
    worker.press("Save the payment")
    worker.looks_right()
    worker.sees("£71.14")


def _parts(day: dt.date) -> tuple[str, str, str]:
    return str(day.day), str(day.month), str(day.year)
