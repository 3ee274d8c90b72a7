"""Who supported somebody keeps what was recorded then, and learns nothing that happened since: no address, no decision,
no date of the case, nothing of whoever supports the person now."""

from __future__ import annotations

import pytest
from django.urls import reverse

from decisions.enums import DecisionKind, DecisionOutcome
from nrm import clock
from nrm.access.exceptions import NotVisible
from nrm.accounts.demo.personas import PERSONAS
from nrm.audit.frame import unguarded
from referrals.domain.answers import answered
from support.actions.ending import end_support
from support.enums import PackageStatus
from support.models import SupportPackage
from support.selectors import address_of, package_by_reference
from tests.factories.cases import actor, case_at, decide, recover
from tests.factories.support import (
    FINANCE,
    MANAGER,
    OTHER_WORKER,
    WORKER,
    assessed,
    fresh,
    in_support,
    organisation_of,
    paid,
    placed,
    planned,
)
from tests.side_doors.doors import addresses_of, is_public, look, our_get_routes

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MARK, LATER_MARK = "MARK-OF-THE-SAFEHOUSE", "MARK-OF-THE-NEXT-ONE"
SIDES = (MANAGER, WORKER)
CONCLUSIVE = DecisionKind.CONCLUSIVE_GROUNDS
# What the referral says of the person beside the name; all of it stood on the page while support lasted.
TOLD_THEN = ("Safe contact", "May 1999", "07700 900123", "Two men wait outside.", "Reaching and meeting them")
OF_THE_CASE = ("reasonable grounds", "conclusive grounds", "Recovery period", "Move-on")


@pytest.fixture
def supported():
    """In support with everything that can be recorded, late enough for the conclusive decision to be made."""
    danger = {"immediate_risk": answered("yes"), "immediate_risk_detail": answered("Two men wait outside.")}
    package = in_support(recover(case_at("rg_positive", **danger)))
    assessed(package)
    planned(package)
    paid(package)
    placed(package, address=MARK)
    return fresh(package)


@pytest.fixture
def ended(supported):
    return end(supported)


def end(package: SupportPackage) -> SupportPackage:
    reason = "Went to live with a sister."
    end_support(
        package_id=package.pk, reason=reason, ended_on=clock.today(), version=package.version, by=actor(MANAGER)
    )
    return fresh(package)


def page_of(package: SupportPackage) -> str:
    return reverse("desks:support-package", args=[package.case.reference])


def everywhere(client, package: SupportPackage):
    """What the client is shown at every address of ours that something of the package could stand at."""
    named = addresses_of({"reference": [package.case.reference], "number": [1]})
    plain = [reverse(route.name) for route in our_get_routes() if not route.arguments and not is_public(route)]
    ended = [f"{reverse('desks:support')}?status=ended", f"{reverse('desks:support-payments')}?show=ended"]
    return {address: look(client, address) for address in (*plain, *named, *ended)}


def test_the_addresses_are_read_by_nobody_once_support_has_ended(ended, signed_in):
    shown = {
        persona.slug: [at for at, seen in everywhere(signed_in(persona.slug), ended).items() if seen.holds(MARK)]
        for persona in PERSONAS
        if persona.slug in {*SIDES, OTHER_WORKER, FINANCE}
    }

    assert shown == {slug: [] for slug in (*SIDES, OTHER_WORKER, FINANCE)}
    for persona in PERSONAS:
        with pytest.raises(NotVisible):
            address_of(actor(persona.slug), ended.placements.get())


@pytest.mark.parametrize("slug", SIDES)
def test_the_page_keeps_what_was_recorded_and_no_more_of_the_person_than_who_it_is(supported, signed_in, slug):
    client = signed_in(slug)
    before = look(client, page_of(supported)).body

    after = look(client, page_of(end(supported))).body

    assert [text for text in (*TOLD_THEN, "Recovery period", MARK) if text not in before] == []
    kept = (supported.case.reference, "Linh Trần", "Sleeps badly.", "tell a solicitor", "£75.32", "Safehouse", "sister")
    assert [text for text in kept if text not in after] == []
    assert [text for text in (*TOLD_THEN, *OF_THE_CASE, MARK) if text.casefold() in after.casefold()] == []


@pytest.mark.parametrize("slug", SIDES)
@pytest.mark.parametrize("outcome", DecisionOutcome)
def test_a_later_decision_changes_nothing_that_they_are_shown(ended, signed_in, slug, outcome):
    client = signed_in(slug)
    before = everywhere(client, ended)

    decide(ended.case, CONCLUSIVE, outcome)
    after = everywhere(client, ended)

    assert before[page_of(ended)].status == 200
    assert [address for address in before if before[address] != after[address]] == []


@pytest.mark.parametrize("slug", SIDES)
@pytest.mark.parametrize("route", ["end", "assess", "place", "payment", "plan-item-add", "worker"])
def test_a_form_sent_after_the_end_is_answered_without_the_person(ended, signed_in, slug, route):
    client = signed_in(slug)
    day = {"day": "1", "month": "3", "year": "2020"}
    typed = {"version": "1", "reason": "x", "kind": "safehouse", "address": "x", "goal": "x", "action": "x"}
    typed |= {f"{name}-{part}": value for name in ("ended_on", "since", "assessed_on") for part, value in day.items()}

    answer = client.post(reverse(f"support:{route}", args=[ended.case.reference]), typed)

    assert answer.status_code in {403, 422}
    text = answer.content.decode().casefold()
    assert [told for told in (*TOLD_THEN, *OF_THE_CASE, MARK) if told.casefold() in text] == []


def test_the_earlier_provider_sees_nothing_of_the_next_one(ended, signed_in):
    client = signed_in(WORKER)
    before = everywhere(client, ended)

    placed(next_package(ended), address=LATER_MARK, by=OTHER_WORKER)
    after = everywhere(client, ended)

    assert [address for address in before if before[address] != after[address]] == []
    assert package_by_reference(actor(WORKER), ended.case.reference) == ended
    assert LATER_MARK in look(signed_in(OTHER_WORKER), page_of(ended)).body
    assert MARK not in look(signed_in(OTHER_WORKER), page_of(ended)).body


def test_a_provider_whose_package_went_to_another_reads_its_own_placement_no_more(supported, signed_in):
    with unguarded():
        SupportPackage.objects.filter(pk=supported.pk).update(provider=organisation_of(OTHER_WORKER))
    placement = supported.placements.select_related("package").get()

    answers = {slug: look(signed_in(slug), page_of(supported)) for slug in (WORKER, OTHER_WORKER, MANAGER)}

    assert {slug: (seen.status, seen.holds(MARK)) for slug, seen in answers.items()} == {
        WORKER: (404, False),
        OTHER_WORKER: (200, False),
        MANAGER: (200, True),
    }
    for slug in (WORKER, OTHER_WORKER):
        with pytest.raises(NotVisible):
            address_of(actor(slug), placement)


def next_package(before: SupportPackage) -> SupportPackage:
    """Another package of the same case, with another provider."""
    worker = actor(OTHER_WORKER)
    with unguarded():
        return SupportPackage.objects.create(
            case=before.case,
            contractor=before.contractor,
            provider_id=worker.organisation_id,
            worker_id=worker.membership_id,
            status=PackageStatus.IN_SUPPORT.value,
            opened_at=clock.now(),
            opened_on=clock.today(),
            in_support_since=clock.today(),
        )
