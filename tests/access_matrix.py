"""The rows the access matrix speaks of, made by the real actions, and the addresses and forms that go with them.

The table of expectations is the product's: `desks/reference/access_matrix.py`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from cases.models import Case
from desks.reference.access_matrix import Row
from nrm.notices.models import InboxItem
from referrals.domain.question_set import CURRENT_VERSION
from support.models import SupportPackage
from tests import support_things
from tests.factories import referrals as intake
from tests.factories.cases import CG, REASONS, actor, case_at
from tests.factories.decisions import decision_at
from tests.factories.machines import connected_system


@dataclass(frozen=True)
class Thing:
    """What an address holds, what a form about it is sent, and the same address for a thing that never was."""

    arguments: dict[str, Any]
    never_was: dict[str, Any]
    form: dict[str, Any] = field(default_factory=dict)


def _case(case: Case, **form: Any) -> Thing:
    case.refresh_from_db()
    return Thing({"reference": case.reference}, {"reference": "NRM-26-999999-A"}, form)


def _package(made: tuple[SupportPackage, dict[str, Any]], **more: Any) -> Thing:
    package, form = made
    at = {"reference": package.case.reference, **more}
    return Thing(at, at | {"reference": "NRM-26-999999-A"}, form)


def _draft(referrer: str, **more: Any) -> Thing:
    draft = intake.draft(actor(referrer))
    return Thing(
        {"draft_id": draft.pk, **more},
        {"draft_id": uuid.UUID(int=1), **more},
        {"version": str(draft.version), "press": "later"},
    )


def _report(referrer: str) -> Thing:
    report = intake.duty_to_notify(actor(referrer))
    return Thing({"reference": report.reference}, {"reference": "DTN-26-999999-A"})


def _member(slug: str) -> Thing:
    return Thing({"membership_id": actor(slug).membership_id}, {"membership_id": 999_999_999}, {"role": "lead"})


def _notice(authority: str) -> Thing:
    case_at("rg_in_progress", authority=authority)
    item = InboxItem.objects.filter(person_id=actor(f"{authority}-caseworker").person_id).latest("pk")
    return Thing({"item_id": item.pk}, {"item_id": 999_999_999})


def _machine(organisation: str) -> Thing:
    machine = connected_system(organisation)
    form = {"label": "live", "days": "90", "what": "system"}
    return Thing({"membership_id": machine.membership_id}, {"membership_id": 999_999_999}, form)


def _route_form(case: Case) -> dict[str, Any]:
    return {"version": str(case.version), "decision_maker": "sca", "reason": ""}


def _submitted(referrer: str) -> Thing:
    case = case_at("submitted", referrer=referrer)
    return _case(case, **_route_form(case))


def _routed() -> Thing:
    case = case_at("routed")
    return _case(case, version=str(case.version), caseworker=str(actor("sca-caseworker").membership_id))


def _decision_form() -> dict[str, Any]:
    return {"version": "0", "outcome": "positive", "reasons": REASONS, "step": "draft"}


# What `on` means in a row of the matrix: of Derbyshire Constabulary, decided by the SCA.
NEAR: dict[str, Callable[[], Thing]] = {
    "": lambda: Thing({}, {}),
    "submitted case": lambda: _submitted("police-referrer"),
    "routed case": _routed,
    "case in progress": lambda: _case(case_at("rg_in_progress"), **_decision_form()),
    "case with a decision to check": lambda: _case(
        decision_at("with_second_caseworker").case, version="1", verdict="approve"
    ),
    "case with an approved decision": lambda: _case(decision_at("approved").case, version="1"),
    "case in its recovery period": lambda: _case(case_at("rg_positive"), **_decision_form()),
    "case with a conclusive grounds decision to check": lambda: _case(
        decision_at("with_second_caseworker", kind=CG).case, version="1", verdict="approve"
    ),
    "case with an approved conclusive grounds decision": lambda: _case(
        decision_at("approved", kind=CG).case, version="1"
    ),
    "draft": lambda: _draft("police-referrer"),
    "page of the draft": lambda: _draft("police-referrer", page_key="name-and-birth"),
    "duty to notify report": lambda: _report("police-referrer"),
    "member": lambda: _member("police-referrer"),
    "notice to sca-caseworker": lambda: _notice("sca"),
    "connected system": lambda: _machine("derbyshire-police"),
    "package to allocate": lambda: _package(support_things.near("to_allocate")),
    "offered package": lambda: _package(support_things.near("offered")),
    "package in support": lambda: _package(support_things.near("in_support")),
    "item of a plan": lambda: _package(support_things.near_item(), number=1),
    "placement": lambda: _package(support_things.near_placement(), number=1),
    "question set": lambda: Thing({"version": CURRENT_VERSION}, {"version": "1999-01"}),
}


def _hidden_case() -> Thing:
    return _case(case_at("rg_in_progress", referrer="other-police-referrer", authority="ieca"), **_decision_form())


# The same kinds of thing elsewhere: of West Yorkshire Police, decided by the IECA.
HIDDEN: dict[str, Callable[[], Thing]] = {
    **{on: _hidden_case for on in NEAR if "case" in on},
    "draft": lambda: _draft("other-police-referrer"),
    "page of the draft": lambda: _draft("other-police-referrer", page_key="name-and-birth"),
    "duty to notify report": lambda: _report("other-police-referrer"),
    "member": lambda: _member("ieca-caseworker"),
    "notice to sca-caseworker": lambda: _notice("ieca"),
    "connected system": lambda: _machine("west-yorkshire-police"),
    "package to allocate": lambda: _package(support_things.hidden("to_allocate")),
    "offered package": lambda: _package(support_things.hidden("offered")),
    "package in support": lambda: _package(support_things.hidden("in_support")),
    "item of a plan": lambda: _package(support_things.hidden("in_support"), number=1),
    "placement": lambda: _package(support_things.hidden("in_support"), number=1),
    "question set": lambda: Thing({"version": "2026-12"}, {"version": "1999-01"}),  # nobody's: there is one set for all
}

# Forms of addresses that hold no thing.
FORMS: dict[str, dict[str, Any]] = {
    "demo:sign-in": {"persona": "police-referrer"},
    "desks:search": {"q": "Linh 12/3/1998"},
}
QUERIES: dict[str, dict[str, str]] = {
    "desks:suggest": {"q": "NRM"},
    "desks:record-case": {"reference": "NRM-26-000001-A"},
    "desks:record-person": {"email": "sca-caseworker@demo.example"},
}


def ask(client: Any, row: Row, arguments: dict[str, Any], form: dict[str, Any]) -> Any:
    """The client's answer to the row's method at the row's address."""
    address = reverse(row.url_name, kwargs=arguments)
    if row.method == "GET":
        return client.get(address, QUERIES.get(row.url_name, {}))
    return client.post(address, FORMS.get(row.url_name, form))
