"""Who may do each thing to a package: the right side of the right contract, at the version they saw; nobody else."""

from __future__ import annotations

from functools import partial

import pytest

from nrm import clock
from nrm.access.exceptions import NotVisible, Refused, RefusedByRole
from nrm.audit.models import AuditEvent
from nrm.exceptions import StaleForm
from nrm.notices.models import OutboxRow
from support.actions.ending import end_support
from support.actions.needs import assess_needs
from support.actions.offers import accept_offer, offer_to_provider, refuse_offer, withdraw_offer
from support.actions.payments import end_weekly_payment, set_weekly_payment
from support.actions.placement import correct_address, end_placement, record_placement
from support.actions.plan import add_plan_item, change_plan_item
from support.actions.workers import assign_support_worker
from support.enums import NeedArea, PlacementKind, PlanItemOwner, PlanItemStatus
from tests.factories.cases import actor
from tests.factories.support import (
    MANAGER,
    WORKER,
    fresh,
    needs,
    organisation_of,
    package_at,
    paid,
    placed,
    planned,
    rival_manager,
)

pytestmark = pytest.mark.django_db

ITEM = {
    "area": NeedArea.LEGAL,
    "goal": "Be heard.",
    "action_text": "Find a solicitor.",
    "owner": PlanItemOwner.PERSON,
    "owner_name": "",
    "due_on": None,
}


def offer(package):
    return partial(offer_to_provider, provider_id=organisation_of(WORKER))


def assess(package):
    return partial(assess_needs, assessed_on=clock.today(), needs=needs(), summary="")


def add(package):
    return partial(add_plan_item, **ITEM)


def place(package):
    return partial(record_placement, kind=PlacementKind.SAFEHOUSE, since=clock.today(), address="1 Elm Row")


def leave(package):
    number = placed(package).number
    return partial(end_placement, number=number, ended_on=clock.today(), reason="Moved to a flat.")


def correct(package):
    number = placed(package).number
    return partial(correct_address, number=number, address="2 Elm Row")


def pay(package):
    return partial(set_weekly_payment, amount_pence=7114, basis="One adult.", starts_on=clock.today())


def stop_paying(package):
    return partial(end_weekly_payment, number=paid(package).number, ends_on=clock.today())


def withdraw(package):
    return withdraw_offer


def accept(package):
    return accept_offer


def refuse(package):
    return partial(refuse_offer, reason="We are full.")


def assign(package):
    return partial(assign_support_worker, membership_id=actor(WORKER).membership_id)


def end(package):
    return partial(end_support, reason="Went home.", ended_on=clock.today(), early=True)


# what is done, in which status of the package, by whom; and who sees the package but may not do this
DONE_BY_CONTRACTOR = [(offer, "to_allocate"), (withdraw, "offered")]
DONE_BY_PROVIDER = [
    (assess, "in_support"),
    (add, "in_support"),
    (place, "in_support"),
    (leave, "in_support"),
    (correct, "in_support"),
    (pay, "in_support"),
    (stop_paying, "in_support"),
    (assign, "in_support"),
]
ANSWERS = [
    (lambda package: accept_offer, "offered"),
    (lambda package: partial(refuse_offer, reason="Full."), "offered"),
]
EVERYTHING = [
    *((make, status, MANAGER) for make, status in DONE_BY_CONTRACTOR),
    *((make, status, WORKER) for make, status in DONE_BY_PROVIDER),
    *((make, status, WORKER) for make, status in ANSWERS),
    (end, "in_support", WORKER),
    (end, "in_support", MANAGER),
    (end, "to_allocate", MANAGER),
    (end, "offered", MANAGER),
]
OUTSIDE = [
    "other-support-worker",
    "sca-caseworker",
    "sca-leader",
    "police-referrer",
    "auditor",
    "administrator",
    "council-childrens-services",
]


def written():
    """What an action leaves behind, whatever it is."""
    return AuditEvent.objects.count(), OutboxRow.objects.count()


def refused(call, package, by, error, version=None):
    before, was = written(), fresh(package)
    with pytest.raises(error):
        call(package_id=package.pk, version=was.version if version is None else version, by=by)
    now = fresh(package)
    assert written() == before
    assert (now.status, now.version, now.worker_id) == (was.status, was.version, was.worker_id)


@pytest.mark.parametrize(("make", "status", "slug"), EVERYTHING)
def test_a_stale_form_changes_nothing(make, status, slug):
    package = package_at(status)
    call = make(package)
    version = fresh(package).version

    refused(call, package, actor(slug), StaleForm, version - 1)
    refused(call, package, actor(slug), StaleForm, version + 1)


@pytest.mark.parametrize(("make", "status", "slug"), EVERYTHING)
def test_to_everybody_outside_the_package_is_not_there(make, status, slug):
    package = package_at(status)
    call = make(package)

    for outside in OUTSIDE:
        refused(call, package, actor(outside), NotVisible)
    refused(call, package, rival_manager(), NotVisible)


@pytest.mark.parametrize(("make", "status"), DONE_BY_PROVIDER)
@pytest.mark.parametrize("slug", [MANAGER, "support-finance"])
def test_what_the_support_worker_records_nobody_else_who_sees_the_package_may(make, status, slug):
    package = package_at(status)

    refused(make(package), package, actor(slug), RefusedByRole)


@pytest.mark.parametrize(("make", "status"), DONE_BY_CONTRACTOR)
@pytest.mark.parametrize("slug", [WORKER, "support-finance"])
def test_before_it_accepts_a_provider_does_not_find_the_package(make, status, slug):
    package = package_at(status)

    refused(make(package), package, actor(slug), NotVisible)


@pytest.mark.parametrize(("make", "status"), ANSWERS)
@pytest.mark.parametrize("slug", [MANAGER, "support-finance", "other-support-worker"])
def test_an_offer_is_there_for_the_support_workers_it_was_made_to(make, status, slug):
    package = package_at(status)

    refused(make(package), package, actor(slug), NotVisible)


def test_finance_may_not_end_support():
    package = package_at("in_support")

    refused(end(package), package, actor("support-finance"), RefusedByRole)


@pytest.mark.parametrize(("make", "status"), DONE_BY_PROVIDER)
def test_nothing_is_recorded_after_support_ended(make, status):
    package = package_at("in_support")
    call = make(package)
    end(package)(package_id=package.pk, version=fresh(package).version, by=actor(MANAGER))

    refused(call, package, actor(WORKER), Refused)


@pytest.mark.parametrize("status", ["in_support", "ended"])
def test_somebody_in_support_or_past_it_is_not_offered(status):
    package = package_at(status)

    for call in (offer(package), withdraw_offer):
        refused(call, package, actor(MANAGER), Refused)


def test_support_ends_once():
    package = package_at("ended")

    for slug in (MANAGER, WORKER):
        refused(end(package), package, actor(slug), Refused)


def test_a_plan_item_is_changed_by_the_support_worker_at_its_own_version():
    package = package_at("in_support")
    item = planned(package)
    call = partial(change_plan_item, number=item.number, status=PlanItemStatus.DONE, progress="", **ITEM)

    refused(call, package, actor(WORKER), StaleForm, item.version + 1)
    for slug, error in (
        (MANAGER, RefusedByRole),
        ("support-finance", RefusedByRole),
        *((o, NotVisible) for o in OUTSIDE),
    ):
        refused(call, package, actor(slug), error, item.version)
