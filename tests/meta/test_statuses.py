"""Tables keyed by a status have every status; transitions name permissions and events that exist."""

from __future__ import annotations

import pytest

from cases.domain import states as case_states
from cases.enums import CaseStatus
from cases.models import Case, CaseParty, CaseStatusRow
from decisions.domain import states as decision_states
from decisions.enums import DecisionStatus
from decisions.models import Decision
from nrm.access.permissions import Permission
from nrm.audit.events import Event
from support.domain import states as support_states
from support.domain import words as support_words
from support.enums import OfferStatus, PackageStatus
from support.models import SupportOffer, SupportPackage

MACHINES = [
    pytest.param(case_states, CaseStatus, id="case"),
    pytest.param(decision_states, DecisionStatus, id="decision"),
]
# In the design, and led to by no transition yet.
NOT_REACHABLE_YET = {
    CaseStatus.RG_SUSPENDED,
    CaseStatus.CG_SUSPENDED,
    CaseStatus.CLOSED,
}


SUPPORT = [
    pytest.param(support_states.PACKAGE_TRANSITIONS, support_words.PACKAGE_WORDS, PackageStatus, id="package"),
    pytest.param(support_states.OFFER_TRANSITIONS, support_words.OFFER_WORDS, OfferStatus, id="offer"),
]


@pytest.mark.parametrize(("transitions", "words", "statuses"), SUPPORT)
def test_tables_of_support_are_full_and_name_what_exists(transitions, words, statuses):
    assert set(words) == set(statuses)
    assert {row.to for row in transitions} == set(statuses)
    assert {row.permission for row in transitions} - {permission.value for permission in Permission} == set()
    assert {row.event for row in transitions} - {event.name for event in Event} == set()
    assert {row.name for row in transitions} - set(support_states._REFUSALS) == set()


@pytest.mark.parametrize(("machine", "statuses"), MACHINES)
def test_every_status_has_words(machine, statuses):
    assert set(machine.STATUS_WORDS) == set(statuses)


@pytest.mark.parametrize(("machine", "statuses"), MACHINES)
def test_every_status_is_reached_by_a_transition_or_named_as_not_yet(machine, statuses):
    reached = {row.to for row in machine.TRANSITIONS if row.to is not None}

    assert set(statuses) - reached == {status for status in NOT_REACHABLE_YET if isinstance(status, statuses)}


@pytest.mark.parametrize(("machine", "statuses"), MACHINES)
def test_every_transition_names_a_permission_and_an_event_that_exist(machine, statuses):
    permissions = {permission.value for permission in Permission}
    events = {event.name for event in Event}

    assert {row.permission for row in machine.TRANSITIONS} - permissions == set()
    assert {row.event for row in machine.TRANSITIONS} - events == set()


@pytest.mark.parametrize(("machine", "statuses"), MACHINES)
def test_every_transition_has_its_own_refusal(machine, statuses):
    assert {row.name for row in machine.TRANSITIONS} == set(machine._REFUSALS)


def test_the_database_knows_the_same_statuses():
    def known(model, constraint):
        return set(
            dict(next(c for c in model._meta.constraints if c.name == constraint).condition.children)["status__in"]
        )

    assert known(Case, "case_status_known") == {status.value for status in CaseStatus}
    assert known(CaseStatusRow, "status_row_known") == {status.value for status in CaseStatus}
    assert known(Decision, "decision_status_known") == {status.value for status in DecisionStatus}
    assert known(SupportPackage, "package_status_known") == {status.value for status in PackageStatus}
    assert known(SupportOffer, "offer_status_known") == {status.value for status in OfferStatus}
    assert CaseParty._meta.get_field("case_status").max_length >= max(len(status.value) for status in CaseStatus)
