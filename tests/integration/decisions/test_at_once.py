"""Two people at the same moment, in two transactions: one wins, the other is told, nothing is doubled."""

from __future__ import annotations

import threading
from collections import Counter

import pytest
from django.db import connection

from cases.actions.allocation import allocate_case
from cases.actions.routing import route_case
from cases.enums import DecisionMaker
from cases.models import Allocation, Case, CaseParty, CaseStatusRow, Routing
from deadlines.models import Deadline
from decisions.actions.checking import approve_decision, return_decision
from decisions.actions.drafting import draft_decision
from decisions.actions.issuing import issue_decision
from decisions.enums import DecisionOutcome
from decisions.models import Decision, DecisionStep, DecisionVersion
from nrm.access.exceptions import NotVisible, Refused
from nrm.audit.models import AuditEvent
from nrm.exceptions import StaleForm
from nrm.notices.models import OutboxRow
from tests.factories.cases import RG, actor, case_at, submitted_case
from tests.factories.decisions import COMMENTS, decision_at

pytestmark = pytest.mark.django_db(transaction=True)

POSITIVE = DecisionOutcome.POSITIVE


def at_once(*calls):
    """Start every call in a thread of its own at the same moment; returns how each ended, `done` or the refusal."""
    start = threading.Barrier(len(calls))
    ends = []

    def run(call):
        try:
            with connection.cursor() as cursor:
                cursor.execute("set role nrm_app")
            start.wait(timeout=10)
            call()
            ends.append("done")
        except (StaleForm, Refused, NotVisible) as refusal:
            ends.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return Counter(ends)


def steps(case):
    return Counter(DecisionStep.objects.filter(decision__case=case).values_list("step", flat=True))


def test_one_approves_while_the_other_returns_and_only_one_of_them_counts():
    case = decision_at("with_second_caseworker").case
    second, leader = actor("sca-second-caseworker"), actor("sca-leader")

    ends = at_once(
        lambda: approve_decision(kind=RG, case_id=case.pk, version=1, by=second),
        lambda: return_decision(kind=RG, case_id=case.pk, comments=COMMENTS, version=1, by=leader),
    )

    assert ends == {"done": 1, "Refused": 1}
    decision = Decision.objects.get(case=case)
    outcome = (decision.status, decision.approved_by_person_id)
    assert outcome in {("with_second_caseworker", second.person_id), ("returned", None)}
    assert steps(case)["approved"] + steps(case)["returned"] == 1
    told = OutboxRow.objects.filter(case=case, notice__in=["decision_approved", "decision_returned_to_you"])
    assert told.count() == 1


def test_two_who_approve_give_one_approval():
    case = decision_at("with_second_caseworker").case
    second, leader = actor("sca-second-caseworker"), actor("sca-leader")

    ends = at_once(
        *(lambda by=by: approve_decision(kind=RG, case_id=case.pk, version=1, by=by) for by in (second, leader))
    )

    assert (ends, steps(case)["approved"]) == ({"done": 1, "Refused": 1}, 1)


def test_decision_issued_twice_at_once_is_issued_once():
    case = decision_at("draft", POSITIVE).case
    author = actor("sca-caseworker")

    ends = at_once(*[lambda: issue_decision(kind=RG, case_id=case.pk, version=1, by=author)] * 2)

    # The second one finds no decision in progress any more, so its version is stale.
    assert ends == {"done": 1, "StaleForm": 1}
    assert steps(case)["issued"] == 1
    assert Counter(Deadline.objects.filter(case=case).values_list("rule", flat=True)) == {
        "rg_target": 1,
        "recovery_period_end": 1,
        "cg_earliest": 1,
    }
    assert CaseStatusRow.objects.filter(case=case, status="rg_positive").count() == 1
    assert AuditEvent.objects.filter(case_id=case.pk, event="reasonable_grounds_issued").count() == 1
    assert OutboxRow.objects.filter(case=case, notice="rg_decision_made").count() == 2


def test_text_changed_while_it_is_issued_is_either_before_or_refused():
    case = decision_at("draft", POSITIVE).case
    author = actor("sca-caseworker")

    ends = at_once(
        lambda: issue_decision(kind=RG, case_id=case.pk, version=1, by=author),
        lambda: draft_decision(
            kind=RG, case_id=case.pk, outcome=DecisionOutcome.NEGATIVE, reasons="Other.", version=1, by=author
        ),
    )

    assert ends == {"done": 1, "StaleForm": 1}
    decision = Decision.objects.get(case=case)
    assert (decision.status, decision.outcome, decision.version) in {
        ("issued", "positive", 1),
        ("draft", "negative", 2),
    }


def test_two_tabs_that_start_the_decision_make_one():
    case = case_at("rg_in_progress")
    author = actor("sca-caseworker")

    ends = at_once(
        *(
            lambda reasons=reasons: draft_decision(
                kind=RG, case_id=case.pk, outcome=POSITIVE, reasons=reasons, version=0, by=author
            )
            for reasons in ("One.", "Two.")
        )
    )

    assert ends == {"done": 1, "StaleForm": 1}
    assert DecisionVersion.objects.filter(decision__case=case).count() == 1


def test_two_who_allocate_give_the_case_to_one():
    case = case_at("routed")
    intake, leader = actor("sca-intake"), actor("sca-leader")

    ends = at_once(
        *(
            lambda by=by, to=to: allocate_case(
                case_id=case.pk, membership_id=actor(to).membership_id, version=case.version, by=by
            )
            for by, to in ((intake, "sca-caseworker"), (leader, "sca-second-caseworker"))
        )
    )

    assert ends == {"done": 1, "StaleForm": 1}
    (allocation,) = Allocation.objects.filter(case=case)
    assert Case.objects.get(pk=case.pk).allocated_to_id == allocation.caseworker_id
    assert CaseParty.objects.get(case=case, organisation__slug="sca").caseworker_id == allocation.caseworker_id


def test_case_routed_to_both_authorities_at_once_goes_to_one():
    case = submitted_case()
    intake, leader = actor("sca-intake"), actor("sca-leader")

    ends = at_once(
        *(
            lambda by=by, to=to: route_case(
                case_id=case.pk,
                decision_maker=to,
                ieca_criteria=[],
                reason="Because.",
                version=case.version,
                by=by,
            )
            for by, to in ((intake, DecisionMaker.SCA), (leader, DecisionMaker.IECA))
        )
    )

    # Whoever comes second finds the case changed, or gone to the other authority.
    assert ends["done"] == 1
    assert ends["StaleForm"] + ends["NotVisible"] == 1
    routing = Routing.objects.get(case=case)
    active = CaseParty.objects.filter(case=case, capacity="competent_authority", party_status="active")
    assert [party.organisation_id for party in active] == [routing.organisation_id]
