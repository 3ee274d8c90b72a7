"""The states of a support package and of its offers, alone and together."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from cases.domain.texts import is_visible
from support.domain.states import (
    OFFER_TRANSITIONS,
    PACKAGE_TRANSITIONS,
    TransitionNotAllowed,
    next_offer_status,
    next_package_status,
    reason_refusal,
)
from support.enums import OfferStatus, PackageStatus

TO_ALLOCATE, OFFERED, IN_SUPPORT, ENDED = PackageStatus
OPEN, ACCEPTED, REFUSED, WITHDRAWN = OfferStatus
PACKAGE = {
    (None, "open"): TO_ALLOCATE,
    (TO_ALLOCATE, "offer"): OFFERED,
    (OFFERED, "accept"): IN_SUPPORT,
    (OFFERED, "refuse"): TO_ALLOCATE,
    (OFFERED, "withdraw"): TO_ALLOCATE,
    (TO_ALLOCATE, "end"): ENDED,
    (OFFERED, "end"): ENDED,
    (IN_SUPPORT, "end"): ENDED,
}
OFFER = {
    (None, "offer"): OPEN,
    (OPEN, "accept"): ACCEPTED,
    (OPEN, "refuse"): REFUSED,
    (OPEN, "withdraw"): WITHDRAWN,
}
PACKAGE_NAMES = ["open", "offer", "accept", "refuse", "withdraw", "end"]
OFFER_NAMES = ["offer", "accept", "refuse", "withdraw"]


@pytest.mark.parametrize(("current", "name"), list(product([None, *PackageStatus], PACKAGE_NAMES)), ids=str)
def test_package_moves_by_the_table_and_in_no_other_way(current, name):
    if (current, name) in PACKAGE:
        assert next_package_status(current, name) is PACKAGE[current, name]
    else:
        with pytest.raises(TransitionNotAllowed):
            next_package_status(current, name)


@pytest.mark.parametrize(("current", "name"), list(product([None, *OfferStatus], OFFER_NAMES)), ids=str)
def test_offer_is_answered_once(current, name):
    if (current, name) in OFFER:
        assert next_offer_status(current, name) is OFFER[current, name]
    else:
        with pytest.raises(TransitionNotAllowed):
            next_offer_status(current, name)


@pytest.mark.parametrize(
    ("current", "name", "sentence"),
    [
        (IN_SUPPORT, "offer", "This person cannot be offered to a provider: its status is “In support”."),
        (None, "end", "Support cannot be ended: no support package is open."),
        (ENDED, "end", "Support cannot be ended: its status is “Support ended”."),
    ],
)
def test_refusal_is_a_sentence_that_says_where_the_package_stands(current, name, sentence):
    with pytest.raises(TransitionNotAllowed) as refused:
        next_package_status(current, name)

    assert refused.value.sentence == sentence


def test_refusal_of_an_offer_says_what_became_of_it():
    with pytest.raises(TransitionNotAllowed) as refused:
        next_offer_status("withdrawn", "accept")

    assert refused.value.sentence == "This offer cannot be accepted: its status is “Withdrawn”."


@pytest.mark.parametrize("step", [next_package_status, next_offer_status])
def test_transition_that_does_not_exist_is_an_error_and_no_refusal(step):
    with pytest.raises(LookupError, match=r"^There is no transition called shred.$"):
        step(None, "shred")


@pytest.mark.parametrize("table", [PACKAGE_TRANSITIONS, OFFER_TRANSITIONS])
def test_no_two_rows_answer_the_same_question(table):
    pairs = [(row.name, status) for row in table for status in row.from_statuses]

    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize("blank", ["", " ", "\r\n\t", "\u200b\u2060", "\u00a0\u3000", "\u202e", "\x00"])
def test_text_in_which_nothing_can_be_seen_is_no_reason(blank):
    assert (is_visible(blank), reason_refusal(blank, "Say why.")) == (False, "Say why.")


@pytest.mark.parametrize("text", ["x", " no space ", "لا", "\u200bx", "👍"])
def test_text_with_something_in_it_is_a_reason(text):
    assert reason_refusal(text, "Say why.") is None


class PackageLife(RuleBasedStateMachine):
    """Any sequence of attempts: the package and its newest offer never contradict each other."""

    def __init__(self) -> None:
        super().__init__()
        self.package = next_package_status(None, "open")
        self.offers: list[OfferStatus] = []

    @rule()
    def offer(self) -> None:
        try:
            self.package = next_package_status(self.package, "offer")
        except TransitionNotAllowed:
            return
        self.offers.append(next_offer_status(None, "offer"))

    @rule(answer=st.sampled_from(["accept", "refuse", "withdraw"]))
    def answer(self, answer: str) -> None:
        current = self.offers[-1] if self.offers else None
        try:
            after = next_offer_status(current, answer)
            package = next_package_status(self.package, answer)
        except TransitionNotAllowed:
            return
        self.offers[-1], self.package = after, package

    @rule()
    def end(self) -> None:
        try:
            after = next_package_status(self.package, "end")
        except TransitionNotAllowed:
            return
        if self.package is OFFERED:
            self.offers[-1] = next_offer_status(self.offers[-1], "withdraw")
        self.package = after

    @invariant()
    def offered_exactly_while_one_offer_is_open(self) -> None:
        assert self.offers.count(OPEN) == (1 if self.package is OFFERED else 0)
        assert OPEN not in self.offers[:-1]

    @invariant()
    def in_support_exactly_after_an_acceptance(self) -> None:
        assert self.offers.count(ACCEPTED) <= 1
        if self.package is IN_SUPPORT:
            assert self.offers[-1] is ACCEPTED
        if self.package in {TO_ALLOCATE, OFFERED}:
            assert ACCEPTED not in self.offers


TestPackageLife = PackageLife.TestCase
