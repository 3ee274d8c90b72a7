"""Routing a case: the decision-maker, the reason, the parties, the record."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

from cases.actions.routing import route_case
from cases.enums import DecisionMaker, IecaCriterion
from cases.models import Case, CaseParty, CaseStatusRow, Routing
from cases.selectors import cases_visible_to, routing_facts
from nrm.access.exceptions import NotVisible, Refused
from nrm.audit.models import AuditEvent
from nrm.exceptions import DomainError, StaleForm
from referrals.domain.answers import answered, stated
from referrals.enums import AnswerState
from tests.factories.answers import child_answers
from tests.factories.cases import actor, case_at, submitted_case

pytestmark = pytest.mark.django_db

SCA, IECA, PANEL = DecisionMaker.SCA, DecisionMaker.IECA, DecisionMaker.PANEL
DETAINED = IecaCriterion.DETAINED_FOR_IMMIGRATION


def route(case, to=SCA, *, criteria=(), reason="", version=None, by="sca-intake"):
    return route_case(
        case_id=case.pk,
        decision_maker=to,
        ieca_criteria=criteria,
        reason=reason,
        version=case.version if version is None else version,
        by=actor(by),
    )


def parties(case):
    rows = CaseParty.objects.filter(case=case)
    return set(rows.values_list("organisation__slug", "capacity", "party_status", "case_status"))


def state(case):
    case = Case.objects.get(pk=case.pk)
    return (case.status, case.decision_maker, case.version), parties(case), Routing.objects.filter(case=case).count()


def test_routing_to_the_authority_that_received_the_case_confirms_its_part():
    case = submitted_case()

    route(case)

    routed = Case.objects.get(pk=case.pk)
    assert (routed.status, routed.decision_maker, routed.version) == ("routed", "sca", case.version + 1)
    assert parties(case) == {
        ("derbyshire-police", "referrer", "active", "routed"),
        ("sca", "competent_authority", "active", "routed"),
    }
    row = Routing.objects.get(case=case)
    assert (row.organisation.slug, row.suggested_rule, row.followed_suggestion, row.ieca_criteria, row.reason) == (
        "sca",
        "everybody_else",
        True,
        [],
        "",
    )
    assert row.routed_by_id == actor("sca-intake").membership_id


def test_routing_is_recorded_with_who_where_and_by_which_rule():
    case = submitted_case()

    route(case)

    event = AuditEvent.objects.get(event="case_routed")
    assert (event.case_id, event.actor_label, event.organisation_label, event.payload) == (
        case.pk,
        "Priya Nair",
        "Single Competent Authority",
        {"organisation": "Single Competent Authority", "rule": "everybody_else"},
    )
    assert list(CaseStatusRow.objects.filter(case=case).order_by("pk").values_list("status", "by_label")) == [
        ("submitted", "Jo Marsh"),
        ("routed", "Priya Nair"),
    ]


def test_criterion_of_the_other_authority_sends_the_case_there_without_a_reason():
    case = submitted_case()

    route(case, IECA, criteria=[DETAINED])

    row = Routing.objects.get(case=case)
    assert (row.suggested_rule, row.followed_suggestion, row.ieca_criteria) == (
        "ieca_adult",
        True,
        ["detained_for_immigration"],
    )


def test_after_routing_away_the_first_authority_sees_the_case_no_more_and_the_other_one_does():
    case = submitted_case()
    due_on = CaseParty.objects.filter(case=case).values_list("due_on", flat=True).first()

    route(case, IECA, criteria=[DETAINED])

    seen = {
        slug: cases_visible_to(actor(slug)).filter(pk=case.pk).exists()
        for slug in ("sca-intake", "sca-caseworker", "sca-leader", "ieca-caseworker", "ieca-leader", "police-referrer")
    }
    assert seen == {
        "sca-intake": False,
        "sca-caseworker": False,
        "sca-leader": False,
        "ieca-caseworker": True,
        "ieca-leader": True,
        "police-referrer": True,
    }
    assert parties(case) == {
        ("derbyshire-police", "referrer", "active", "routed"),
        ("sca", "competent_authority", "ended", "routed"),
        ("ieca", "competent_authority", "active", "routed"),
    }
    arrived = CaseParty.objects.get(case=case, organisation__slug="ieca")
    assert (arrived.due_on, arrived.received_on, arrived.caseworker) == (due_on, case.received_on, None)
    assert CaseParty.objects.get(case=case, organisation__slug="sca").until is not None


def test_choice_against_the_suggestion_needs_a_reason_and_keeps_it_verbatim():
    case = submitted_case()
    before = state(case)

    with pytest.raises(DomainError, match=r"^Enter the reason for not following the suggested route\.$") as refused:
        route(case, IECA, reason=" \n ")

    assert (refused.value.field, state(case)) == ("reason", before)
    route(case, IECA, reason=" Held since\r\nyesterday. ")
    row = Routing.objects.get(case=case)
    assert (row.suggested_rule, row.followed_suggestion, row.reason) == (
        "everybody_else",
        False,
        " Held since\r\nyesterday. ",
    )


def test_criterion_met_and_kept_by_the_first_authority_needs_a_reason():
    case = submitted_case()

    with pytest.raises(DomainError, match="Enter the reason"):
        route(case, SCA, criteria=[DETAINED])


def test_child_in_a_pilot_area_is_suggested_to_the_panel_and_kept_by_the_authority_without_a_reason():
    case = submitted_case(**child_answers(local_authority=answered("kingston_upon_hull")))

    route(case, SCA)

    row = Routing.objects.get(case=case)
    assert (row.suggested_rule, row.followed_suggestion, row.organisation.slug) == ("panel_child", False, "sca")


@pytest.mark.parametrize(
    ("born", "latest"),
    [
        (answered("2010-03-12", "day"), dt.date(2010, 3, 12)),
        (answered("2010-02", "month"), dt.date(2010, 2, 28)),
        (answered("2010", "year"), dt.date(2010, 12, 31)),
        (answered("2010", "about"), dt.date(2011, 12, 31)),
        (stated(AnswerState.NOT_KNOWN), None),
    ],
)
def test_routing_counts_with_the_youngest_age_the_date_of_birth_allows(born, latest):
    case = submitted_case(**child_answers(date_of_birth=born))

    facts = routing_facts(Case.objects.get(pk=case.pk))

    assert (facts.latest_birth, facts.age_group.value) == (latest, "child")


def test_panel_cannot_be_chosen_yet():
    case = submitted_case(**child_answers(local_authority=answered("kingston_upon_hull")))
    before = state(case)

    with pytest.raises(DomainError) as refused:
        route(case, PANEL, reason="The panel asked for it.")

    assert (refused.value.field, refused.value.sentence, state(case)) == (
        "decision_maker",
        "A case cannot be routed to a local panel here yet. Choose the Single Competent Authority.",
        before,
    )


def test_child_cannot_be_sent_to_the_authority_for_adults_whatever_the_reason():
    case = submitted_case(**child_answers())
    before = state(case)

    with pytest.raises(DomainError, match="decides about adults only") as refused:
        route(case, IECA, reason="Detained since.")

    assert (refused.value.field, state(case)) == ("decision_maker", before)


def test_stale_version_changes_nothing():
    case = submitted_case()
    before = state(case)

    with pytest.raises(StaleForm, match=r"^Somebody changed this case while you had it open\."):
        route(case, version=case.version + 1)

    assert state(case) == before
    assert not AuditEvent.objects.filter(event="case_routed").exists()


def test_case_that_was_routed_is_not_routed_again():
    case = case_at("routed")
    before = state(case)

    with pytest.raises(Refused) as refused:
        route(case, by="sca-leader")

    assert refused.value.sentence == "This case cannot be routed: its status is “Routed, to be allocated”."
    assert state(case) == before


@pytest.mark.parametrize("slug", ["sca-caseworker", "sca-second-caseworker", "police-referrer", "police-lead"])
def test_who_sees_the_case_but_does_not_route_is_refused(slug):
    case = submitted_case()
    before = state(case)

    with pytest.raises(Refused, match="may not do this"):
        route(case, by=slug)

    assert state(case) == before


@pytest.mark.parametrize(
    "slug", ["ieca-leader", "other-police-referrer", "auditor", "administrator", "contract-manager", "system-operator"]
)
def test_to_whoever_does_not_see_the_case_it_does_not_exist(slug):
    case = submitted_case()
    before = state(case)

    with pytest.raises(NotVisible):
        route(case, by=slug)

    assert state(case) == before


def test_database_refuses_to_change_a_routing():
    case = case_at("routed")

    with connection.cursor() as cursor, pytest.raises(Exception, match=r"permission denied|never changed"):
        cursor.execute("update cases_routing set reason = 'x' where case_id = %s", [case.pk])
