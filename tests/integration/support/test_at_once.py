"""Two who act on one package at the same moment: one of them counts, and the tables still agree."""

from __future__ import annotations

import threading
from collections import Counter

import pytest
from django.db import connection

from cases.models import CaseParty
from decisions.enums import DecisionKind, DecisionOutcome
from nrm import clock
from nrm.access.exceptions import NotVisible, Refused
from nrm.access.roles import Role
from nrm.accounts.selectors import actor_for
from nrm.exceptions import DomainError, StaleForm
from nrm.notices.models import OutboxRow
from support.actions.offers import accept_offer, offer_to_provider, refuse_offer, withdraw_offer
from support.actions.payments import set_weekly_payment
from support.actions.placement import record_placement
from support.enums import PlacementKind
from support.models import Placement, SupportOffer, WeeklyPayment
from tests.factories.accounts import member
from tests.factories.cases import actor, case_at, decide, recover
from tests.factories.support import MANAGER, OTHER_WORKER, WORKER, fresh, in_support, organisation_of, package_at
from tests.integration.support.test_offers import agrees

pytestmark = pytest.mark.django_db(transaction=True)


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
        except (StaleForm, Refused, NotVisible, DomainError) as refusal:
            ends.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return Counter(ends)


def test_offer_accepted_while_it_is_withdrawn_is_one_of_the_two():
    package = package_at("offered")
    worker, manager = actor(WORKER), actor(MANAGER)

    ends = at_once(
        lambda: accept_offer(package_id=package.pk, version=package.version, by=worker),
        lambda: withdraw_offer(package_id=package.pk, version=package.version, by=manager),
    )

    assert ends["done"] == 1
    assert ends["StaleForm"] + ends["NotVisible"] == 1
    offer = SupportOffer.objects.get(package=package)
    assert (offer.status, fresh(package).status) in {("accepted", "in_support"), ("withdrawn", "to_allocate")}
    assert agrees(package)
    answers = OutboxRow.objects.filter(notice__in=["support_offer_accepted", "support_offer_withdrawn"])
    assert answers.count() == 1


def test_offer_answered_by_two_colleagues_has_one_answer():
    package = package_at("offered")
    colleague = actor_for(member("second@causeway.example", role=Role.SUPPORT_WORKER, organisation="causeway"))
    worker = actor(WORKER)

    ends = at_once(
        lambda: accept_offer(package_id=package.pk, version=package.version, by=worker),
        lambda: refuse_offer(package_id=package.pk, version=package.version, reason="Full.", by=colleague),
    )

    assert ends["done"] == 1
    assert SupportOffer.objects.get(package=package).status in {"accepted", "refused"}
    assert agrees(package)


def test_two_managers_offer_to_one_provider():
    package = package_at("to_allocate")
    second = actor_for(member("second@contract.example", role=Role.CONTRACT_MANAGER, organisation="salvation-army"))
    manager = actor(MANAGER)

    ends = at_once(
        *(
            lambda by=by, to=to: offer_to_provider(
                package_id=package.pk, provider_id=to, version=package.version, by=by
            )
            for by, to in ((manager, organisation_of(WORKER)), (second, organisation_of(OTHER_WORKER)))
        )
    )

    assert ends == {"done": 1, "StaleForm": 1}
    assert SupportOffer.objects.filter(package=package).count() == 1
    assert agrees(package)


def test_offer_accepted_while_the_case_moves_leaves_fresh_copies_on_the_party_row():
    """Accepting locks the case before it copies the case's status; otherwise the copy would be of yesterday."""
    case = recover(case_at("rg_positive"))
    package = package_at("offered", case=case)
    worker = actor(WORKER)

    ends = at_once(
        lambda: accept_offer(package_id=package.pk, version=package.version, by=worker),
        lambda: decide(case, DecisionKind.CONCLUSIVE_GROUNDS, DecisionOutcome.POSITIVE),
    )

    assert ends == {"done": 2}
    case.refresh_from_db()
    copies = CaseParty.objects.filter(case=case, party_status="active").values_list("case_status", "due_on").distinct()
    assert [status for status, _ in copies] == [case.status]
    assert agrees(package)


def test_person_placed_twice_at_once_is_placed_once():
    package = in_support()
    worker = actor(WORKER)

    ends = at_once(
        *(
            lambda address=address: record_placement(
                package_id=package.pk,
                kind=PlacementKind.SAFEHOUSE,
                since=clock.today(),
                address=address,
                version=package.version,
                by=worker,
            )
            for address in ("1 Elm Row", "2 Elm Row")
        )
    )

    assert ends == {"done": 1, "StaleForm": 1}
    assert Placement.objects.filter(package=package).count() == 1


def test_payment_set_twice_at_once_is_paid_once():
    package = in_support()
    worker = actor(WORKER)

    ends = at_once(
        *(
            lambda pence=pence: set_weekly_payment(
                package_id=package.pk,
                amount_pence=pence,
                basis="One adult.",
                starts_on=clock.today(),
                version=package.version,
                by=worker,
            )
            for pence in (7114, 7532)
        )
    )

    assert ends == {"done": 1, "StaleForm": 1}
    assert WeeklyPayment.objects.filter(package=package).count() == 1
