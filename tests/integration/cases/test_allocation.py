"""Allocating a case: who may be given it, what follows, who is told."""

from __future__ import annotations

import pytest

from cases.actions.allocation import NOT_POSSIBLE, allocate_case
from cases.models import Allocation, Case, CaseParty, CaseStatusRow
from cases.selectors import open_cases_by_caseworker, possible_caseworkers
from nrm.access.actors import SystemActor, SystemName
from nrm.access.exceptions import NotVisible, Refused
from nrm.access.roles import Role
from nrm.accounts.actions.memberships import start_membership
from nrm.accounts.models import Membership, Organisation
from nrm.audit.frame import unguarded
from nrm.audit.models import AuditEvent
from nrm.exceptions import DomainError, StaleForm
from nrm.notices.models import InboxItem, OutboxRow
from tests.factories.cases import actor, case_at, submitted_case

pytestmark = pytest.mark.django_db


def allocate(case, to="sca-caseworker", *, by="sca-intake", version=None):
    case.refresh_from_db()
    return allocate_case(
        case_id=case.pk,
        membership_id=actor(to).membership_id,
        version=case.version if version is None else version,
        by=actor(by),
    )


def state(case):
    case = Case.objects.get(pk=case.pk)
    copies = set(CaseParty.objects.filter(case=case).values_list("organisation__slug", "case_status", "caseworker"))
    return case.status, case.allocated_to_id, case.version, copies, Allocation.objects.filter(case=case).count()


def told(case, notice="case_allocated_to_you"):
    rows = OutboxRow.objects.filter(case=case, notice=notice).order_by("pk")
    return [row.person.name for row in rows], InboxItem.objects.filter(case=case, notice=notice).count()


def test_first_allocation_starts_the_work_and_copies_the_caseworker_for_the_lists():
    case = case_at("routed")
    caseworker = actor("sca-caseworker").membership_id

    allocate(case)

    assert state(case) == (
        "rg_in_progress",
        caseworker,
        case.version + 1,
        {("derbyshire-police", "rg_in_progress", None), ("sca", "rg_in_progress", caseworker)},
        1,
    )
    row = Allocation.objects.get(case=case)
    assert (row.caseworker_id, row.allocated_by_id) == (caseworker, actor("sca-intake").membership_id)


def test_caseworker_is_told_once_and_the_record_says_who_gave_what_to_whom():
    case = case_at("routed")

    allocate(case)

    assert told(case) == (["Amara Okafor"], 1)
    event = AuditEvent.objects.get(event="case_allocated")
    assert (event.actor_label, event.payload) == (
        "Priya Nair",
        {"caseworker": "Amara Okafor", "caseworker_id": actor("sca-caseworker").person_id},
    )


def test_reallocation_changes_who_does_the_work_and_leaves_the_status():
    case = case_at("rg_in_progress")
    rows = CaseStatusRow.objects.filter(case=case).count()
    second = actor("sca-second-caseworker").membership_id

    allocate(case, "sca-second-caseworker", by="sca-leader")

    assert state(case)[:2] == ("rg_in_progress", second)
    assert ("sca", "rg_in_progress", second) in state(case)[3]
    assert CaseStatusRow.objects.filter(case=case).count() == rows
    assert told(case) == (["Amara Okafor", "Daniel Hughes"], 2)


def test_case_given_back_to_an_earlier_caseworker_is_told_to_them_again():
    case = case_at("rg_in_progress")
    allocate(case, "sca-second-caseworker", by="sca-leader")

    allocate(case, "sca-caseworker", by="sca-leader")

    assert told(case) == (["Amara Okafor", "Daniel Hughes", "Amara Okafor"], 3)


def test_leader_takes_a_case_and_is_not_told_what_they_did_themselves():
    case = case_at("routed")

    allocate(case, "sca-leader", by="sca-leader")

    assert state(case)[:2] == ("rg_in_progress", actor("sca-leader").membership_id)
    assert told(case) == ([], 0)


