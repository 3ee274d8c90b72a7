"""A decision, the test it applies and what issuing it does, as the pages say them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from cases.enums import DecisionMaker, Nation
from cases.models import Case
from cases.selectors import has_active_party
from deadlines.domain.compute import deadline
from deadlines.domain.explain import in_words
from deadlines.domain.rules import CG_EARLIEST, MOVE_ON, RECOVERY_PERIOD_END
from deadlines.presenters import with_weekday
from decisions.domain.standards import Standard
from decisions.domain.states import STATUS_WORDS
from decisions.enums import DecisionKind, DecisionOutcome, DecisionStatus
from decisions.models import Decision, DecisionStep, DecisionVersion
from decisions.policies import approval_of, earliest_day_of
from nrm.access.roles import Capacity
from nrm.accounts.models import Membership
from referrals.presenters.account import AccountSection, account_in_file
from referrals.presenters.readback import sections_for_case

OUTCOME_WORDS = {DecisionOutcome.POSITIVE: "Positive", DecisionOutcome.NEGATIVE: "Negative"}
_READ_FIRST = frozenset({"what-happened", "where", "exploiters", "indicators"})
_STATUS_COLOURS = {
    DecisionStatus.DRAFT: "grey",
    DecisionStatus.WITH_SECOND_CASEWORKER: "yellow",
    DecisionStatus.RETURNED: "orange",
    DecisionStatus.ISSUED: "green",
}
_STEP_WORDS = {
    "drafted": "Version {version} written",
    "sent_to_second_caseworker": "Version {version} sent to the second caseworker",
    "returned": "Version {version} returned",
    "approved": "Version {version} approved",
    "issued": "Version {version} issued",
}


@dataclass(frozen=True)
class Minute:
    """A decision with its present text, for those who may read the file. `check` says how far the second caseworker
    has come; `approved_by` is empty until somebody approved."""

    outcome: str
    reasons: str
    version: int
    author: str
    status: str
    status_colour: str
    check: str
    approved_by: str


@dataclass(frozen=True)
class Hand:
    """One entry of the decision's history, as `templates/components/timeline.html` takes it."""

    title: str
    at: dt.datetime
    by: str
    text: str


@dataclass(frozen=True)
class Effect:
    """One thing that issuing does: what, and why or to whom."""

    key: str
    value: str
    detail: str = ""


def minute(decision: Decision, text: DecisionVersion) -> Minute:
    """The decision as its pages show it."""
    status = DecisionStatus(decision.status)
    approver = decision.approved_by_person if approval_of(decision) is not None else None
    return Minute(
        outcome=OUTCOME_WORDS[DecisionOutcome(decision.outcome)],
        reasons=text.reasons,
        version=decision.version,
        author=decision.author.person.name,
        status="Approved by the second caseworker" if approver else STATUS_WORDS[status],
        status_colour="green" if approver else _STATUS_COLOURS[status],
        check=f"Approved by {approver.name}" if approver else _check_words(decision),
        approved_by=approver.name if approver else "",
    )


def _check_words(decision: Decision) -> str:
    """How far the second caseworker has come with a decision nobody has approved."""
    if decision.status == DecisionStatus.WITH_SECOND_CASEWORKER.value:
        return "Asked to check it"
    if decision.status == DecisionStatus.RETURNED.value:
        return "Returned it for changes"
    return "Not asked yet" if decision.outcome == DecisionOutcome.NEGATIVE.value else "Not needed for a positive"


def hands(steps: Sequence[DecisionStep]) -> list[Hand]:
    """Every hand the decision went through, latest first."""
    return [
        Hand(
            title=_STEP_WORDS[step.step].format(version=step.version),
            at=step.taken_at,
            by=step.taken_by.person.name,
            text=step.comments,
        )
        for step in reversed(steps)
    ]


def referral_read(case: Case) -> list[AccountSection]:
    """What was referred, to read beside the reasons: what happened first, and only what was answered."""
    referral = getattr(case, "referral", None)
    if referral is None:
        return []
    sections = account_in_file(sections_for_case(case), referral.question_set)
    read = sorted(sections, key=lambda section: section.key not in _READ_FIRST)
    return [section for section in read if section.rows]


def not_before_words(case: Case, kind: DecisionKind, today: dt.date) -> str:
    """The first day on which this kind of decision may be issued, while it is still to come (London); else empty."""
    earliest = earliest_day_of(case, kind)
    return with_weekday(earliest.due_on) if earliest is not None and earliest.due_on > today else ""


def effects_of_issuing(
    case: Case, decision: Decision, standard: Standard, told: Sequence[Membership], today: dt.date
) -> list[Effect]:
    """What issuing the decision today (London) would do, in the order in which it matters."""
    clocks = _CLOCKS[DecisionKind(decision.kind)](case, DecisionOutcome(decision.outcome), today)
    return [*clocks, _standard_kept(standard), _told(told)]


def _recovery_clocks(case: Case, outcome: DecisionOutcome, today: dt.date) -> list[Effect]:
    if outcome is DecisionOutcome.NEGATIVE:
        return [Effect("Recovery period", "None starts", "The reasonable grounds stage ends with this decision.")]
    nation, decision_maker = Nation(case.nation), DecisionMaker(case.decision_maker)
    period = deadline(RECOVERY_PERIOD_END, today, nation, decision_maker)
    earliest = deadline(CG_EARLIEST, today, nation, decision_maker)
    effects = []
    if period is not None:
        value = f"Starts today and lasts until at least {in_words(period.due_on)}"
        effects.append(Effect("Recovery period", value, period.explanation))
    if earliest is not None:
        value = f"Not before {in_words(earliest.due_on)}"
        effects.append(Effect("Conclusive grounds decision", value, earliest.explanation))
    return effects


def _move_on_clocks(case: Case, outcome: DecisionOutcome, today: dt.date) -> list[Effect]:
    effects = [
        Effect(
            "The case", "Decided", "The recovery period ends with this decision, or with its minimum if that is later."
        )
    ]
    in_support = has_active_party(case, Capacity.PRIME_CONTRACTOR)
    move_on = deadline(MOVE_ON[outcome.value], today, Nation(case.nation)) if in_support else None
    if move_on is None:
        return effects
    at_least = "at least " if outcome is DecisionOutcome.POSITIVE else ""
    value = f"For a person in support, until {at_least}{in_words(move_on.due_on)}"
    return [*effects, Effect("Move-on support", value, move_on.explanation)]


_CLOCKS = MappingProxyType(
    {DecisionKind.REASONABLE_GROUNDS: _recovery_clocks, DecisionKind.CONCLUSIVE_GROUNDS: _move_on_clocks}
)


def _standard_kept(standard: Standard) -> Effect:
    return Effect("Standard of proof", standard.name, "The one in force today is kept with the decision.")


def _told(told: Sequence[Membership]) -> Effect:
    names = ", ".join(f"{each.person.name} ({each.organisation.short_name})" for each in told)
    detail = "By email and in their inbox, without personal data. They see outcome and dates, not your reasons."
    return Effect("Who is told now", names or "Nobody: those who referred have left", detail)
