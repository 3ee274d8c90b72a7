"""Conclusive grounds by the real actions: when it may be written and issued, by whom, what follows, who is told."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from django.db import IntegrityError, transaction

from cases.actions.allocation import allocate_case
from cases.models import Case, CaseParty, CaseStatusRow
from deadlines.models import Deadline
from deadlines.selectors import deadlines_of
from decisions.actions.checking import approve_decision, return_decision
from decisions.actions.drafting import draft_decision, send_to_second_caseworker
from decisions.actions.issuing import issue_decision
from decisions.domain.states import TransitionNotAllowed
from decisions.models import Decision, DecisionStep, DecisionVersion
from decisions.selectors import awaiting_check_by, decision_in_progress, issued_decisions_of
from nrm.access.exceptions import NotVisible, Refused
from nrm.audit.frame import unguarded
from nrm.audit.models import AuditEvent
from nrm.exceptions import StaleForm
from nrm.notices.models import InboxItem, OutboxRow
from referrals.domain.answers import answered
from tests.factories.answers import child_answers
from tests.factories.cases import CG, NEGATIVE, POSITIVE, REASONS, RG, actor, case_at, recover
from tests.factories.decisions import COMMENTS, decision_at, issued_negative_cg, issued_positive_cg
from tests.factories.referrals import referral
from tests.factories.support import decided_positive, package_at
from tests.integration.decisions.test_at_once import at_once

pytestmark = pytest.mark.django_db

TUESDAY = dt.datetime(2027, 6, 1, 9, tzinfo=dt.UTC)
# Thirty calendar days, the day after the decision being the first.
EARLIEST = dt.datetime(2027, 7, 1, 9, tzinfo=dt.UTC)
TOO_EARLY = (
    "A conclusive grounds decision may not be issued on this case before 1 July 2027, so that the person has their "
    "recovery period first (30 calendar days from 1 June 2027: weekends and bank holidays count)."
)
NEEDS_SECOND = "A negative decision must be approved by a second caseworker before it is issued."


def draft(case, *, outcome=POSITIVE, reasons=REASONS, version=0, by="sca-caseworker"):
    return draft_decision(kind=CG, case_id=case.pk, outcome=outcome, reasons=reasons, version=version, by=actor(by))


def issue(case, *, version=1, by="sca-caseworker"):
    return issue_decision(kind=CG, case_id=case.pk, version=version, by=actor(by))


def state(case):
    fresh = Case.objects.get(pk=case.pk)
    return (
        (fresh.status, fresh.version),
        list(Decision.objects.filter(case=case).order_by("pk").values()),
        DecisionVersion.objects.filter(decision__case=case).count(),
        DecisionStep.objects.filter(decision__case=case).count(),
        [(row.rule, row.met_at) for row in deadlines_of(case)],
        AuditEvent.objects.filter(case_id=case.pk, is_read=False).count(),
        OutboxRow.objects.filter(case=case).count(),
    )


def statuses(case):
    return list(CaseStatusRow.objects.filter(case=case).order_by("pk").values_list("status", flat=True))


def due(case):
    return {row.rule: row.due_on for row in deadlines_of(case)}


def test_first_text_begins_the_conclusive_grounds_stage_on_any_day_of_the_recovery_period():
    case = case_at("rg_positive")

    draft(case)

    fresh = Case.objects.get(pk=case.pk)
    assert (fresh.status, fresh.version) == ("cg_in_progress", case.version + 1)
    assert statuses(case)[-2:] == ["rg_positive", "cg_in_progress"]
    assert set(CaseParty.objects.filter(case=case, party_status="active").values_list("case_status", flat=True)) == {
        "cg_in_progress"
    }
    decision = decision_in_progress(case, CG)
    assert (decision.kind, decision.status, decision.outcome, decision.version) == (
        "conclusive_grounds",
        "draft",
        "positive",
        1,
    )


def test_second_text_leaves_the_stage_alone():
    case = case_at("rg_positive")
    draft(case)

    draft(case, reasons="Weighed again.", version=1)

    assert statuses(case)[-2:] == ["rg_positive", "cg_in_progress"]
    assert decision_in_progress(case, CG).version == 2


def test_drafting_is_recorded_as_conclusive_grounds_without_a_word_of_the_reasons():
    case = case_at("rg_positive")

    draft(case, reasons="MARK-OF-THE-REASONS")

    event = AuditEvent.objects.filter(case_id=case.pk, event="decision_drafted").latest("id")
    assert event.payload == {"kind": "Conclusive grounds", "version": 1}
    payloads = AuditEvent.objects.filter(case_id=case.pk).values_list("payload", flat=True)
    assert not any("MARK-OF" in str(payload) for payload in payloads)


@pytest.mark.parametrize("status", ["submitted", "routed", "rg_in_progress", "rg_negative", "cg_positive"])
def test_case_that_does_not_wait_for_it_gets_no_conclusive_decision(status):
    case = case_at(status)
    before = state(case)

    with pytest.raises(Refused, match="A conclusive grounds decision cannot be written on this case"):
        draft(case)

    assert state(case) == before


def test_day_before_the_earliest_is_refused_with_the_date_and_nothing_is_written(at):
    at(TUESDAY)
    case = case_at("rg_positive")
    draft(case)
    at(dt.datetime(2027, 6, 30, 22, 59, tzinfo=dt.UTC))  # 23:59 in London
    before = state(case)

    with pytest.raises(Refused) as refused:
        issue(case)

    assert (refused.value.sentence, state(case)) == (TOO_EARLY, before)


def test_approved_negative_is_refused_before_the_earliest_day_too(at):
    at(TUESDAY)
    case = decision_at("approved", kind=CG, case=case_at("rg_positive")).case
    before = state(case)

    with pytest.raises(Refused) as refused:
        issue(case)

    assert (refused.value.sentence, state(case)) == (TOO_EARLY, before)


@pytest.mark.parametrize(
    "moment",
    [
        dt.datetime(2027, 6, 30, 23, 0, tzinfo=dt.UTC),  # midnight in London
        EARLIEST,
        dt.datetime(2027, 9, 1, 9, tzinfo=dt.UTC),
    ],
)
def test_from_the_earliest_day_on_it_is_issued_by_its_author(at, moment):
    at(TUESDAY)
    case = case_at("rg_positive")
    draft(case)
    at(moment)

    issue(case)

    decision = Decision.objects.get(case=case, kind="conclusive_grounds")
    assert (decision.status, decision.standard_of_proof, decision.approved_by_person) == (
        "issued",
        "cg-2023-01-30",
        None,
    )
    assert Case.objects.get(pk=case.pk).status == "cg_positive"
    assert statuses(case)[-3:] == ["rg_positive", "cg_in_progress", "cg_positive"]


def test_case_for_which_no_rule_sets_an_earliest_day_does_not_wait():
    case = case_at("rg_positive")
    with unguarded():
        Deadline.objects.filter(case=case, rule="cg_earliest").delete()
        Case.objects.filter(pk=case.pk).update(decision_maker="panel")
    draft(case)

    issue(case)

    assert Case.objects.get(pk=case.pk).status == "cg_positive"


@pytest.mark.parametrize(
    ("moment", "status"),
    [(dt.datetime(2027, 6, 30, 22, 59, tzinfo=dt.UTC), "cg_in_progress"), (EARLIEST, "cg_positive")],
)
def test_earliest_day_that_was_never_stored_is_counted_from_the_reasonable_grounds_decision(at, moment, status):
    at(TUESDAY)
    case = case_at("rg_positive")
    with unguarded():
        Deadline.objects.filter(case=case, rule="cg_earliest").delete()
    draft(case)
    at(moment)

    if status == "cg_in_progress":
        with pytest.raises(Refused) as refused:
            issue(case)
        assert refused.value.sentence == TOO_EARLY
    else:
        issue(case)

    assert Case.objects.get(pk=case.pk).status == status


def test_positive_meets_the_earliest_day_and_sets_45_days_of_move_on(at):
    at(TUESDAY)
    case = case_at("rg_positive")
    draft(case)
    at(EARLIEST)

    issue(case)

    assert due(case) == {
        "rg_target": dt.date(2027, 6, 8),
        "recovery_period_end": dt.date(2027, 6, 30),
        "cg_earliest": dt.date(2027, 7, 1),
        "move_on_after_positive_cg": dt.date(2027, 8, 15),
    }
    assert {row.rule for row in deadlines_of(case) if row.met_at is None} == {
        "recovery_period_end",
        "move_on_after_positive_cg",
    }
    recorded = AuditEvent.objects.filter(case_id=case.pk, actor_label__startswith="system: move-on clock")
    assert [(event.event, event.payload) for event in recorded.order_by("id")] == [
        (
            "deadline_met",
            {
                "rule": "cg_earliest",
                "title": "Earliest conclusive grounds decision",
                "timing": "once it had come",
            },
        ),
        (
            "deadline_set",
            {
                "rule": "move_on_after_positive_cg",
                "title": "Move-on support, at least until",
                "due_on": "15 August 2027",
                "version": "2019-02",
            },
        ),
    ]
    assert set(CaseParty.objects.filter(case=case).values_list("due_on", flat=True)) == {None}


@pytest.mark.parametrize("nation", ["england", "wales"])
def test_negative_sets_nine_working_days_over_christmas_for_somebody_in_support(at, nation):
    at(dt.datetime(2027, 11, 1, 9, tzinfo=dt.UTC))
    case = decision_at("approved", kind=CG, case=case_at("rg_positive", nation=answered(nation))).case
    at(dt.datetime(2027, 12, 22, 9, tzinfo=dt.UTC))

    issue(case)

    row = Deadline.objects.get(case=case, rule="move_on_after_negative_cg")
    assert (row.started_on, row.due_on, row.confidence) == (dt.date(2027, 12, 22), dt.date(2028, 1, 7), "inferred")
    assert Case.objects.get(pk=case.pk).status == "cg_negative"


@pytest.mark.parametrize(
    "answers",
    [
        {"nation": answered("scotland"), "police_force_area": answered("police_scotland")},
        {"nation": answered("northern_ireland")},
        {"consent_support": answered("no")},
    ],
    ids=["scotland", "northern ireland", "no consent"],
)
@pytest.mark.parametrize("outcome", [POSITIVE, NEGATIVE])
def test_nobody_outside_the_contract_is_given_a_move_on_date(answers, outcome):
    case = decision_at(
        "draft" if outcome is POSITIVE else "approved", outcome, kind=CG, case=case_at("rg_positive", **answers)
    ).case

    issue(recover(case))

    assert {row.rule for row in deadlines_of(case)} == {"rg_target", "recovery_period_end", "cg_earliest"}
    assert Deadline.objects.get(case=case, rule="cg_earliest").met_at is not None


def test_child_is_given_no_move_on_date():
    case = decided_positive(referral(actor("police-referrer"), child_answers()))
    draft(recover(case))

    issue(case)

    assert {row.rule for row in deadlines_of(case)} == {"rg_target", "recovery_period_end", "cg_earliest"}
    assert Deadline.objects.get(case=case, rule="cg_earliest").met_at is not None


def test_somebody_whose_support_ended_before_the_decision_is_given_no_move_on_date():
    case = package_at("ended").case
    draft(recover(case))

    issue(case)

    assert {row.rule for row in deadlines_of(case)} == {"rg_target", "recovery_period_end", "cg_earliest"}


@pytest.mark.parametrize("found_at", ["draft", "with_second_caseworker", "returned"])
def test_negative_goes_out_only_with_another_persons_approval_of_this_text(found_at):
    case = decision_at(found_at, kind=CG).case
    before = state(case)

    with pytest.raises(Refused, match=r"must be approved by (a|the) second caseworker"):
        issue(case)

    assert state(case) == before


def test_author_does_not_approve_their_own_conclusive_decision():
    decision = decision_at("with_second_caseworker", kind=CG)
    before = state(decision.case)

    with pytest.raises(Refused, match="may not do this"):
        approve_decision(kind=CG, case_id=decision.case_id, version=1, by=actor("sca-caseworker"))

    assert state(decision.case) == before


def test_caseworker_who_is_also_a_second_caseworker_does_not_approve_their_own():
    case = recover(case_at("rg_positive"))
    case.refresh_from_db()
    leader = actor("sca-leader")
    allocate_case(case_id=case.pk, membership_id=leader.membership_id, version=case.version, by=leader)
    draft(case, outcome=NEGATIVE, by="sca-leader")
    send_to_second_caseworker(kind=CG, case_id=case.pk, version=1, by=leader)

    with pytest.raises(Refused, match="The second caseworker must be another person than the author"):
        approve_decision(kind=CG, case_id=case.pk, version=1, by=leader)
    approve_decision(kind=CG, case_id=case.pk, version=1, by=actor("sca-second-caseworker"))
    issue(case, by="sca-leader")

    assert Case.objects.get(pk=case.pk).status == "cg_negative"


def test_returned_decision_is_changed_and_sent_again_before_it_goes_out():
    case = decision_at("returned", kind=CG).case
    draft(case, outcome=NEGATIVE, reasons="As asked.", version=1)
    send_to_second_caseworker(kind=CG, case_id=case.pk, version=2, by=actor("sca-caseworker"))
    approve_decision(kind=CG, case_id=case.pk, version=2, by=actor("sca-second-caseworker"))

    issue(case, version=2)

    assert issued_decisions_of(case)[CG].approved_version == 2


def test_check_of_the_one_kind_is_no_check_of_the_other():
    case = decision_at("with_second_caseworker", kind=CG).case
    before = state(case)

    for act in (approve_decision, return_decision):
        more = {"comments": COMMENTS} if act is return_decision else {}
        with pytest.raises((Refused, StaleForm)):
            act(kind=RG, case_id=case.pk, version=1, by=actor("sca-second-caseworker"), **more)

    assert state(case) == before


def test_second_caseworkers_are_told_and_find_it_among_what_they_may_check():
    decision = decision_at("with_second_caseworker", kind=CG)

    told = OutboxRow.objects.filter(case=decision.case, notice="decision_to_check")
    assert actor("sca-caseworker").person_id not in set(told.values_list("person_id", flat=True))
    assert told.filter(person_id=actor("sca-second-caseworker").person_id).count() == 1
    assert list(awaiting_check_by(actor("sca-second-caseworker"))) == [decision]
    assert list(awaiting_check_by(actor("sca-caseworker"))) == []


def test_reallocated_case_is_issued_by_its_new_caseworker_alone():
    case = decision_at("draft", POSITIVE, kind=CG).case
    case.refresh_from_db()
    leader = actor("sca-leader")
    allocate_case(case_id=case.pk, membership_id=leader.membership_id, version=case.version, by=leader)

    with pytest.raises(Refused, match="Only the caseworker to whom this case is allocated may issue its decision"):
        issue(case)
    issue(case, by="sca-leader")

    assert issued_decisions_of(case)[CG].issued_by.person.name == "Ruth Adeyemi"


def test_stale_version_writes_and_issues_nothing():
    case = decision_at("draft", POSITIVE, kind=CG).case
    draft(case, reasons="Changed in another tab.", version=1)
    before = state(case)

    with pytest.raises(StaleForm):
        draft(case, reasons="From the first tab.", version=1)
    with pytest.raises(StaleForm):
        issue(case, version=1)

    assert state(case) == before


def test_issued_decision_is_not_issued_again():
    case = case_at("cg_positive")
    before = state(case)

    with pytest.raises(Refused) as refused:
        issue(case, version=0)

    assert refused.value.sentence == (
        "A conclusive grounds decision cannot be issued on this case: its status is “Positive conclusive grounds”."
    )
    assert state(case) == before


def test_whoever_referred_and_their_leads_are_told_once_that_a_decision_was_made_and_nothing_of_it():
    case = issued_negative_cg(case_at("rg_positive"))

    rows = OutboxRow.objects.filter(case=case, notice="cg_decision_made").order_by("person__name")
    assert [row.person.name for row in rows] == ["Jo Marsh", "Sunita Rao"]
    assert InboxItem.objects.filter(case=case, notice="cg_decision_made").count() == 2
    assert {word for row in rows for word in ("egative", "ositive", "Linh") if word in str(vars(row))} == set()


def test_issuing_is_recorded_with_outcome_and_standard():
    case = issued_positive_cg(case_at("rg_positive"))

    event = AuditEvent.objects.get(event="conclusive_grounds_issued", case_id=case.pk)
    assert (event.actor_label, event.payload) == (
        "Amara Okafor",
        {"outcome": "positive", "standard": "cg-2023-01-30", "version": 1},
    )


def test_reasonable_grounds_decision_stays_as_it_was():
    case = case_at("rg_positive")
    before = list(Decision.objects.filter(case=case).values())

    issued = issued_decisions_of(issued_negative_cg(case))

    unchanged = {name: value for name, value in before[0].items() if name not in {"issued_at", "issued_on"}}
    after = Decision.objects.filter(pk=issued[RG].pk).values().get()
    assert {name: after[name] for name in unchanged} == unchanged
    assert (issued[RG].outcome, issued[CG].outcome) == ("positive", "negative")


@pytest.mark.parametrize("slug", ["sca-intake", "police-referrer", "police-lead"])
def test_who_sees_the_case_but_does_not_decide_is_refused(slug):
    case = decision_at("draft", POSITIVE, kind=CG).case
    before = state(case)

    with pytest.raises(Refused, match="may not do this"):
        issue(case, by=slug)
    with pytest.raises(Refused, match="may not do this"):
        draft(case, version=1, by=slug)

    assert state(case) == before


@pytest.mark.parametrize(
    "slug", ["ieca-caseworker", "other-police-referrer", "contract-manager", "support-worker", "auditor"]
)
def test_to_whoever_does_not_see_the_case_it_does_not_exist(slug):
    # Without support, so that nobody of the support side is a party.
    case = decision_at("draft", POSITIVE, kind=CG, case=case_at("rg_positive", consent_support=answered("no"))).case
    before = state(case)

    with pytest.raises(NotVisible):
        issue(case, by=slug)

    assert state(case) == before


def test_database_itself_refuses_a_case_in_progress_that_is_nobodys():
    case = case_at("cg_in_progress")

    with pytest.raises(IntegrityError, match="case_in_progress_is_allocated"), transaction.atomic(), unguarded():
        Case.objects.filter(pk=case.pk).update(allocated_to=None)


def test_database_itself_refuses_a_negative_that_nobody_approved():
    decision = decision_at("draft", kind=CG)
    decision.status, decision.standard_of_proof = "issued", "cg-2023-01-30"
    decision.issued_by, decision.issued_at = decision.author, dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    decision.issued_on = dt.date(2026, 11, 23)

    with pytest.raises(IntegrityError, match="negative_issued_only_when_approved"), transaction.atomic(), unguarded():
        decision.save()


@pytest.mark.parametrize("found_at", ["cg_in_progress", "cg_positive"])
def test_case_not_at_the_reasonable_grounds_stage_gets_no_second_reasonable_decision(found_at):
    case = case_at(found_at)
    before = state(case)

    with pytest.raises((Refused, TransitionNotAllowed), match="A reasonable grounds decision cannot be written"):
        draft_decision(
            kind=RG, case_id=case.pk, outcome=NEGATIVE, reasons=REASONS, version=0, by=actor("sca-caseworker")
        )

    assert state(case) == before


@pytest.mark.django_db(transaction=True)
def test_decision_issued_twice_at_once_is_issued_once():
    case = decision_at("draft", POSITIVE, kind=CG).case
    author = actor("sca-caseworker")

    ends = at_once(*[lambda: issue_decision(kind=CG, case_id=case.pk, version=1, by=author)] * 2)

    assert ends == {"done": 1, "StaleForm": 1}
    assert Counter(Deadline.objects.filter(case=case).values_list("rule", flat=True))["move_on_after_positive_cg"] == 1
    assert statuses(case).count("cg_positive") == 1
    assert OutboxRow.objects.filter(case=case, notice="cg_decision_made").count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_begin_the_decision_begin_it_once():
    case = case_at("rg_positive")
    author = actor("sca-caseworker")

    ends = at_once(
        *(
            lambda reasons=reasons: draft_decision(
                kind=CG, case_id=case.pk, outcome=POSITIVE, reasons=reasons, version=0, by=author
            )
            for reasons in ("One.", "Two.")
        )
    )

    assert ends == {"done": 1, "StaleForm": 1}
    assert DecisionVersion.objects.filter(decision__case=case, decision__kind="conclusive_grounds").count() == 1
    assert statuses(case).count("cg_in_progress") == 1
