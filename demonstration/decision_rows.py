"""The reasonable grounds decision of a case, its text and every hand it went through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from decisions.domain.standards import standard_in_force
from decisions.domain.states import next_status
from decisions.enums import DecisionKind, DecisionOutcome, DecisionStatus
from decisions.models import Decision, DecisionStep, DecisionVersion
from demonstration.case_file import CaseFile
from demonstration.numbers import Numbers
from nrm.london import london_date

STEP_WORDS = {
    "save_draft": "drafted",
    "send_to_second_caseworker": "sent_to_second_caseworker",
    "return_with_comments": "returned",
    "approve": "approved",
    "issue": "issued",
}
BY_CHECKER = frozenset({"return_with_comments", "approve"})
REASONS = {
    DecisionOutcome.POSITIVE: "The account is consistent with what the first responder saw and with what is known of "
    "the route. There are reasonable grounds to believe that the person is a victim of modern slavery.",
    DecisionOutcome.NEGATIVE: "The account was weighed together with all available general and specific evidence. It "
    "describes poor working conditions freely entered and left, and no means of control. The test is not met.",
}
COMMENTS = "Say which general evidence was considered, and why it weighs less than the account."
POSITIVE_STAGES = frozenset({"drafted", "rg_positive"})


@dataclass(frozen=True)
class DecisionRows:
    """A decision with its text and its steps by the name of the transition."""

    decision: Decision
    version: DecisionVersion
    steps: dict[str, DecisionStep]

    def rows(self) -> Iterator[Decision | DecisionVersion | DecisionStep]:
        """The decision first."""
        yield self.decision
        yield self.version
        yield from self.steps.values()


def decision_rows(file: CaseFile, numbers: Numbers) -> DecisionRows | None:
    """The decision as far as the case's steps have brought it; None when none was begun."""
    steps = [(step, moment) for step, moment in file.life.steps if step in STEP_WORDS]
    if not steps:
        return None
    outcome = DecisionOutcome.POSITIVE if file.life.stage in POSITIVE_STAGES else DecisionOutcome.NEGATIVE
    decision = _decision(file, outcome, [step for step, _ in steps])
    version = DecisionVersion(
        pk=file.pk,
        decision=decision,
        version=1,
        outcome=outcome.value,
        reasons=REASONS[outcome],
        written_at=steps[0][1],
        written_by=file.author,
    )
    return DecisionRows(
        decision, version, {step: _step(file, decision, step, moment, numbers) for step, moment in steps}
    )


def _decision(file: CaseFile, outcome: DecisionOutcome, steps: list[str]) -> Decision:
    approved_at, issued_at = file.life.moment_of("approve"), file.life.moment_of("issue")
    checker = file.cast.checker(file.life.decision_maker, file.author)
    issued_on = london_date(issued_at) if issued_at else None
    return Decision(
        pk=file.pk,
        case=file.case,
        kind=DecisionKind.REASONABLE_GROUNDS.value,
        status=_status_after(steps).value,
        outcome=outcome.value,
        version=1,
        author=file.author,
        author_person=file.author.person,
        approved_by_person=checker.person if approved_at else None,
        approved_at=approved_at,
        approved_version=1 if approved_at else None,
        issued_by=file.author if issued_at else None,
        issued_at=issued_at,
        issued_on=issued_on,
        standard_of_proof=_standard(issued_on),
    )


def _status_after(steps: list[str]) -> DecisionStatus:
    status = next_status(None, steps[0])
    for step in steps[1:]:
        status = next_status(status.value, step)
    return status


def _standard(issued_on: dt.date | None) -> str:
    return standard_in_force(DecisionKind.REASONABLE_GROUNDS, issued_on).version if issued_on else ""


def _step(file: CaseFile, decision: Decision, step: str, moment: dt.datetime, numbers: Numbers) -> DecisionStep:
    by = file.cast.checker(file.life.decision_maker, file.author) if step in BY_CHECKER else file.author
    return DecisionStep(
        pk=numbers.take(DecisionStep),
        decision=decision,
        step=STEP_WORDS[step],
        version=1,
        comments=COMMENTS if step == "return_with_comments" else "",
        taken_at=moment,
        taken_by=by,
    )
