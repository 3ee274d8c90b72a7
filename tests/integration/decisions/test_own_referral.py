"""Whoever submitted a referral takes no part in deciding it, in whatever role they hold."""

from __future__ import annotations

import pytest

from cases.actions.allocation import NOT_POSSIBLE, allocate_case
from cases.actions.routing import route_case
from cases.enums import DecisionMaker
from cases.models import Case, CaseStatusRow
from cases.selectors import possible_caseworkers
from decisions.actions.checking import approve_decision, return_decision
from decisions.actions.drafting import draft_decision, send_to_second_caseworker
from decisions.actions.issuing import issue_decision
from decisions.models import Decision, DecisionStep
from nrm import clock
from nrm.access.actors import PersonActor, SystemActor, SystemName
from nrm.access.exceptions import Refused
from nrm.access.roles import Role
from nrm.accounts.actions.memberships import start_membership
from nrm.accounts.models import Organisation
from nrm.accounts.selectors import actor_for
from nrm.audit.frame import unguarded
from nrm.exceptions import DomainError
from tests.factories.cases import CG, NEGATIVE, POSITIVE, REASONS, RG, actor, case_at, decide, recover
from tests.factories.referrals import referral

pytestmark = pytest.mark.django_db

THEIR_OWN = "You submitted this referral. Somebody else must decide it."


@pytest.fixture
def own_case() -> tuple[Case, PersonActor]:
    """A routed case and the team leader of the deciding authority, who submitted it for the police."""
    leader = actor("sca-leader")
    membership = start_membership(
        email="sca-leader@demo.example",
        name=leader.label,
        organisation=Organisation.objects.get(pk=actor("police-referrer").organisation_id),
        role=Role.REFERRER,
        by=SystemActor(SystemName.INSTALLATION),
    )
    case = referral(actor_for(membership))
    route_case(
        case_id=case.pk,
        decision_maker=DecisionMaker.SCA,
        ieca_criteria=[],
        reason="",
        version=case.version,
        by=actor("sca-intake"),
    )
    return case, leader


def allocate(case, membership_id):
    case.refresh_from_db()
    return allocate_case(case_id=case.pk, membership_id=membership_id, version=case.version, by=actor("sca-intake"))


def given_to(case, person):
    """As if it had been given to them before this rule was there."""
    with unguarded():
        Case.objects.filter(pk=case.pk).update(allocated_to_id=person.membership_id)


def draft(case, by, *, kind=RG, outcome=NEGATIVE):
    return draft_decision(kind=kind, case_id=case.pk, outcome=outcome, reasons=REASONS, version=0, by=by)


def test_whoever_submitted_it_is_not_offered_and_cannot_be_given_the_case(own_case):
    case, leader = own_case

    with pytest.raises(DomainError) as refused:
        allocate(case, leader.membership_id)

    assert (refused.value.field, refused.value.sentence) == ("caseworker", NOT_POSSIBLE)
    assert Case.objects.get(pk=case.pk).allocated_to_id is None
    assert {each.person.name for each in possible_caseworkers(case)} == {
        actor("sca-caseworker").label,
        actor("sca-second-caseworker").label,
    }


def test_somebody_else_can_be_given_it_and_decides_it(own_case):
    case, _ = own_case

    allocate(case, actor("sca-caseworker").membership_id)
    decide(case, RG, POSITIVE)

    assert Case.objects.get(pk=case.pk).status == "rg_positive"


@pytest.mark.parametrize("kind", [RG, CG])
def test_whoever_submitted_it_cannot_write_its_decision(own_case, kind):
    case, leader = own_case
    allocate(case, actor("sca-caseworker").membership_id)
    if kind is CG:
        decide(case, RG, POSITIVE)
        recover(case)
    given_to(case, leader)

    with pytest.raises(Refused) as refused:
        draft(case, leader, kind=kind)

    assert refused.value.sentence == THEIR_OWN
    assert Decision.objects.filter(case=case, kind=kind.value).count() == 0


@pytest.mark.parametrize("check", [approve_decision, return_decision])
def test_whoever_submitted_it_is_no_second_caseworker_of_it(own_case, check):
    case, leader = own_case
    author = actor("sca-caseworker")
    allocate(case, author.membership_id)
    draft(case, author)
    send_to_second_caseworker(kind=RG, case_id=case.pk, version=1, by=author)
    words = {"comments": "Look again at the account."} if check is return_decision else {}

    with pytest.raises(Refused) as refused:
        check(kind=RG, case_id=case.pk, version=1, by=leader, **words)

    assert refused.value.sentence == THEIR_OWN
    assert list(DecisionStep.objects.filter(decision__case=case).values_list("step", flat=True)) == [
        "drafted",
        "sent_to_second_caseworker",
    ]


def test_whoever_submitted_it_cannot_issue_its_decision(own_case):
    case, leader = own_case
    author = actor("sca-caseworker")
    allocate(case, author.membership_id)
    draft(case, author, outcome=POSITIVE)
    given_to(case, leader)

    with pytest.raises(Refused) as refused:
        issue_decision(kind=RG, case_id=case.pk, version=1, by=leader)

    assert refused.value.sentence == THEIR_OWN
    assert Case.objects.get(pk=case.pk).status == "rg_in_progress"


def test_a_case_brought_in_without_a_submitter_can_be_given_to_anybody_of_the_authority():
    case = case_at("routed")
    with unguarded():
        CaseStatusRow.objects.create(case=case, status="submitted", since=clock.now(), by_label="an older system")

    offered = {each.person.name for each in possible_caseworkers(case)}

    assert offered == {actor(f"sca-{role}").label for role in ("caseworker", "second-caseworker", "leader")}
