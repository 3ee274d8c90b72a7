"""Rows of intake's lists, as `components/queue_table.html` takes them, and the pages around them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from nrm.jinja import date_short, datetime_short
from nrm.web.pagination import ROWS, ListPage
from referrals.domain.question import label_for
from referrals.domain.question_set import load
from referrals.models import Draft, DutyToNotify
from referrals.presenters.words import path_words

DRAFT_COLUMNS = ("Your reference", "Who it is about", "Last changed", "Remove")
REPORT_COLUMNS = ("Reference", "Submitted", "By", "Nationality", "Type of exploitation")
LONGEST_SHOWN = 60


def draft_rows(drafts: list[Draft], duty: str) -> list[dict[str, Any]]:
    """One row a draft: the organisation's own reference, never the person's name."""
    return [{"cells": _draft_cells(draft, duty)} for draft in drafts]


def report_rows(reports: list[DutyToNotify]) -> list[dict[str, Any]]:
    """One row a report."""
    return [{"cells": _report_cells(report)} for report in reports]


def pages_around(page: ListPage[Any], address: str) -> dict[str, str]:
    """Where the list goes on, as `components/pagination.html` takes it."""
    first = (page.number - 1) * ROWS
    around = {}
    if page.has_previous or page.has_next:
        around["summary"] = f"{first + 1} to {first + len(page.rows)} of {page.count}"
    if page.has_previous:
        around["previous_href"] = f"{address}?page={page.number - 1}"
    if page.has_next:
        around["next_href"] = f"{address}?page={page.number + 1}"
    return around


def draft_caption(draft: Draft) -> str:
    """What a draft is called above the title of its pages."""
    name = draft_name(draft)
    return f"Draft {name}" if draft.own_reference.strip() else f"Draft s{name[1:]}"


def draft_name(draft: Draft) -> str:
    """What a draft is called in a list: the organisation's own reference, shortened, or when it was started."""
    own = " ".join(draft.own_reference.split())
    if own:
        return own if len(own) <= LONGEST_SHOWN else own[:LONGEST_SHOWN] + "…"
    return f"Started {datetime_short(draft.started_at)}"


def _draft_cells(draft: Draft, duty: str) -> list[dict[str, Any]]:
    address = reverse("referrals:draft", kwargs={"draft_id": draft.pk})
    words = path_words(draft.answers, duty)
    return [
        {"text": draft_name(draft), "href": address, "detail": f"Started by {draft.started_by.person.name}"},
        {"text": words[:1].upper() + words[1:]},
        {"text": datetime_short(draft.changed_at), "detail": f"by {draft.changed_by_label}"},
        {"text": "Delete", "href": reverse("referrals:dispose", kwargs={"draft_id": draft.pk})},
    ]


def _report_cells(report: DutyToNotify) -> list[dict[str, Any]]:
    return [
        {
            "text": report.reference,
            "href": reverse("referrals:duty-to-notify", kwargs={"reference": report.reference}),
        },
        {"text": date_short(report.submitted_on)},
        {"text": report.submitted_by.person.name},
        {"text": _labels(report, "nationalities", report.nationalities)},
        {"text": _labels(report, "exploitation_types", report.exploitation_types)},
    ]


def report_details(report: DutyToNotify) -> list[dict[str, Any]]:
    """Everything a report says, as rows of a summary list."""
    said = (
        ("nation", [report.nation]),
        ("sex", [report.sex]),
        ("age_band", [report.age_band]),
        ("nationalities", report.nationalities),
        ("exploitation_types", report.exploitation_types),
        ("where_exploited", [report.exploitation_place]),
        ("police_force_area", [report.police_force]),
    )
    question_set = load(report.question_set)
    return [{"key": question_set.question(key).label, "value": _labels(report, key, codes)} for key, codes in said]


def _labels(report: DutyToNotify, key: str, codes: list[str]) -> str:
    question = load(report.question_set).question(key)
    return ", ".join(label_for(question, code) for code in codes if code) or "Not known"
