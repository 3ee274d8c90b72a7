"""The filter panels of the lists."""

from __future__ import annotations

from typing import Any

from cases.domain.states import STATUS_WORDS
from deadlines.enums import DueBand
from desks.filters import ANYONE, CHECK, ME, NOBODY, REACHED, RETURNED, CasesFilter, QueueFilter
from desks.selectors.counting import as_bounded

BAND_WORDS = {
    DueBand.OVERDUE: "Overdue",
    DueBand.TODAY: "Today",
    DueBand.THIS_WEEK: "Later this week",
    DueBand.LATER: "After this week",
}
WITH_WORDS = {ANYONE: "Anyone", ME: "Me", NOBODY: "Nobody"}
DECISION_WORDS = {"": "Any", CHECK: "To be checked by me", RETURNED: "Returned to its author"}
STAGE_WORDS = {"": "All cases", "considered": "Being considered", "decided": "Decided"}


def queue_groups(wanted: QueueFilter, counts: dict[str, Any], *, may_check: bool) -> list[dict[str, Any]]:
    """The panel of the authority's list. Each count says how many rows the option would show."""
    decisions = DECISION_WORDS if may_check else {key: words for key, words in DECISION_WORDS.items() if key != CHECK}
    referrer = "" if wanted.referrer is None else str(wanted.referrer)
    organisations = {"": "Any organisation"} | {str(each["id"]): each["name"] for each in counts["referrers"]}
    return [
        {
            "legend": "Due",
            "name": "due",
            "kind": "checkboxes",
            "options": [
                _counted(band.value, BAND_WORDS[band], counts[f"due_{band.value}"], band in wanted.due)
                for band in DueBand
            ],
        },
        {
            "legend": "Status",
            "name": "status",
            "kind": "checkboxes",
            "options": [
                _counted(s.value, STATUS_WORDS[s].caseworker, counts[f"status_{s.value}"], s in wanted.statuses)
                for s in REACHED
            ],
        },
        _group("With", "with", "radios", WITH_WORDS, wanted.caseworker),
        _group("Decision", "decision", "radios", decisions, wanted.decision),
        _group("Referred by", "referrer", "select", organisations, referrer),
    ]


def followed_groups(wanted: CasesFilter) -> list[dict[str, Any]]:
    """The panel of the referrer's list."""
    return [_group("Stage", "stage", "radios", STAGE_WORDS, wanted.stage)]


def _counted(value: str, text: str, found: int, chosen: bool) -> dict[str, Any]:
    return {"value": value, "text": text, "count": str(as_bounded(found)), "chosen": chosen}


def _group(legend: str, name: str, kind: str, words: dict[str, str], chosen: str) -> dict[str, Any]:
    options = [{"value": value, "text": text, "chosen": value == chosen} for value, text in words.items()]
    return {"legend": legend, "name": name, "kind": kind, "options": options}
