"""Issuing: who may, what moves, which clocks start, who is told, and what the referrer never sees."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from cases.actions.allocation import allocate_case
from cases.models import Case, CaseParty, CaseStatusRow
from deadlines.selectors import deadlines_of
from decisions.actions.checking import approve_decision, return_decision
from decisions.actions.drafting import draft_decision, send_to_second_caseworker
from decisions.actions.issuing import issue_decision
from decisions.enums import DecisionOutcome
from decisions.models import Decision, DecisionStep
from decisions.selectors import decision_in_progress, issued_decisions_of, referrers_told
from nrm.access.actors import SystemActor, SystemName
from nrm.access.exceptions import NotVisible, Refused
from nrm.access.roles import Role
from nrm.accounts.actions.memberships import start_membership
from nrm.accounts.models import Membership, Organisation
from nrm.accounts.selectors import actor_for
from nrm.audit.frame import unguarded
from nrm.audit.models import AuditEvent
from nrm.exceptions import StaleForm
from nrm.notices.models import InboxItem, OutboxRow
from tests.factories.cases import REASONS, RG, actor, case_at
from tests.factories.decisions import decision_at

pytestmark = pytest.mark.django_db

POSITIVE, NEGATIVE = DecisionOutcome.POSITIVE, DecisionOutcome.NEGATIVE
NEEDS_SECOND = "A negative decision must be approved by a second caseworker before it is issued."
WAS_RETURNED = "The second caseworker returned this decision. Change it, or send it again, before it is issued."
NEEDS_APPROVAL = "This decision must be approved by the second caseworker before it is issued."


def issue(case, *, version=1, by="sca-caseworker"):
    return issue_decision(kind=RG, case_id=case.pk, version=version, by=actor(by))


def state(case):
    decision = Decision.objects.filter(case=case).values().first()
    events = AuditEvent.objects.filter(case_id=case.pk, is_read=False).count()
    dates = [(row.rule, row.met_at) for row in deadlines_of(case)]
    case = Case.objects.get(pk=case.pk)
    return decision, events, dates, (case.status, case.version), OutboxRow.objects.filter(case=case).count()


def told(case):
    rows = OutboxRow.objects.filter(case=case, notice="rg_decision_made").order_by("person__name")
    return [(row.person.name, row.organisation.slug) for row in rows]


def test_positive_is_issued_by_its_author_under_the_standard_in_force(at):
    at(dt.datetime(2027, 6, 1, 9, tzinfo=dt.UTC))
    case = decision_at("draft", POSITIVE).case

    issue(case)

    decision = Decision.objects.get(case=case)
    assert (decision.status, decision.outcome, decision.issued_on, decision.standard_of_proof) == (
        "issued",
        "positive",
        dt.date(2027, 6, 1),
        "rg-2023-07-24",
    )
    assert (decision.issued_by_id, decision.approved_by_person) == (actor("sca-caseworker").membership_id, None)


def test_date_of_issue_is_londons(at):
    at(dt.datetime(2027, 6, 1, 9, tzinfo=dt.UTC))
    case = decision_at("draft", POSITIVE).case
    at(dt.datetime(2027, 6, 1, 23, 30, tzinfo=dt.UTC))

    issue(case)

    assert Decision.objects.get(case=case).issued_on == dt.date(2027, 6, 2)
    assert {row.rule: row.due_on for row in deadlines_of(case)}["recovery_period_end"] == dt.date(2027, 7, 1)


@pytest.mark.parametrize(("outcome", "status"), [(POSITIVE, "rg_positive"), (NEGATIVE, "rg_negative")])
def test_issuing_moves_the_case_with_its_history_and_copies(outcome, status):
    case = decision_at("approved", outcome).case

    issue(case)

    assert Case.objects.get(pk=case.pk).status == status
    assert list(CaseStatusRow.objects.filter(case=case).order_by("pk").values_list("status", "by_label"))[-1] == (
        status,
        "Amara Okafor",
    )
    assert set(CaseParty.objects.filter(case=case).values_list("case_status", "due_on")) == {(status, None)}
    assert DecisionStep.objects.filter(decision__case=case).order_by("pk").last().step == "issued"


def test_issuing_is_recorded_with_outcome_and_standard_and_no_word_of_the_reasons():
    case = decision_at("approved").case

    issue(case)

    event = AuditEvent.objects.get(event="reasonable_grounds_issued")
    assert (event.case_id, event.actor_label, event.payload) == (
        case.pk,
        "Amara Okafor",
        {"outcome": "negative", "standard": "rg-2023-07-24", "version": 1},
    )
    met = AuditEvent.objects.get(event="deadline_met", case_id=case.pk)
    assert met.actor_label == "system: recovery clock, after reasonable_grounds_issued by Amara Okafor"
    payloads = AuditEvent.objects.filter(case_id=case.pk).values_list("payload", flat=True)
    assert not any("debt bondage" in str(payload) for payload in payloads)


def test_positive_starts_the_clocks_and_negative_starts_none():
    positive, negative = decision_at("draft", POSITIVE).case, decision_at("approved", NEGATIVE).case

    issue(positive)
    issue(negative)

    assert {row.rule for row in deadlines_of(positive)} == {"rg_target", "recovery_period_end", "cg_earliest"}
    assert {row.rule for row in deadlines_of(negative)} == {"rg_target"}


def test_submitter_and_leads_of_the_referring_organisation_are_told_once_each_and_nobody_else():
    case = decision_at("draft", POSITIVE).case

    issue(case)

    assert told(case) == [("Jo Marsh", "derbyshire-police"), ("Sunita Rao", "derbyshire-police")]
    assert set(InboxItem.objects.filter(notice="rg_decision_made").values_list("person__name", flat=True)) == {
        "Jo Marsh",
        "Sunita Rao",
    }


def test_lead_who_submitted_is_told_once():
    case = decision_at("draft", POSITIVE, case=case_at("rg_in_progress", referrer="police-lead")).case

    issue(case)

    assert told(case) == [("Sunita Rao", "derbyshire-police")]


def test_submitter_who_left_is_not_told_and_their_leads_are():
    case = decision_at("draft", POSITIVE).case
    with unguarded():
        membership = Membership.objects.get(pk=actor("police-referrer").membership_id)
        membership.until = membership.since
        membership.save()

    issue(case)

    assert told(case) == [("Sunita Rao", "derbyshire-police")]


def test_organisation_without_a_lead_has_its_submitter_told():
    case = decision_at("draft", POSITIVE, case=case_at("rg_in_progress", referrer="charity-referrer")).case

    assert [each.person.name for each in referrers_told(case)] == ["Ngozi Eze"]


@pytest.mark.parametrize(
    ("found_at", "outcome", "sentence"),
    [
        ("draft", NEGATIVE, NEEDS_SECOND),
        ("with_second_caseworker", NEGATIVE, NEEDS_APPROVAL),
        ("returned", NEGATIVE, NEEDS_SECOND),
        ("with_second_caseworker", POSITIVE, NEEDS_APPROVAL),
        ("returned", POSITIVE, WAS_RETURNED),
    ],
)
def test_decision_nobody_approved_is_not_issued(found_at, outcome, sentence):
    case = decision_at(found_at, outcome).case
    before = state(case)

    with pytest.raises(Refused) as refused:
        issue(case)

    assert (refused.value.sentence, state(case)) == (sentence, before)


def test_approval_of_an_earlier_text_is_worth_nothing():
    case = decision_at("approved").case
    author = actor("sca-caseworker")
    draft_decision(kind=RG, case_id=case.pk, outcome=NEGATIVE, reasons="Harsher.", version=1, by=author)

    with pytest.raises(Refused, match="A negative decision must be approved"):
        issue(case, version=2)
    send_to_second_caseworker(kind=RG, case_id=case.pk, version=2, by=author)
    with pytest.raises(Refused, match="must be approved by the second caseworker"):
        issue(case, version=2)
    approve_decision(kind=RG, case_id=case.pk, version=2, by=actor("sca-second-caseworker"))
    issue(case, version=2)

    assert Decision.objects.get(case=case).approved_version == 2


def test_decision_returned_as_too_harsh_may_be_issued_as_a_positive_by_its_author():
    case = decision_at("with_second_caseworker").case
    return_decision(
        kind=RG, case_id=case.pk, comments="This is a positive.", version=1, by=actor("sca-second-caseworker")
    )
    draft_decision(kind=RG, case_id=case.pk, outcome=POSITIVE, reasons=REASONS, version=1, by=actor("sca-caseworker"))

    issue(case, version=2)

    assert Case.objects.get(pk=case.pk).status == "rg_positive"


def test_positive_changed_after_it_was_returned_may_be_issued_by_its_author():
    case = decision_at("returned", POSITIVE).case
    draft_decision(
        kind=RG, case_id=case.pk, outcome=POSITIVE, reasons="As asked.", version=1, by=actor("sca-caseworker")
    )

    issue(case, version=2)

    assert Case.objects.get(pk=case.pk).status == "rg_positive"


def test_stale_version_issues_nothing():
    case = decision_at("draft", POSITIVE).case
    draft_decision(
        kind=RG,
        case_id=case.pk,
        outcome=POSITIVE,
        reasons="Changed in another tab.",
        version=1,
        by=actor("sca-caseworker"),
    )
    before = state(case)

    with pytest.raises(StaleForm, match=r"^Somebody changed this case while you had it open\."):
        issue(case, version=1)

    assert state(case) == before


def test_issued_decision_is_not_issued_again():
    case = case_at("rg_positive")
    before = state(case)

    with pytest.raises(Refused) as refused:
        issue(case, version=0)

    assert refused.value.sentence == (
        "A reasonable grounds decision cannot be issued on this case: its status is “Positive reasonable grounds”."
    )
    assert state(case) == before


def test_only_the_caseworker_who_has_the_case_issues():
    case = decision_at("approved").case
    before = state(case)

    for slug in ("sca-second-caseworker", "sca-leader"):
        with pytest.raises(Refused, match="Only the caseworker to whom this case is allocated may issue its decision"):
            issue(case, by=slug)

    assert state(case) == before


def test_case_reallocated_after_the_approval_is_issued_by_its_new_caseworker():
    case = decision_at("approved").case
    case.refresh_from_db()
    allocate_case(
        case_id=case.pk,
        membership_id=actor("sca-leader").membership_id,
        version=case.version,
        by=actor("sca-leader"),
    )

    issue(case, by="sca-leader")

    decision = Decision.objects.get(case=case)
    assert (decision.author_person_id, decision.issued_by.person.name) == (
        actor("sca-caseworker").person_id,
        "Ruth Adeyemi",
    )


@pytest.mark.parametrize("slug", ["sca-intake", "police-referrer", "police-lead"])
def test_who_sees_the_case_but_does_not_decide_is_refused(slug):
    case = decision_at("draft", POSITIVE).case
    before = state(case)

    with pytest.raises(Refused, match="may not do this"):
        issue(case, by=slug)

    assert state(case) == before


@pytest.mark.parametrize("slug", ["ieca-caseworker", "other-police-referrer", "auditor", "administrator"])
def test_to_whoever_does_not_see_the_case_it_does_not_exist(slug):
    case = decision_at("draft", POSITIVE).case
    before = state(case)

    with pytest.raises(NotVisible):
        issue(case, by=slug)

    assert state(case) == before


def test_person_with_two_roles_may_issue_what_is_allocated_to_them_in_the_other():
    case = decision_at("draft", POSITIVE).case
    other_role = start_membership(
        email="sca-caseworker@demo.example",
        name="Amara Okafor",
        organisation=Organisation.objects.get(slug="sca"),
        role=Role.SECOND_CASEWORKER,
        by=SystemActor(SystemName.INSTALLATION),
    )

    issue_decision(kind=RG, case_id=case.pk, version=1, by=actor_for(other_role))

    assert Decision.objects.get(case=case).issued_by_id == other_role.pk


def test_issued_decision_is_no_longer_in_progress():
    case = case_at("rg_negative")

    assert decision_in_progress(case, RG) is None
    assert issued_decisions_of(case)[RG].outcome == "negative"


def test_database_itself_refuses_a_negative_without_an_approval_of_its_text():
    decision = decision_at("approved")
    decision.version = 2
    decision.status, decision.standard_of_proof = "issued", "rg-2023-07-24"
    decision.issued_by, decision.issued_at = decision.author, dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    decision.issued_on = dt.date(2026, 11, 23)

    with pytest.raises(IntegrityError, match="negative_issued_only_when_approved"), transaction.atomic(), unguarded():
        decision.save()


def test_database_itself_refuses_a_negative_that_nobody_approved():
    decision = decision_at("draft")
    decision.status, decision.standard_of_proof = "issued", "rg-2023-07-24"
    decision.issued_by, decision.issued_at = decision.author, dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    decision.issued_on = dt.date(2026, 11, 23)

    with pytest.raises(IntegrityError, match="negative_issued_only_when_approved"), transaction.atomic(), unguarded():
        decision.save()
