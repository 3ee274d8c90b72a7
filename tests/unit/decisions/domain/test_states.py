"""The states of a decision, and that no negative goes out without a second person."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from decisions.domain.kinds import KINDS
from decisions.domain.states import (
    STATUS_WORDS,
    TRANSITIONS,
    TRANSITIONS_OF,
    TransitionNotAllowed,
    comments_refusal,
    day_refusal,
    issue_refusal,
    next_status,
    reasons_refusal,
    review_refusal,
)
from decisions.enums import DecisionKind, DecisionOutcome, DecisionStatus
from nrm.access.permissions import Permission
from nrm.audit.events import Event

DRAFT, SENT, RETURNED, ISSUED = DecisionStatus
POSITIVE, NEGATIVE = DecisionOutcome
ALLOWED = {
    (None, "save_draft"): DRAFT,
    (DRAFT, "save_draft"): DRAFT,
    (RETURNED, "save_draft"): DRAFT,
    (SENT, "save_draft"): DRAFT,
    (DRAFT, "send_to_second_caseworker"): SENT,
    (RETURNED, "send_to_second_caseworker"): SENT,
    (SENT, "return_with_comments"): RETURNED,
    (SENT, "approve"): SENT,
    (DRAFT, "issue"): ISSUED,
    (SENT, "issue"): ISSUED,
}
NAMES = ["save_draft", "send_to_second_caseworker", "return_with_comments", "approve", "issue"]
EVERYTHING = list(product([None, *DecisionStatus], NAMES))
AUTHOR, SECOND = 1, 2
NEEDS_SECOND = "A negative decision must be approved by a second caseworker before it is issued."
NEEDS_APPROVAL = "This decision must be approved by the second caseworker before it is issued."
SAME_PERSON = "The second caseworker must be another person than the author of the decision."
WAS_RETURNED = "The second caseworker returned this decision. Change it, or send it again, before it is issued."
DONE = "This decision has been issued already."


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
        (ISSUED, "save_draft", "This decision cannot be changed: its status is “Issued”."),
        (None, "approve", "This decision cannot be approved: it has not been started."),
        (
            SENT,
            "send_to_second_caseworker",
            "This decision cannot be sent to the second caseworker: its status is “With the second caseworker”.",
        ),
        (DRAFT, "return_with_comments", "This decision cannot be returned: its status is “Draft”."),
    ],
)
def test_refusal_is_a_sentence_that_says_where_the_decision_stands(current, name, sentence):
    with pytest.raises(TransitionNotAllowed) as refused:
        next_status(current, name)

    assert refused.value.sentence == sentence


def test_status_may_be_given_as_it_is_stored():
    assert next_status("with_second_caseworker", "approve") is SENT


def test_transition_that_does_not_exist_is_an_error_and_no_refusal():
    with pytest.raises(LookupError, match=r"^There is no transition called shred.$"):
        next_status(DRAFT, "shred")


@pytest.mark.parametrize("kind", DecisionKind)
def test_no_two_rows_answer_the_same_question(kind):
    pairs = [(row.name, status) for row in TRANSITIONS_OF[kind] for status in row.from_statuses]

    assert len(pairs) == len(set(pairs))


def test_both_kinds_move_alike_and_differ_in_who_may_and_what_issuing_is_called():
    reasonable, conclusive = (TRANSITIONS_OF[kind] for kind in DecisionKind)

    moves = [[(row.name, row.from_statuses, row.to) for row in rows] for rows in (reasonable, conclusive)]
    assert moves[0] == moves[1]
    assert {row.permission for row in reasonable} == {"decisions.draft_rg", "decisions.check_rg", "decisions.issue_rg"}
    assert {row.permission for row in conclusive} == {"decisions.draft_cg", "decisions.check_cg", "decisions.issue_cg"}
    assert {row.event for row in reasonable} ^ {row.event for row in conclusive} == {
        "REASONABLE_GROUNDS_ISSUED",
        "CONCLUSIVE_GROUNDS_ISSUED",
    }


def test_permissions_and_events_of_the_table_exist():
    permissions = {row.permission for row in TRANSITIONS} - {permission.value for permission in Permission}
    events = {row.event for row in TRANSITIONS} - set(Event.__members__)

    assert (permissions, events) == (set(), set())


def test_every_status_has_words_of_its_own():
    assert set(STATUS_WORDS) == set(DecisionStatus)
    assert len(set(STATUS_WORDS.values())) == len(DecisionStatus)


@pytest.mark.parametrize(
    ("outcome", "status", "approver", "expected"),
    [
        (POSITIVE, DRAFT, None, None),
        (POSITIVE, RETURNED, None, WAS_RETURNED),
        (POSITIVE, RETURNED, SECOND, WAS_RETURNED),
        (POSITIVE, SENT, None, NEEDS_APPROVAL),
        (POSITIVE, SENT, AUTHOR, SAME_PERSON),
        (POSITIVE, SENT, SECOND, None),
        (POSITIVE, ISSUED, SECOND, DONE),
        (NEGATIVE, DRAFT, None, NEEDS_SECOND),
        # An approval given before the decision was returned and changed is worth nothing.
        (NEGATIVE, DRAFT, SECOND, NEEDS_SECOND),
        (NEGATIVE, RETURNED, SECOND, NEEDS_SECOND),
        (NEGATIVE, RETURNED, None, NEEDS_SECOND),
        (NEGATIVE, SENT, None, NEEDS_APPROVAL),
        (NEGATIVE, SENT, AUTHOR, SAME_PERSON),
        (NEGATIVE, SENT, SECOND, None),
        (NEGATIVE, ISSUED, SECOND, DONE),
    ],
)
def test_who_must_have_approved_before_a_decision_is_issued(outcome, status, approver, expected):
    assert issue_refusal(outcome, status, AUTHOR, approver) == expected


def test_author_may_not_review_and_anybody_else_may():
    assert review_refusal(AUTHOR, AUTHOR) == SAME_PERSON
    assert review_refusal(AUTHOR, SECOND) is None


@pytest.mark.parametrize("blank", ["", " ", "\r\n\t", "\u200b\u2060", "\u00a0\u3000", "\u202e", "\x00"])
def test_text_in_which_nothing_can_be_seen_gives_no_reasons(blank):
    assert reasons_refusal(blank) == "Enter the reasons for the decision."
    assert comments_refusal(blank) == "Enter what the author should change."


@pytest.mark.parametrize("text", ["x", " see minute ", "لا", "\u200bx", "👍"])
def test_text_with_something_in_it_is_accepted(text):
    assert (reasons_refusal(text), comments_refusal(text)) == (None, None)


EARLIEST = date(2026, 12, 24)
COUNTED = (
    "30 calendar days from 24 November 2026: weekends and bank holidays count. Which day is counted first is ours."
)
TOO_EARLY = (
    "A conclusive grounds decision may not be issued on this case before 24 December 2026, so that the person has "
    "their recovery period first (30 calendar days from 24 November 2026: weekends and bank holidays count)."
)


@pytest.mark.parametrize(
    ("today", "sentence"),
    [
        (date(2026, 12, 23), TOO_EARLY),
        (date(2026, 12, 24), None),
        (date(2026, 12, 25), None),
    ],
)
def test_conclusive_decision_goes_out_on_its_earliest_day_and_not_before(today, sentence):
    assert day_refusal("conclusive grounds", EARLIEST, COUNTED, today) == sentence


@given(offset=st.integers(-400, 400))
def test_day_is_refused_exactly_when_it_is_before_the_earliest(offset):
    refused = day_refusal("conclusive grounds", EARLIEST, COUNTED, EARLIEST + timedelta(days=offset))

    assert (refused is None) is (offset >= 0)


def test_kinds_are_a_full_table_whose_permissions_differ():
    reasonable, conclusive = (KINDS[kind] for kind in DecisionKind)

    assert {reasonable.draft, reasonable.check, reasonable.issue}.isdisjoint(
        {conclusive.draft, conclusive.check, conclusive.issue}
    )
    assert (reasonable.not_before, conclusive.not_before) == ("", "cg_earliest")
    assert [conclusive.issue_transition(outcome) for outcome in DecisionOutcome] == [
        "issue_cg_positive",
        "issue_cg_negative",
    ]


class DecisionLife(RuleBasedStateMachine):
    """Any sequence of attempts by three people: an issued negative always has another person's fresh approval."""

    def __init__(self):
        super().__init__()
        self.status = None
        self.outcome = None
        self.approver = None
        self.issued_with = None
        self.today = EARLIEST - timedelta(days=3)
        self.issued_on = None

    def attempt(self, name):
        try:
            self.status = next_status(self.status, name)
        except TransitionNotAllowed:
            return False
        return True

    @rule(outcome=st.sampled_from(DecisionOutcome))
    def save(self, outcome):
        if self.attempt("save_draft"):
            self.outcome = outcome

    @rule()
    def send(self):
        if self.attempt("send_to_second_caseworker"):
            self.approver = None

    @rule(person=st.integers(1, 3))
    def send_back(self, person):
        if review_refusal(AUTHOR, person) is None:
            self.attempt("return_with_comments")

    @rule(person=st.integers(1, 3))
    def approve(self, person):
        if review_refusal(AUTHOR, person) is None and self.attempt("approve"):
            self.approver = person

    @rule()
    def a_day_goes_by(self):
        self.today += timedelta(days=1)

    @rule()
    def issue(self):
        before = self.status
        if day_refusal("conclusive grounds", EARLIEST, COUNTED, self.today) is not None:
            return
        if before is None or issue_refusal(self.outcome, before, AUTHOR, self.approver) is not None:
            return
        assert self.attempt("issue")
        self.issued_with = (before, self.outcome, self.approver)
        self.issued_on = self.today

    @invariant()
    def issued_decisions_stay_as_they_were(self):
        assert (self.status is ISSUED) is (self.issued_with is not None)
        assert self.issued_with is None or self.issued_with[1] is self.outcome

    @invariant()
    def no_negative_goes_out_without_a_second_person(self):
        if self.issued_with and self.outcome is NEGATIVE:
            assert self.issued_with[0] is SENT
            assert self.issued_with[2] in {2, 3}

    @invariant()
    def nothing_goes_out_before_its_day(self):
        assert self.issued_on is None or self.issued_on >= EARLIEST

    @invariant()
    def nothing_goes_out_as_it_was_returned(self):
        assert self.issued_with is None or self.issued_with[0] is not RETURNED


TestDecisionLife = DecisionLife.TestCase
