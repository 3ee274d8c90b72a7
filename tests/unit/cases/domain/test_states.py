"""The states of a case: the whole table, every refusal, and the words for every status."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from cases.domain.states import (
    STATUS_WORDS,
    TRANSITIONS,
    TransitionNotAllowed,
    awaiting_reasonable_grounds,
    next_status,
    open_statuses,
    reallocatable_statuses,
)
from cases.enums import CaseStatus, NextStep
from nrm.access.permissions import Permission
from nrm.audit.events import Event

ALLOWED = {
    (None, "submit"): CaseStatus.SUBMITTED,
    (CaseStatus.SUBMITTED, "route"): CaseStatus.ROUTED,
    (CaseStatus.ROUTED, "allocate"): CaseStatus.RG_IN_PROGRESS,
    (CaseStatus.RG_IN_PROGRESS, "allocate"): CaseStatus.RG_IN_PROGRESS,
    (CaseStatus.RG_POSITIVE, "allocate"): CaseStatus.RG_POSITIVE,
    (CaseStatus.RG_IN_PROGRESS, "issue_rg_positive"): CaseStatus.RG_POSITIVE,
    (CaseStatus.RG_IN_PROGRESS, "issue_rg_negative"): CaseStatus.RG_NEGATIVE,
    (CaseStatus.RG_POSITIVE, "begin_cg"): CaseStatus.CG_IN_PROGRESS,
    (CaseStatus.CG_IN_PROGRESS, "allocate"): CaseStatus.CG_IN_PROGRESS,
    (CaseStatus.CG_IN_PROGRESS, "issue_cg_positive"): CaseStatus.CG_POSITIVE,
    (CaseStatus.CG_IN_PROGRESS, "issue_cg_negative"): CaseStatus.CG_NEGATIVE,
}
NAMES = [
    "submit",
    "route",
    "allocate",
    "issue_rg_positive",
    "issue_rg_negative",
    "begin_cg",
    "issue_cg_positive",
    "issue_cg_negative",
]
# The one way through; a negative reasonable grounds decision ends it early.
WAY = [
    CaseStatus.SUBMITTED,
    CaseStatus.ROUTED,
    CaseStatus.RG_IN_PROGRESS,
    CaseStatus.RG_POSITIVE,
    CaseStatus.CG_IN_PROGRESS,
]
EVERYTHING = list(product([None, *CaseStatus], NAMES))
TAG_COLOURS = {"grey", "green", "blue", "purple", "red", "orange", "yellow"}


def test_statuses_are_those_of_the_design():
    assert [status.value for status in CaseStatus] == [
        "submitted",
        "routed",
        "rg_in_progress",
        "rg_positive",
        "rg_negative",
        "rg_suspended",
        "cg_in_progress",
        "cg_positive",
        "cg_negative",
        "cg_suspended",
        "closed",
    ]


@pytest.mark.parametrize(("current", "name"), sorted(ALLOWED, key=str))
def test_transition_leads_to_its_status(current, name):
    assert next_status(current, name) is ALLOWED[current, name]


@pytest.mark.parametrize(("current", "name"), [pair for pair in EVERYTHING if pair not in ALLOWED])
def test_every_other_transition_is_refused(current, name):
    with pytest.raises(TransitionNotAllowed):
        next_status(current, name)


@pytest.mark.parametrize(
    ("current", "name", "sentence"),
    [
        (CaseStatus.CLOSED, "route", "This case cannot be routed: its status is “Closed”."),
        (None, "allocate", "This case cannot be allocated: it has not been submitted."),
        (
            CaseStatus.RG_NEGATIVE,
            "issue_rg_positive",
            "A reasonable grounds decision cannot be issued on this case: its status is “Negative reasonable grounds”.",
        ),
        (
            CaseStatus.RG_NEGATIVE,
            "begin_cg",
            "A conclusive grounds decision cannot be begun on this case: its status is “Negative reasonable grounds”.",
        ),
        (
            CaseStatus.RG_POSITIVE,
            "issue_cg_positive",
            "A conclusive grounds decision cannot be issued on this case: its status is “Positive reasonable grounds”.",
        ),
        (CaseStatus.SUBMITTED, "submit", "This referral cannot be submitted: its status is “Submitted”."),
    ],
)
def test_refusal_is_a_sentence_that_says_where_the_case_stands(current, name, sentence):
    with pytest.raises(TransitionNotAllowed) as refused:
        next_status(current, name)

    assert refused.value.sentence == sentence


def test_status_may_be_given_as_it_is_stored():
    assert next_status("rg_in_progress", "allocate") is CaseStatus.RG_IN_PROGRESS


def test_status_that_does_not_exist_is_an_error():
    with pytest.raises(ValueError, match="'lost' is not a valid CaseStatus"):
        next_status("lost", "route")


def test_transition_that_does_not_exist_is_an_error_and_no_refusal():
    with pytest.raises(LookupError, match=r"^There is no transition called lose.$"):
        next_status(CaseStatus.SUBMITTED, "lose")


def test_no_two_rows_answer_the_same_question():
    pairs = [(row.name, status) for row in TRANSITIONS for status in row.from_statuses]

    assert len(pairs) == len(set(pairs))


def test_rows_name_their_permission_and_event():
    named = {(row.name, row.permission, row.event) for row in TRANSITIONS}

    assert named == {
        ("submit", "referrals.submit", "REFERRAL_SUBMITTED"),
        ("route", "cases.route", "CASE_ROUTED"),
        ("allocate", "cases.allocate", "CASE_ALLOCATED"),
        ("issue_rg_positive", "decisions.issue_rg", "REASONABLE_GROUNDS_ISSUED"),
        ("issue_rg_negative", "decisions.issue_rg", "REASONABLE_GROUNDS_ISSUED"),
        ("begin_cg", "decisions.draft_cg", "DECISION_DRAFTED"),
        ("issue_cg_positive", "decisions.issue_cg", "CONCLUSIVE_GROUNDS_ISSUED"),
        ("issue_cg_negative", "decisions.issue_cg", "CONCLUSIVE_GROUNDS_ISSUED"),
    }


def test_permissions_and_events_of_the_table_exist():
    permissions = {row.permission for row in TRANSITIONS} - {permission.value for permission in Permission}
    events = {row.event for row in TRANSITIONS} - set(Event.__members__)

    assert (permissions, events) == (set(), set())


def test_every_status_has_words():
    assert set(STATUS_WORDS) == set(CaseStatus)
    assert all(words.caseworker and words.referrer for words in STATUS_WORDS.values())
    assert {words.colour for words in STATUS_WORDS.values()} <= TAG_COLOURS


def test_words_for_the_caseworker_tell_all_statuses_apart():
    assert len({words.caseworker for words in STATUS_WORDS.values()}) == len(CaseStatus)


def test_referrer_does_not_see_how_work_is_shared_out():
    assert STATUS_WORDS[CaseStatus.SUBMITTED].referrer == STATUS_WORDS[CaseStatus.ROUTED].referrer == "Received"


def test_open_cases_are_those_somebody_has_to_take_further():
    assert open_statuses() == {
        CaseStatus.SUBMITTED,
        CaseStatus.ROUTED,
        CaseStatus.RG_IN_PROGRESS,
        CaseStatus.RG_POSITIVE,
        CaseStatus.RG_SUSPENDED,
        CaseStatus.CG_IN_PROGRESS,
        CaseStatus.CG_SUSPENDED,
    }
    assert {status for status, words in STATUS_WORDS.items() if words.next_step is NextStep.NOBODY} == (
        set(CaseStatus) - open_statuses()
    )


def test_intake_owns_a_case_until_it_is_allocated():
    intake = {status for status, words in STATUS_WORDS.items() if words.next_step is NextStep.INTAKE}

    assert intake == {CaseStatus.SUBMITTED, CaseStatus.ROUTED}


class CaseLife(RuleBasedStateMachine):
    """Any sequence of attempts: only the table moves a case, and a decided case never goes back."""

    def __init__(self):
        super().__init__()
        self.status = None
        self.path = [None]

    @rule(name=st.sampled_from(NAMES))
    def attempt(self, name):
        if (self.status, name) not in ALLOWED:
            with pytest.raises(TransitionNotAllowed):
                next_status(self.status, name)
            return
        self.status = next_status(self.status, name)
        self.path.append(self.status)

    @invariant()
    def goes_one_way_and_each_decision_is_issued_once(self):
        steps = [after for before, after in zip(self.path, self.path[1:], strict=False) if before is not after]
        ended = {CaseStatus.RG_NEGATIVE, CaseStatus.CG_POSITIVE, CaseStatus.CG_NEGATIVE}
        assert [step for step in steps if step not in ended] == WAY[: len([s for s in steps if s not in ended])]
        assert [step for step in steps[:-1] if step in ended] == []

    @invariant()
    def no_conclusive_decision_without_a_positive_reasonable_one(self):
        concluded = {CaseStatus.CG_IN_PROGRESS, CaseStatus.CG_POSITIVE, CaseStatus.CG_NEGATIVE}
        assert self.status not in concluded or CaseStatus.RG_POSITIVE in self.path


TestCaseLife = CaseLife.TestCase


def test_reasonable_grounds_decision_is_awaited_until_it_is_issued_also_while_suspended():
    assert awaiting_reasonable_grounds() == {
        CaseStatus.SUBMITTED,
        CaseStatus.ROUTED,
        CaseStatus.RG_IN_PROGRESS,
        CaseStatus.RG_SUSPENDED,
    }


def test_a_case_may_be_given_to_somebody_else_while_somebody_works_on_it():
    assert reallocatable_statuses() == {
        CaseStatus.RG_IN_PROGRESS,
        CaseStatus.RG_POSITIVE,
        CaseStatus.CG_IN_PROGRESS,
    }
