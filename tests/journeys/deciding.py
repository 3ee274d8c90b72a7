"""What the competent authority does with a case, page by page."""

from __future__ import annotations

from tests.journeys.visitor import Visitor

MINUTE = "The minute: <script>nobody()</script> weighed\n  all evidence. MARK-OF-THE-MINUTE"


def find_route_and_allocate(intake: Visitor, reference: str, caseworker: str = "Amara Okafor") -> None:
    """The intake officer finds the case in the queue with its target, routes it and gives it to a caseworker."""
    intake.go("/queue/")
    intake.looks_right("Reasonable grounds queue")
    intake.fill("Search cases", reference)
    intake.page.keyboard.press("Escape")
    intake.press("Search")
    intake.looks_right()
    intake.sees(reference, "Reasonable grounds target", "ive working days from")
    intake.go(f"/cases/{reference}/route/")
    intake.looks_right("Route the case")
    intake.choose("Single Competent Authority")
    intake.press("Route the case")
    intake.looks_right()
    intake.go(f"/cases/{reference}/allocate/")
    intake.looks_right("Allocate the case")
    intake.choose(caseworker)
    intake.press("Allocate the case")
    intake.looks_right()
    intake.sees(f"Allocated to {caseworker}")


def write_decision(
    caseworker: Visitor, reference: str, outcome: str, button: str, reasons: str = MINUTE, stage: str = "reasonable"
) -> None:
    """Read the file, write outcome and reasons beside what was referred, press the button."""
    caseworker.go(f"/cases/{reference}/")
    caseworker.looks_right()
    caseworker.sees("What happened", reference)
    caseworker.go(f"/cases/{reference}/{stage}-grounds/")
    caseworker.looks_right(f"{stage.capitalize()} grounds decision")
    caseworker.sees("What was referred", "What happened")
    caseworker.choose(outcome)
    caseworker.fill("Reasons", reasons)
    caseworker.press(button)
    caseworker.looks_right()


def check_decision(
    second: Visitor, reference: str, verdict: str, comments: str = "", stage: str = "reasonable"
) -> None:
    """The second caseworker reads the minute and gives a verdict."""
    second.go(f"/cases/{reference}/{stage}-grounds/check/")
    second.looks_right(f"Check the {stage} grounds decision")
    second.sees("MARK-OF-THE-MINUTE")
    second.choose(verdict)
    if comments:
        second.fill("What should the author change?", comments)
    second.press("Finish the check")
    second.looks_right()


def issue(caseworker: Visitor, reference: str, outcome: str, stage: str = "reasonable") -> None:
    """Confirm and issue."""
    caseworker.go(f"/cases/{reference}/{stage}-grounds/issue/")
    caseworker.looks_right(f"Issue the {outcome} {stage} grounds decision")
    caseworker.press(f"Issue the {outcome} decision")
    caseworker.looks_right()
