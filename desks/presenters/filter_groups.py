"""The filter panels of the lists."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from cases.domain.states import STATUS_WORDS
from deadlines.enums import DueBand
from desks.filters import (
    ANYONE,
    CHECK,
    CONCLUSIVE,
    ME,
    NOBODY,
    READY,
    REASONABLE,
    RETURNED,
    STAGES,
    CasesFilter,
    QueueFilter,
    offered,
)
from desks.selectors.counting import as_bounded

BAND_WORDS = {
    DueBand.OVERDUE: "Overdue",
    DueBand.TODAY: "Today",
    DueBand.THIS_WEEK: "Later this week",
    DueBand.LATER: "After this week",
}
WITH_WORDS = {ANYONE: "Anyone", ME: "Me", NOBODY: "Nobody"}
DECISION_WORDS = {
    "": "Any",
    READY: "Conclusive grounds, may be made now",
    CHECK: "To be checked by me",
    RETURNED: "Returned to its author",
}
QUEUE_STAGES = {REASONABLE: "Reasonable grounds", CONCLUSIVE: "Conclusive grounds"}
STAGE_WORDS = {"": "All cases", "considered": "Being considered", "decided": "Decided"}


def queue_groups(wanted: QueueFilter, counts: dict[str, Any], *, may_check: bool) -> list[dict[str, Any]]:
    """The panel of the authority's list. Each count says how many rows the option would show."""
    decisions = DECISION_WORDS if may_check else {key: words for key, words in DECISION_WORDS.items() if key != CHECK}
    referrer = "" if wanted.referrer is None else str(wanted.referrer)
    organisations = {"": "Any organisation"} | {str(each["id"]): each["name"] for each in counts["referrers"]}
    return [
        *_due_group(wanted, counts),
        {
            "legend": "Status",
            "name": "status",
            "kind": "checkboxes",
            "options": [
                _counted(s.value, STATUS_WORDS[s].caseworker, counts[f"status_{s.value}"], s in wanted.statuses)
                for s in offered(wanted.stage)
            ],
        },
        _group("With", "with", "radios", WITH_WORDS, wanted.caseworker),
        _group("Decision", "decision", "radios", decisions, wanted.decision),
        _group("Referred by", "referrer", "select", organisations, referrer),
    ]


def stage_links(wanted: QueueFilter) -> list[dict[str, Any]]:
    """The stages of the queue, or of one's own cases, each a list of its own; other filters are left behind."""
    whose = ME if wanted.caseworker == ME else ANYONE
    ahead = [("", "All your open cases")] if whose == ME else []
    stages = [*ahead, *QUEUE_STAGES.items()]
    return [
        {
            "text": words,
            "href": reverse("desks:queue") + QueueFilter(stage=stage, caseworker=whose).query(),
            "current": stage == wanted.stage or (stage == REASONABLE and _is_whole_queue(wanted)),
        }
        for stage, words in stages
    ]


def _is_whole_queue(wanted: QueueFilter) -> bool:
    """Without a stage, the queue of others' cases is that of reasonable grounds, unless a status says more."""
    return not wanted.stage and wanted.caseworker != ME and wanted.statuses == STAGES[REASONABLE]


def _due_group(wanted: QueueFilter, counts: dict[str, Any]) -> list[dict[str, Any]]:
    """Conclusive grounds have no target, so there is nothing to choose by."""
    if wanted.stage == CONCLUSIVE:
        return []
    options = [
        _counted(band.value, BAND_WORDS[band], counts[f"due_{band.value}"], band in wanted.due) for band in DueBand
    ]
    return [{"legend": "Due", "name": "due", "kind": "checkboxes", "options": options}]


def followed_groups(wanted: CasesFilter) -> list[dict[str, Any]]:
    """The panel of the referrer's list."""
    return [_group("Stage", "stage", "radios", STAGE_WORDS, wanted.stage)]


def _counted(value: str, text: str, found: int, chosen: bool) -> dict[str, Any]:
    return {"value": value, "text": text, "count": str(as_bounded(found)), "chosen": chosen}


def _group(legend: str, name: str, kind: str, words: dict[str, str], chosen: str) -> dict[str, Any]:
    options = [{"value": value, "text": text, "chosen": value == chosen} for value, text in words.items()]
    return {"legend": legend, "name": name, "kind": kind, "options": options}