def test_decided_positive_case_may_change_hands_and_a_decided_negative_may_not():
    positive, negative = case_at("rg_positive"), case_at("rg_negative")

    allocate(positive, "sca-second-caseworker", by="sca-leader")

    assert state(positive)[0] == "rg_positive"
    with pytest.raises(Refused) as refused:
        allocate(negative, "sca-second-caseworker", by="sca-leader")
    assert refused.value.sentence == "This case cannot be allocated: its status is “Negative reasonable grounds”."


def test_case_that_is_not_routed_is_not_allocated():
    case = submitted_case()
    before = state(case)

    with pytest.raises(Refused, match="This case cannot be allocated: its status is “Submitted”"):
        allocate(case)

    assert state(case) == before


def test_authority_the_case_was_routed_to_allocates_it_by_its_leader():
    case = case_at("routed", authority="ieca")

    allocate(case, "ieca-caseworker", by="ieca-leader")

    assert state(case)[:2] == ("rg_in_progress", actor("ieca-caseworker").membership_id)
    with pytest.raises(NotVisible):
        allocate(case, "sca-caseworker", by="sca-intake")


@pytest.mark.parametrize("slug", ["ieca-caseworker", "sca-intake", "police-referrer", "auditor", "administrator"])
def test_only_people_who_decide_for_the_deciding_authority_can_be_given_the_case(slug):
    case = case_at("routed")
    before = state(case)

    with pytest.raises(DomainError) as refused:
        allocate(case, slug)

    assert (refused.value.field, refused.value.sentence) == ("caseworker", NOT_POSSIBLE)
    assert (state(case), told(case)) == (before, ([], 0))


def test_caseworker_who_left_cannot_be_given_a_case():
    case = case_at("routed")
    leaver = actor("sca-caseworker")
    with unguarded():
        membership = Membership.objects.get(pk=leaver.membership_id)
        membership.until = membership.since
        membership.save()

    with pytest.raises(DomainError, match="Select a caseworker"):
        allocate(case)

    assert {each.person.name for each in possible_caseworkers(case)} == {"Daniel Hughes", "Ruth Adeyemi"}


def test_caseworker_who_has_the_case_is_not_given_it_again():
    case = case_at("rg_in_progress")

    with pytest.raises(DomainError, match=r"^The case is allocated to Amara Okafor already\.$"):
        allocate(case)

    assert told(case) == (["Amara Okafor"], 1)


def test_stale_version_changes_nothing():
    case = case_at("routed")
    before = state(case)

    with pytest.raises(StaleForm, match=r"^Somebody changed this case while you had it open\."):
        allocate(case, version=case.version - 1)

    assert (state(case), told(case)) == (before, ([], 0))


@pytest.mark.parametrize("slug", ["sca-caseworker", "sca-second-caseworker", "police-referrer", "police-lead"])
def test_who_sees_the_case_but_does_not_allocate_is_refused(slug):
    case = case_at("routed")
    before = state(case)

    with pytest.raises(Refused, match="may not do this"):
        allocate(case, by=slug)

    assert state(case) == before


@pytest.mark.parametrize("slug", ["ieca-leader", "other-police-referrer", "auditor", "administrator", "analyst"])
def test_to_whoever_does_not_see_the_case_it_does_not_exist(slug):
    case = case_at("routed")
    before = state(case)

    with pytest.raises(NotVisible):
        allocate(case, by=slug)

    assert state(case) == before


def test_open_cases_are_counted_by_caseworker_of_one_organisation():
    case_at("rg_in_progress")
    case_at("rg_positive")
    case_at("rg_negative")  # decided: nothing is left to do
    case_at("rg_in_progress", authority="ieca")

    counts = open_cases_by_caseworker(Organisation.objects.get(slug="sca").pk)

    assert counts == {actor("sca-caseworker").membership_id: 2}


def test_colleague_with_two_roles_may_be_given_a_case_in_either():
    case = case_at("routed")
    second_role = start_membership(
        email="sca-caseworker@demo.example",
        name="Amara Okafor",
        organisation=Organisation.objects.get(slug="sca"),
        role=Role.SECOND_CASEWORKER,
        by=SystemActor(SystemName.INSTALLATION),
    )

    allocate_case(case_id=case.pk, membership_id=second_role.pk, version=case.version, by=actor("sca-intake"))

    assert state(case)[1] == second_role.pk
