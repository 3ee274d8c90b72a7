"""What each side is told: the offered person without a name, the address to two sides only, whom to tell."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from cases.models import Case
from decisions.enums import DecisionKind, DecisionOutcome
from nrm.access.actors import SystemActor, SystemName
from nrm.access.exceptions import NotVisible
from nrm.access.roles import Role
from nrm.accounts.actions.memberships import end_membership
from nrm.accounts.demo.personas import PERSONAS
from nrm.accounts.selectors import actor_for
from nrm.notices.models import OutboxRow
from support.enums import PackageStatus
from support.selectors import (
    address_of,
    offer_by_reference,
    offered_person,
    offers_visible_to,
    package_by_reference,
    package_line_of_case,
    packages_visible_to,
    payment_numbered,
    placement_numbered,
    placements_of,
    plan_item_numbered,
    supporters_of,
    told_of_decisions,
)
from tests.factories.accounts import member
from tests.factories.cases import actor, case_at, decide, recover
from tests.factories.support import (
    ADDRESS,
    FINANCE,
    MANAGER,
    OTHER_WORKER,
    WORKER,
    in_support,
    package_at,
    placed,
    rival_manager,
)
from tests.side_doors.planting import BORN, BORN_IN_WORDS, marked_answers

pytestmark = pytest.mark.django_db

SLUGS = [persona.slug for persona in PERSONAS]


def finding(visible, thing):
    """The personas who find the thing among what is visible to them."""
    return {slug for slug in SLUGS if thing in visible(actor(slug))}


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("to_allocate", {MANAGER}),
        ("offered", {MANAGER}),
        ("in_support", {MANAGER, WORKER, FINANCE}),
        ("ended", {MANAGER, WORKER, FINANCE}),
    ],
)
def test_package_is_visible_to_its_contractor_and_to_the_provider_that_accepted(status, expected):
    package = package_at(status)

    assert finding(packages_visible_to, package) == expected
    assert package not in packages_visible_to(rival_manager())
    for slug in SLUGS:
        assert package.is_within_reach_of(actor(slug)) is (slug in expected), slug


@pytest.mark.parametrize(
    ("status", "expected"),
    [("to_allocate", set()), ("offered", {WORKER}), ("in_support", set()), ("ended", set())],
)
def test_offer_is_visible_to_the_support_workers_it_was_made_to_while_it_is_open(status, expected):
    package = package_at(status)

    assert {slug for slug in SLUGS if offers_visible_to(actor(slug)).filter(package=package).exists()} == expected


def test_part_of_the_system_sees_the_packages_of_its_cases_only():
    package, other = in_support(), in_support()
    by = SystemActor(SystemName.REMINDERS, case_ids=frozenset({package.case_id}))

    assert list(packages_visible_to(by)) == [package]
    assert package.is_within_reach_of(by)
    assert not other.is_within_reach_of(by)


@pytest.mark.parametrize("reference", ["NRM-26-999999-A", "nothing", "", "' or 1=1 --"])
def test_reference_that_is_none_finds_nothing(reference):
    in_support()

    with pytest.raises(NotVisible):
        package_by_reference(actor(MANAGER), reference)
    with pytest.raises(NotVisible):
        offer_by_reference(actor(WORKER), reference)


def test_number_that_is_none_finds_nothing():
    package = in_support()

    for find in (placement_numbered, payment_numbered, plan_item_numbered):
        with pytest.raises(NotVisible):
            find(package, 1)


def test_offered_provider_is_told_codes_and_not_who_the_person_is():
    answers = marked_answers()
    package = package_at("offered", case=case_at("rg_positive", **answers))

    told = offered_person(offer_by_reference(actor(WORKER), package.case.reference))

    assert told.reference == package.case.reference
    assert (told.nation, told.age_group, told.sex, told.interpreter_language) == (
        "england",
        "adult",
        "female",
        answers["interpreter_language"]["value"],
    )
    assert told.exploitation_types == tuple(answers["exploitation_types"]["value"])
    said = str(asdict(told)).casefold()
    texts = [str(answer.get("value", "")).splitlines()[0] for answer in answers.values() if answer.get("value")]
    marks = [
        text for text in (*texts, BORN, BORN_IN_WORDS) if text.casefold().startswith(("zq", "0191", "1987", "19 "))
    ]
    assert len(marks) > 10
    assert [mark for mark in marks if mark.casefold() in said] == []
    facts = Case.objects.get(pk=package.case_id).facts
    assert facts.police_force
    assert [
        place for place in (facts.police_force, facts.local_authority, *facts.uk_places) if place and place in said
    ] == []


def test_address_is_read_by_the_provider_of_the_placement_and_the_contractor_and_by_nobody_else():
    placement = placed(in_support())
    read = {}

    for slug in SLUGS:
        try:
            read[slug] = address_of(actor(slug), placement)
        except NotVisible:
            continue

    assert read == {MANAGER: ADDRESS, WORKER: ADDRESS}
    with pytest.raises(NotVisible):
        address_of(rival_manager(), placement)


def test_no_part_of_the_system_reads_an_address():
    placement = placed(in_support())

    for name in SystemName:
        with pytest.raises(NotVisible):
            address_of(SystemActor(name, case_ids=frozenset({placement.package.case_id})), placement)


def test_list_of_placements_costs_one_query_and_holds_no_address(django_assert_num_queries):
    package = in_support()
    placed(package)
    placed(package, address="2 Elm Row")

    with django_assert_num_queries(1):
        shown = placements_of(package)
        said = [f"{each} {vars(each)} {each.provider.name} {each.recorded_by.person.name}" for each in shown]

    assert [text for text in said if "Elm" in text or "Larch" in text] == []


def test_support_worker_is_told_else_their_colleagues_else_the_contract_managers():
    colleague = member("second@causeway.example", role=Role.SUPPORT_WORKER, organisation="causeway", name="Zoe Ash")
    waiting, package = package_at("to_allocate"), in_support()
    worker = actor(WORKER).membership_id
    manager = actor(MANAGER).membership_id

    assert [each.pk for each in supporters_of(waiting.case_id)] == [manager]
    assert [each.pk for each in supporters_of(package.case_id)] == [worker]
    assert [each.pk for each in told_of_decisions(package.case_id)] == [worker, manager]

    administrator = member("admin@causeway.example", role=Role.ADMINISTRATOR, organisation="causeway")
    end_membership(membership_id=worker, by=actor_for(administrator))

    assert [each.pk for each in supporters_of(package.case_id)] == [colleague.pk]


@pytest.mark.parametrize("status", ["ended"])
def test_nobody_is_told_once_support_ended(status):
    package = package_at(status)

    assert (supporters_of(package.case_id), told_of_decisions(package.case_id)) == ([], [])


def test_case_without_a_package_has_nobody_to_tell():
    case = case_at("rg_negative")

    assert (supporters_of(case.pk), package_line_of_case(case.pk)) == ([], None)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("to_allocate", (PackageStatus.TO_ALLOCATE, "")),
        ("offered", (PackageStatus.OFFERED, "")),
        ("in_support", (PackageStatus.IN_SUPPORT, "Causeway")),
        ("ended", (PackageStatus.ENDED, "Causeway")),
    ],
)
def test_line_of_the_case_names_the_provider_once_it_accepted(status, expected):
    line = package_line_of_case(package_at(status).case_id)

    assert (line.status, line.provider) == expected


@pytest.mark.parametrize("outcome", DecisionOutcome)
def test_conclusive_decision_is_told_to_the_worker_and_the_contract_managers(outcome):
    case = case_at("rg_positive")
    in_support(case)

    decide(recover(case), DecisionKind.CONCLUSIVE_GROUNDS, outcome)

    rows = OutboxRow.objects.filter(case=case, notice="support_cg_decision_made")
    assert set(rows.values_list("person_id", flat=True)) == {actor(WORKER).person_id, actor(MANAGER).person_id}


def test_conclusive_decision_is_told_to_nobody_where_no_support_was_opened():
    case = case_at("rg_positive", consent_support={"value": "no", "state": "answered"})

    decide(recover(case), DecisionKind.CONCLUSIVE_GROUNDS, DecisionOutcome.NEGATIVE)

    assert not OutboxRow.objects.filter(case=case, notice__startswith="support").exists()
    assert not OutboxRow.objects.filter(case=case, person_id=actor(OTHER_WORKER).person_id).exists()
