from __future__ import annotations

import pytest
from django.http import QueryDict

from cases.enums import CaseStatus
from deadlines.enums import DueBand
from desks.filters import (
    AWAITING_CONCLUSIVE_GROUNDS,
    AWAITING_REASONABLE_GROUNDS,
    OPEN,
    REACHED,
    CasesFilter,
    QueueFilter,
)


def test_no_choice_means_the_cases_that_await_a_reasonable_grounds_decision():
    wanted = QueueFilter.from_query(QueryDict(""))

    assert wanted == QueueFilter((), (), "anyone", "", None, "")
    assert wanted.statuses == AWAITING_REASONABLE_GROUNDS
    assert wanted.address_values() == []


def test_what_the_page_does_not_offer_is_left_out():
    wanted = QueueFilter.from_query(QueryDict("status=drop&due=never&with=x&decision=y&referrer=1%27--&page=2"))

    assert wanted == QueueFilter()


def test_the_address_of_a_filter_reads_back_as_the_same_filter():
    query = "status=rg_positive&due=overdue&due=today&with=me&decision=returned&referrer=7"

    wanted = QueueFilter.from_query(QueryDict(query))

    assert wanted == QueueFilter((CaseStatus.RG_POSITIVE,), (DueBand.OVERDUE, DueBand.TODAY), "me", "returned", 7)
    assert wanted.query() == f"?{query}"


def test_the_referrers_list_knows_two_stages():
    assert [CasesFilter.from_query(QueryDict(f"stage={stage}")).stage for stage in ("considered", "decided", "x")] == [
        "considered",
        "decided",
        "",
    ]


def test_statuses_offered_are_those_some_transition_leads_to():
    assert set(REACHED) == {
        CaseStatus.SUBMITTED,
        CaseStatus.ROUTED,
        CaseStatus.RG_IN_PROGRESS,
        CaseStatus.RG_POSITIVE,
        CaseStatus.RG_NEGATIVE,
        CaseStatus.CG_IN_PROGRESS,
        CaseStatus.CG_POSITIVE,
        CaseStatus.CG_NEGATIVE,
    }


@pytest.mark.parametrize(
    ("query", "statuses"),
    [
        ("stage=reasonable", AWAITING_REASONABLE_GROUNDS),
        ("stage=conclusive", AWAITING_CONCLUSIVE_GROUNDS),
        ("stage=conclusive&status=rg_positive", (CaseStatus.RG_POSITIVE,)),
        ("stage=conclusive&status=submitted", AWAITING_CONCLUSIVE_GROUNDS),
        ("stage=never", AWAITING_REASONABLE_GROUNDS),
        ("with=me", OPEN),
        ("decision=check", OPEN),
        ("with=nobody", AWAITING_REASONABLE_GROUNDS),
    ],
)
def test_a_stage_says_which_statuses_are_shown(query, statuses):
    assert QueueFilter.from_query(QueryDict(query)).statuses == statuses


@pytest.mark.parametrize("query", ["stage=conclusive&decision=ready", "stage=reasonable&with=me", "stage=conclusive"])
def test_the_address_keeps_the_stage(query):
    assert QueueFilter.from_query(QueryDict(query)).query() == f"?{query}"


def test_every_open_status_is_in_one_stage():
    assert sorted(OPEN) == sorted((*AWAITING_REASONABLE_GROUNDS, *AWAITING_CONCLUSIVE_GROUNDS))
