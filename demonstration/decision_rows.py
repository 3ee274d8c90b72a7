"""The decisions of a case, on reasonable and on conclusive grounds: the text and every hand it went through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from decisions.domain.standards import standard_in_force
from decisions.domain.states import next_status
from decisions.enums import DecisionKind, DecisionOutcome, DecisionStatus
from decisions.models import Decision, DecisionStep, DecisionVersion
from demonstration.case_file import CaseFile
from demonstration.life import Steps
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
POSITIVE, NEGATIVE = DecisionOutcome.POSITIVE, DecisionOutcome.NEGATIVE
RG, CG = DecisionKind.REASONABLE_GROUNDS, DecisionKind.CONCLUSIVE_GROUNDS
REASONS = {
    (RG, POSITIVE): "The account is consistent with what the first responder saw and with what is known of the route. "
    "There are reasonable grounds to believe that the person is a victim of modern slavery.",
    (RG, NEGATIVE): "The account was weighed together with all available general and specific evidence. It describes "
    "poor working conditions freely entered and left, and no means of control. The test is not met.",
    (CG, POSITIVE): "The account has been consistent throughout, and the police and the support provider confirm what "
    "can be confirmed. It is more likely than not that the person is a victim of modern slavery.",
    (CG, NEGATIVE): "What was gathered since the first decision contradicts the account in its main points, and the "
    "person was asked about each. It is less likely than not that what they describe happened.",
}
COMMENTS = "Say which general evidence was considered, and why it weighs less than the account."
DRAFTED_POSITIVE = frozenset({"drafted", "cg_drafted"})


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


def decision_rows(file: CaseFile, numbers: Numbers) -> list[DecisionRows]:
    """The decisions as far as the case's steps have brought them; none that was not begun."""
    rg_steps = tuple((step, moment) for step, moment in file.life.steps if step in STEP_WORDS)
    begun = {RG: rg_steps, CG: file.life.cg_steps}
    return [_rows(file, kind, steps, numbers) for kind, steps in begun.items() if steps]


def _rows(file: CaseFile, kind: DecisionKind, steps: Steps, numbers: Numbers) -> DecisionRows:
    outcome = _outcome(file.life.stage, kind)
    decision = _decision(file, kind, outcome, dict(steps), numbers)
    version = DecisionVersion(
        pk=decision.pk,
        decision=decision,
        version=1,
        outcome=outcome.value,
        reasons=REASONS[kind, outcome],
        written_at=steps[0][1],
        written_by=file.author,
    )
    return DecisionRows(
        decision, version, {step: _step(file, decision, step, moment, numbers) for step, moment in steps}
    )


def _outcome(stage: str, kind: DecisionKind) -> DecisionOutcome:
    """What was sent to a second caseworker is a negative."""
    went_on = kind is RG and stage.startswith("cg_")
    return POSITIVE if went_on or stage in DRAFTED_POSITIVE or stage.endswith("_positive") else NEGATIVE


def _decision(
    file: CaseFile, kind: DecisionKind, outcome: DecisionOutcome, steps: dict[str, dt.datetime], numbers: Numbers
) -> Decision:
    approved_at, issued_at = steps.get("approve"), steps.get("issue")
    checker = file.cast.checker(file.life.decision_maker, file.author)
    issued_on = london_date(issued_at) if issued_at else None
    return Decision(
        pk=numbers.take(Decision),
        case=file.case,
        kind=kind.value,
        status=_status_after(list(steps)).value,
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
        standard_of_proof=standard_in_force(kind, issued_on).version if issued_on else "",
    )


def _status_after(steps: list[str]) -> DecisionStatus:
    status = next_status(None, steps[0])
    for step in steps[1:]:
        status = next_status(status.value, step)
    return status


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
