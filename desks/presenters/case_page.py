"""The case file's page: who, every clock, the decisions, what this person may do now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.urls import reverse

from cases.domain.ages import days_to_eighteen, eighteenth_birthday
from cases.domain.states import STATUS_WORDS, reallocatable_statuses
from cases.enums import CaseStatus
from cases.models import Case
from cases.selectors import headline_of
from deadlines.presenters import MAY_BE_MADE, clock_cards
from decisions.domain.kinds import KINDS
from decisions.domain.standards import standard_known_as
from decisions.domain.states import STATUS_WORDS as DECISION_STATUS_WORDS
from decisions.enums import DecisionKind, DecisionStatus
from decisions.models import Decision
from desks.presenters.care import contact_words, is_contact_dangerous
from desks.presenters.words import labels
from desks.selectors.case_file import CaseFile
from nrm.access.actors import PersonActor
from nrm.access.check import refusal
from nrm.access.permissions import Permission
from referrals.domain.answers import Answers
from referrals.enums import AnswerState


@dataclass(frozen=True)
class Act:
    """One thing that can be done to a case: its button, its page, and where it may stand as the next step. `of` is the
    kind of decision it writes, checks or issues."""

    text: str
    route: str
    permission: Permission
    statuses: frozenset[CaseStatus]
    again: str = ""
    of: DecisionKind | None = None


RG, CG = DecisionKind.REASONABLE_GROUNDS, DecisionKind.CONCLUSIVE_GROUNDS
_RG_PROGRESS, _CG_PROGRESS = frozenset({CaseStatus.RG_IN_PROGRESS}), frozenset({CaseStatus.CG_IN_PROGRESS})
_UNROUTED = frozenset({CaseStatus.SUBMITTED, CaseStatus.ROUTED})
ACTS = (
    Act("Route this case", "cases:route", Permission.ROUTE_CASE, frozenset({CaseStatus.SUBMITTED})),
    Act(
        "Allocate this case",
        "cases:allocate",
        Permission.ALLOCATE_CASE,
        frozenset({CaseStatus.ROUTED}) | reallocatable_statuses(),
        "Reallocate this case",
    ),
    Act(
        "Record a reasonable grounds decision",
        "decisions:record-reasonable-grounds",
        Permission.DRAFT_REASONABLE_GROUNDS,
        _UNROUTED | _RG_PROGRESS,
        "Open the reasonable grounds decision",
        RG,
    ),
    Act(
        "Record a conclusive grounds decision",
        "decisions:record-conclusive-grounds",
        Permission.DRAFT_CONCLUSIVE_GROUNDS,
        frozenset({CaseStatus.RG_POSITIVE}) | _CG_PROGRESS,
        "Open the conclusive grounds decision",
        CG,
    ),
    Act(
        "Check the decision",
        "decisions:check-reasonable-grounds",
        Permission.CHECK_REASONABLE_GROUNDS,
        _RG_PROGRESS,
        of=RG,
    ),
    Act(
        "Check the decision",
        "decisions:check-conclusive-grounds",
        Permission.CHECK_CONCLUSIVE_GROUNDS,
        _CG_PROGRESS,
        of=CG,
    ),
    Act(
        "Issue the decision",
        "decisions:issue-reasonable-grounds",
        Permission.ISSUE_REASONABLE_GROUNDS,
        _RG_PROGRESS,
        of=RG,
    ),
    Act(
        "Issue the decision",
        "decisions:issue-conclusive-grounds",
        Permission.ISSUE_CONCLUSIVE_GROUNDS,
        _CG_PROGRESS,
        of=CG,
    ),
)
SOON_EIGHTEEN = 90
_NEED_A_DECISION = frozenset(permission for rules in KINDS.values() for permission in (rules.check, rules.issue))
_DRAFTING = frozenset(rules.draft for rules in KINDS.values())


def identity_bar(file: CaseFile) -> dict[str, Any]:
    """What `components/identity_bar.html` shows of the case."""
    case, referral = file.case, getattr(file.case, "referral", None)
    head = headline_of(case)
    facts = {fact.label: fact.value for fact in head.facts}
    nationalities = labels("nationalities", case.identity.nationalities) if case.identity else []
    born = facts["Born"] if case.identity and case.identity.born_on else _why_missing(file.answers, "date_of_birth")
    safe = contact_words(file.answers, referral.question_set) if referral is not None else "Not known"
    return {
        "name": head.name,
        "stage": asdict(head.stage),
        "facts": [
            {"label": "Case", "value": facts["Case"]},
            {"label": "Born", "value": born},
            {"label": "Nationality", "value": ", ".join(nationalities) or _why_missing(file.answers, "nationalities")},
            {"label": "Safe contact", "value": safe, "danger": is_contact_dangerous(file.answers)},
            {"label": "Caseworker", "value": facts["Caseworker"]},
        ],
    }


def clocks(
    case: Case, deadlines: Sequence[Any], decisions: Mapping[DecisionKind, Decision], today: dt.date
) -> list[dict[str, Any]]:
    """The cards: the outcomes first, the newest decision before the one it follows, then each date with why."""
    concluded_on = decisions[CG].issued_on if CG in decisions else None
    found = clock_cards(deadlines, nation=case.nation, today=today, concluded_on=concluded_on)
    cards = [_while_checked(asdict(card), decisions.get(CG)) for card in found]
    issued = [decisions[kind] for kind in (CG, RG) if kind in decisions and decisions[kind].issued_on]
    return [*(outcome_card(decision) for decision in issued), *cards]


def _while_checked(card: dict[str, Any], conclusive: Decision | None) -> dict[str, Any]:
    """The card of a date that has come says so only while the decision does not lie with the second caseworker."""
    if card["value"] != MAY_BE_MADE or conclusive is None or not _is_being_checked(conclusive):
        return card
    return card | {"value": "With second caseworker", "detail": f"may be issued {card['detail']}, once approved"}


def _is_being_checked(decision: Decision) -> bool:
    is_sent = decision.status == DecisionStatus.WITH_SECOND_CASEWORKER.value
    return is_sent and decision.approved_version != decision.version


def age_cards(case: Case, today: dt.date) -> list[dict[str, Any]]:
    """How long the case has been open, and for a child whose birthday is known, when they turn 18."""
    days = (today - case.received_on).days
    received = f"received {case.received_on.day} {case.received_on:%B %Y}"
    is_open = STATUS_WORDS[CaseStatus(case.status)].is_open
    cards = [{"title": "Open for", "value": _days(days), "detail": received, "state": "none"}] if is_open else []
    identity = case.identity
    if identity is None or identity.born_on is None or identity.born_precision != "day":
        return cards
    left = days_to_eighteen(identity.born_on, today)
    if left <= 0:
        return cards
    birthday = eighteenth_birthday(identity.born_on)
    turns = f"{birthday.day} {birthday:%B %Y}"
    state = "due_soon" if left <= SOON_EIGHTEEN else "running"
    return [{"title": "Turns 18", "value": f"in {_days(left)}", "detail": turns, "state": state}, *cards]


def outcome_card(decision: Decision) -> dict[str, Any]:
    """The issued decision as a card."""
    issued_on = decision.issued_on
    return {
        "title": _title(DecisionKind(decision.kind)),
        "value": decision.outcome.capitalize(),
        "detail": f"issued {issued_on.day} {issued_on:%B %Y}" if issued_on else "",
        "state": "met" if decision.outcome == "positive" else "none",
    }


def acts(file: CaseFile, actor: PersonActor) -> list[dict[str, Any]]:
    """The buttons of the decision panel: what may be done first; what may not, with the reason."""
    status = CaseStatus(file.case.status)
    offered = [act for act in ACTS if status in act.statuses and act.permission in actor.permissions]
    offered = [act for act in offered if act.of in file.decisions or act.permission not in _NEED_A_DECISION]
    buttons = [_button(act, file, actor) for act in offered]
    allowed = [button for button in buttons if not button["disabled_reason"]]
    for button in allowed[1:]:
        button["kind"] = "secondary"
    return allowed + [button for button in buttons if button["disabled_reason"]]


def is_decided(file: CaseFile) -> bool:
    """Whether a decision was issued: then it is read before what was referred."""
    return any(decision.status == DecisionStatus.ISSUED.value for decision in file.decisions.values())


def decision_panels(file: CaseFile) -> list[dict[str, Any]]:
    """Every decision in the file under its title, the newest stage first."""
    return [
        {"title": _title(kind), "rows": decision_rows(file.decisions[kind])}
        for kind in (CG, RG)
        if kind in file.decisions
    ]


def decision_rows(decision: Decision) -> list[dict[str, Any]]:
    """The decision in the file: the outcome and who made it; the reasons once it is issued."""
    issued = decision.status == DecisionStatus.ISSUED.value
    rows: list[dict[str, Any]] = [
        {"key": "Outcome" if issued else "Proposed outcome", "value": decision.outcome.capitalize()},
        {"key": "Status", "value": DECISION_STATUS_WORDS[DecisionStatus(decision.status)]},
        {"key": "Written by", "value": decision.author.person.name},
    ]
    if decision.approved_by_person is not None:
        rows.append({"key": "Second caseworker", "value": decision.approved_by_person.name})
    if issued and decision.issued_on:
        rows.append({"key": "Issued", "value": f"{decision.issued_on.day} {decision.issued_on:%B %Y}"})
        rows.append({"key": "Standard of proof", "value": _standard_words(decision)})
        rows.append({"key": "Reasons", "value": _reasons(decision), "verbatim": True})
    return rows


def _why_missing(answers: Answers, key: str) -> str:
    """What was said in place of a value; `Not answered` where nothing was."""
    answer = answers.get(key)
    if answer is None or answer["state"] == AnswerState.ANSWERED:
        return "Not answered"
    return AnswerState(answer["state"]).label


def _title(kind: DecisionKind) -> str:
    return f"{KINDS[kind].words.capitalize()} decision"


def _days(number: int) -> str:
    return f"{number:,} day{'' if number == 1 else 's'}"


def _standard_words(decision: Decision) -> str:
    standard = standard_known_as(decision.standard_of_proof)
    return standard.name if standard is not None else "Not recorded"


def _reasons(decision: Decision) -> str:
    versions = {each.version: each.reasons for each in decision.shown_versions}  # type: ignore[attr-defined]
    return versions.get(decision.version, "")


def _button(act: Act, file: CaseFile, actor: PersonActor) -> dict[str, Any]:
    begun = act.permission is Permission.ALLOCATE_CASE and file.case.allocated_to is not None
    begun = begun or (act.permission in _DRAFTING and act.of in file.decisions)
    return {
        "text": act.again if begun and act.again else act.text,
        "href": reverse(act.route, args=[file.case.reference]),
        "kind": "primary",
        "disabled_reason": refusal(actor, act.permission, file.case),
    }
