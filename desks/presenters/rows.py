"""Rows of the lists of cases, in the cells of `components/queue_table.html`."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse

from cases.domain.states import STATUS_WORDS
from cases.enums import CaseStatus
from cases.models import Case, CaseFacts, CaseParty
from decisions.enums import DecisionStatus
from desks.filters import AWAITING_CONCLUSIVE_GROUNDS
from desks.presenters.due import DueWords, day_words, due_words
from desks.presenters.words import exploitation_words, person_words
from referrals.domain.first_night import is_still_tonight

QUEUE_COLUMNS = ["Case", "Person", "Referred by", "Exploitation", "Decision", "With"]
FOLLOWED_COLUMNS = ["Case", "Your reference", "Stage", "Received", "Decision"]
DECISION_TAGS = {
    "draft": {"text": "Decision drafted", "colour": "grey"},
    "with_second_caseworker": {"text": "With second caseworker", "colour": "purple"},
    "returned": {"text": "Decision returned", "colour": "yellow"},
}
APPROVED_TAG = {"text": "Approved, to be issued", "colour": "green"}
STATUS_TAGS = {
    CaseStatus.SUBMITTED.value: {"text": "To route", "colour": "blue"},
    CaseStatus.ROUTED.value: {"text": "To allocate", "colour": "blue"},
    CaseStatus.RG_POSITIVE.value: {"text": "RG positive", "colour": "green"},
    CaseStatus.RG_NEGATIVE.value: {"text": "RG negative", "colour": "grey"},
    CaseStatus.CG_POSITIVE.value: {"text": "CG positive", "colour": "green"},
    CaseStatus.CG_NEGATIVE.value: {"text": "CG negative", "colour": "grey"},
}

KIND_WORDS = {"reasonable_grounds": "Reasonable grounds", "conclusive_grounds": "Conclusive grounds"}

Cell = dict[str, Any]


def queue_row(party: CaseParty, today: dt.date) -> dict[str, Any]:
    """One row of the authority's list; what needs care first, never a name."""
    case = party.case
    facts = facts_of(case)
    return {
        "value": case.reference,
        "cells": [
            case_cell(case, dangers_of(case, today) + _standing(party)),
            {"text": person_words(facts)},
            {"text": referred_by(case)},
            {"text": exploitation_words(facts)},
            decision_cell(party, today),
            {"text": party.caseworker.person.name if party.caseworker else "Nobody"},
        ],
    }


def followed_row(party: CaseParty, today: dt.date) -> dict[str, Any]:
    """One row of the referrer's list: its own reference, the stage in its words, the dates."""
    case = party.case
    referral = getattr(case, "referral", None)
    words = STATUS_WORDS[CaseStatus(party.case_status)]
    return {
        "value": case.reference,
        "cells": [
            case_cell(case, []),
            {"text": referral.own_reference if referral is not None and referral.own_reference else "None given"},
            {"text": words.referrer},
            {"text": day_words(case.received_on, today)},
            target_cell(party, today),
        ],
    }


def case_cell(case: Case, tags: list[dict[str, str]]) -> Cell:
    """The reference, a link to the case."""
    return {"text": case.reference, "href": reverse("desks:case", args=[case.reference]), "tags": tags}


def target_cell(party: CaseParty, today: dt.date) -> Cell:
    """How far off the reasonable grounds target is; once decided, the outcome, of which decision and its date."""
    issued = issued_decision(party)
    if issued is not None:
        decided_on = dt.date.fromisoformat(issued["issued_on"])
        return {
            "text": issued["outcome"].capitalize(),
            "detail": f"{KIND_WORDS[issued['kind']]}, {day_words(decided_on, today)}",
        }
    if party.due_on is None:
        return {"text": "No date set"}
    due: DueWords = due_words(party.due_on, today, party.case.nation)
    return {"text": due.text, "detail": due.detail, "tone": due.tone}


def decision_cell(party: CaseParty, today: dt.date) -> Cell:
    """What is due next of the case, for those who decide it: from when conclusive grounds may be decided, where that is
    what it awaits; else as in `target_cell`."""
    earliest: dt.date | None = party.cg_earliest_on  # type: ignore[attr-defined]  # annotated by the selector
    if CaseStatus(party.case_status) not in AWAITING_CONCLUSIVE_GROUNDS or earliest is None:
        return target_cell(party, today)
    if earliest > today:
        return {"text": f"From {day_words(earliest, today)}", "detail": "Conclusive grounds"}
    if is_being_checked(party):
        return {"text": "Being checked", "detail": f"Conclusive grounds, from {day_words(earliest, today)}"}
    return {
        "text": "Can be made now",
        "detail": f"Conclusive grounds, from {day_words(earliest, today)}",
        "tone": "strong",
    }


def is_being_checked(party: CaseParty) -> bool:
    """Whether the newest decision lies with the second caseworker, who has not approved it."""
    decision: dict[str, Any] | None = party.decision  # type: ignore[attr-defined]  # annotated by the selector
    if decision is None or decision["status"] != DecisionStatus.WITH_SECOND_CASEWORKER.value:
        return False
    return bool(decision["approved"] != decision["version"])


def issued_decision(party: CaseParty) -> dict[str, Any] | None:
    """The newest issued decision beside the row (`kind`, `status`, `outcome`, `issued_on`), if there is one."""
    issued: dict[str, Any] | None = party.issued  # type: ignore[attr-defined]  # annotated by the selector
    return issued


def facts_of(case: Case) -> CaseFacts | None:
    """The case's facts; None for a case without."""
    return getattr(case, "facts", None)


def referred_by(case: Case) -> str:
    """The organisation that made the referral."""
    referral = getattr(case, "referral", None)
    return referral.organisation.name if referral is not None else "Not known"


def dangers_of(case: Case, today: dt.date, *, is_placed: bool = False) -> list[dict[str, str]]:
    """The tags of what cannot wait; where to stay tonight is settled once somebody is placed, and said of a night that
    is over soon after the referral."""
    facts = facts_of(case)
    if facts is None:
        return []
    tags = [{"text": "In danger now", "colour": "red"}] if facts.immediate_risk == "yes" else []
    is_tonight = is_still_tonight(case.received_on, today) and not is_placed
    if facts.needs_accommodation_tonight == "yes" and is_tonight:
        tags.append({"text": "Nowhere to stay tonight", "colour": "orange"})
    return tags


def _standing(party: CaseParty) -> list[dict[str, str]]:
    """Who must act next, where the columns do not say it."""
    decision: dict[str, Any] | None = party.decision  # type: ignore[attr-defined]  # annotated by the selector
    if decision is not None and decision["status"] in DECISION_TAGS:
        return [APPROVED_TAG if decision["approved"] == decision["version"] else DECISION_TAGS[decision["status"]]]
    return [STATUS_TAGS[party.case_status]] if party.case_status in STATUS_TAGS else []
