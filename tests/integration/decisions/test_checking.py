"""The second caseworker: another person, this very version, approve or return."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from cases.actions.allocation import allocate_case
from cases.models import Case
from decisions.actions.checking import approve_decision, return_decision
from decisions.actions.drafting import draft_decision, send_to_second_caseworker
from decisions.enums import DecisionOutcome
from decisions.models import Decision, DecisionStep
from nrm.access.actors import SystemActor, SystemName
from nrm.access.exceptions import NotVisible, Refused
from nrm.access.roles import Role
from nrm.accounts.actions.memberships import start_membership
from nrm.accounts.models import Organisation
from nrm.accounts.selectors import actor_for
from nrm.audit.frame import unguarded
from nrm.audit.models import AuditEvent
from nrm.exceptions import DomainError, StaleForm
from nrm.notices.models import OutboxRow
from tests.factories.cases import RG, actor
from tests.factories.decisions import COMMENTS, decision_at

pytestmark = pytest.mark.django_db

SAME_PERSON = "The second caseworker must be another person than the author of the decision."


def approve(case, *, version=1, by="sca-second-caseworker"):
    return approve_decision(kind=RG, case_id=case.pk, version=version, by=actor(by) if isinstance(by, str) else by)


def give_back(case, *, comments=COMMENTS, version=1, by="sca-second-caseworker"):
    return return_decision(
        kind=RG, case_id=case.pk, comments=comments, version=version, by=actor(by) if isinstance(by, str) else by
    )


def state(case):
    decision = Decision.objects.filter(case=case).values().get()
    steps = list(DecisionStep.objects.filter(decision__case=case).order_by("pk").values_list("step", "comments"))
    events = AuditEvent.objects.filter(case_id=case.pk, is_read=False).count()
    return decision, steps, events, OutboxRow.objects.filter(case=case).count(), Case.objects.get(pk=case.pk).status


def told(case, notice):
    return [row.person.name for row in OutboxRow.objects.filter(case=case, notice=notice)]


def also_second_caseworker(slug):
    """A second membership of the same person, as a second caseworker of the same authority."""
    person = actor(slug)
    membership = start_membership(
        email=f"{slug}@demo.example",
        name=person.label,
        organisation=Organisation.objects.get(pk=person.organisation_id),
        role=Role.SECOND_CASEWORKER,
        by=SystemActor(SystemName.INSTALLATION),
    )
    return actor_for(membership)


def test_approval_is_of_this_version_and_leaves_issuing_to_the_author():
    case = decision_at("with_second_caseworker").case

    approve(case)

    decision = Decision.objects.get(case=case)
    assert (decision.status, decision.approved_version) == ("with_second_caseworker", 1)
    assert decision.approved_by_person_id == actor("sca-second-caseworker").person_id
    assert decision.approved_at is not None
    assert Case.objects.get(pk=case.pk).status == "rg_in_progress"


def test_approval_is_noted_recorded_and_told_to_the_author():
    case = decision_at("with_second_caseworker").case

    approve(case)

    assert DecisionStep.objects.filter(decision__case=case).order_by("pk").last().step == "approved"
    event = AuditEvent.objects.get(event="decision_approved")
    assert (event.actor_label, event.payload) == ("Daniel Hughes", {"kind": "Reasonable grounds", "version": 1})
    assert told(case, "decision_approved") == ["Amara Okafor"]


def test_returned_decision_goes_back_with_comments_kept_verbatim():
    case = decision_at("with_second_caseworker").case

    give_back(case, comments="  Quote\r\n<her>. ")

    decision = Decision.objects.get(case=case)
    assert (decision.status, decision.approved_by_person) == ("returned", None)
    step = DecisionStep.objects.filter(decision__case=case).order_by("pk").last()
    assert (step.step, step.version, step.comments) == ("returned", 1, "  Quote\r\n<her>. ")
    assert told(case, "decision_returned_to_you") == ["Amara Okafor"]
    event = AuditEvent.objects.get(event="decision_returned")
    assert (event.actor_label, event.payload) == ("Daniel Hughes", {"kind": "Reasonable grounds", "version": 1})


@pytest.mark.parametrize("blank", ["", " \n", "\u200b"])
def test_decision_is_not_returned_without_comments(blank):
    case = decision_at("with_second_caseworker").case
    before = state(case)

    with pytest.raises(DomainError) as refused:
        give_back(case, comments=blank)

    assert (refused.value.field, refused.value.sentence) == ("comments", "Enter what the author should change.")
    assert state(case) == before


@pytest.mark.parametrize("act", [approve, give_back])
def test_author_does_not_check_their_own_decision_through_a_second_membership_either(act):
    case = decision_at("with_second_caseworker").case
    same_person = also_second_caseworker("sca-caseworker")
    before = state(case)

    with pytest.raises(Refused) as refused:
        act(case, by=same_person)

    assert (refused.value.sentence, state(case)) == (SAME_PERSON, before)


@pytest.mark.parametrize("act", [approve, give_back])
def test_who_wrote_an_earlier_text_of_it_does_not_check_it(act):
    case = decision_at("draft").case
    for to in ("sca-second-caseworker", "sca-caseworker"):
        case.refresh_from_db()
        allocate_case(
            case_id=case.pk, membership_id=actor(to).membership_id, version=case.version, by=actor("sca-leader")
        )
        version = Decision.objects.get(case=case).version
        draft_decision(
            kind=RG,
            case_id=case.pk,
            outcome=DecisionOutcome.NEGATIVE,
            reasons=f"By {to}",
            version=version,
            by=actor(to),
        )
    send_to_second_caseworker(kind=RG, case_id=case.pk, version=3, by=actor("sca-caseworker"))
    before = state(case)

    with pytest.raises(Refused) as refused:
        act(case, version=3)

    assert (refused.value.sentence, state(case)) == (SAME_PERSON, before)


@pytest.mark.parametrize("act", [approve, give_back])
@pytest.mark.parametrize("found_at", ["draft", "returned"])
def test_decision_that_waits_for_no_check_is_refused(act, found_at):
    case = decision_at(found_at).case
    before = state(case)

    with pytest.raises(Refused) as refused:
        act(case)

    assert refused.value.sentence == "No reasonable grounds decision waits for a second caseworker on this case."
    assert state(case) == before


@pytest.mark.parametrize("act", [approve, give_back])
def test_approved_decision_is_not_checked_again(act):
    case = decision_at("approved").case
    before = state(case)

    with pytest.raises(Refused) as refused:
        act(case, by="sca-leader")

    assert refused.value.sentence == "This decision has been approved already. It waits for its author to issue it."
    assert state(case) == before


@pytest.mark.parametrize("act", [approve, give_back])
def test_check_of_a_text_that_was_changed_meanwhile_is_refused(act):
    case = decision_at("with_second_caseworker").case
    draft_decision(
        kind=RG,
        case_id=case.pk,
        outcome=DecisionOutcome.NEGATIVE,
        reasons="Changed while it was being read.",
        version=1,
        by=actor("sca-caseworker"),
    )
    send_to_second_caseworker(kind=RG, case_id=case.pk, version=2, by=actor("sca-caseworker"))
    before = state(case)

    with pytest.raises(StaleForm, match=r"^Somebody changed this case while you had it open\."):
        act(case, version=1)

    assert state(case) == before


@pytest.mark.parametrize("act", [approve, give_back])
@pytest.mark.parametrize("slug", ["sca-caseworker", "sca-intake", "police-referrer", "police-lead"])
def test_who_sees_the_case_but_is_no_second_caseworker_is_refused(act, slug):
    case = decision_at("with_second_caseworker").case
    before = state(case)

    with pytest.raises(Refused, match="may not do this"):
        act(case, by=slug)

    assert state(case) == before


@pytest.mark.parametrize("act", [approve, give_back])
@pytest.mark.parametrize("slug", ["ieca-second-caseworker", "ieca-leader", "other-police-referrer", "auditor"])
def test_to_whoever_does_not_see_the_case_it_does_not_exist(act, slug):
    case = decision_at("with_second_caseworker").case
    before = state(case)

    with pytest.raises(NotVisible):
        act(case, by=slug)

    assert state(case) == before


def test_leader_may_check_in_the_second_caseworkers_place():
    case = decision_at("with_second_caseworker").case

    approve(case, by="sca-leader")

    assert Decision.objects.get(case=case).approved_by_person_id == actor("sca-leader").person_id


def test_database_itself_refuses_the_author_as_approver():
    decision = decision_at("approved")
    decision.approved_by_person_id = decision.author_person_id

    with pytest.raises(IntegrityError, match="second_caseworker_is_another"), transaction.atomic(), unguarded():
        decision.save()
