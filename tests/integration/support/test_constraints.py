"""What the database refuses in the tables of support, whoever writes it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, connection, transaction

from nrm import clock
from nrm.audit.frame import unguarded
from support.models import (
    AssessedNeed,
    Placement,
    PlacementAddress,
    SupportOffer,
    SupportPackage,
    WeeklyPayment,
)
from tests.factories.cases import actor
from tests.factories.support import WORKER, assessed, in_support, package_at, paid, placed

pytestmark = pytest.mark.django_db

FAR = dt.date(2000, 1, 1)


def refused(constraint, write):
    """Whether the database refuses the write in the name of that constraint."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), unguarded():
        write()
    return True


@pytest.mark.parametrize(
    ("status", "changed", "constraint"),
    [
        ("to_allocate", {"status": "in_support"}, "package_provider_follows_status"),
        ("offered", {"in_support_since": FAR}, "package_provider_follows_status"),
        ("in_support", {"provider": None}, "package_provider_follows_status"),
        ("in_support", {"status": "to_allocate"}, "package_provider_follows_status"),
        ("in_support", {"ended_on": FAR}, "package_provider_follows_status"),
        ("in_support", {"status": "ended"}, "package_provider_follows_status"),
        ("ended", {"ended_on": None}, "package_provider_follows_status"),
    ],
)
def test_provider_worker_and_dates_follow_the_status(status, changed, constraint):
    package = package_at(status)

    assert refused(constraint, lambda: SupportPackage.objects.filter(pk=package.pk).update(**changed))


def test_case_has_one_open_package_and_one_that_ended_beside_it():
    ended, open_one = package_at("ended"), package_at("to_allocate")

    def open_beside(case_id):
        SupportPackage.objects.create(
            case_id=case_id,
            contractor_id=open_one.contractor_id,
            status="to_allocate",
            opened_at=clock.now(),
            opened_on=clock.today(),
        )

    assert refused("one_open_package_a_case", lambda: open_beside(open_one.case_id))
    with unguarded():
        open_beside(ended.case_id)


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"status": "accepted"}, "offer_answer_paired"),
        ({"answered_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}, "offer_answer_paired"),
    ],
)
def test_offer_is_answered_by_somebody_or_open(changed, constraint):
    offers = SupportOffer.objects.filter(package=package_at("offered"))

    assert refused(constraint, lambda: offers.update(**changed))


def test_refused_offer_has_a_reason():
    offers = SupportOffer.objects.filter(package=package_at("offered"))
    answer = {"answered_at": clock.now(), "answered_by_id": actor(WORKER).membership_id}

    assert refused("refused_offer_has_a_reason", lambda: offers.update(**answer, status="refused", reason=""))
    assert refused("offer_status_known", lambda: offers.update(**answer, status="lost"))


def test_two_placements_do_not_last_at_once_and_an_end_has_a_reason():
    package = in_support()
    placed(package)
    placements = Placement.objects.filter(package=package)
    first = placements.get()

    def second():
        Placement.objects.create(
            package=package,
            number=2,
            provider=first.provider,
            kind="safehouse",
            since=first.since,
            recorded_at=clock.now(),
            recorded_by=first.recorded_by,
        )

    assert refused("one_placement_at_a_time", second)
    assert refused("placement_end_paired", lambda: placements.update(until=first.since))
    assert refused("placement_dates_in_order", lambda: placements.update(until=FAR, end_reason="x"))
    assert refused("placement_kind_known", lambda: placements.update(kind="palace"))


def test_two_payments_do_not_run_on_one_day():
    package = in_support()
    first = paid(package)
    payments = WeeklyPayment.objects.filter(package=package)

    def second(starts_on):
        WeeklyPayment.objects.create(
            package=package,
            number=2,
            amount_pence=1,
            basis="x",
            starts_on=starts_on,
            set_at=clock.now(),
            set_by=first.set_by,
        )

    assert refused("one_weekly_payment_at_a_time", lambda: second(first.starts_on))
    assert refused("one_weekly_payment_at_a_time", lambda: second(first.starts_on + dt.timedelta(days=400)))
    assert refused("payment_is_something", lambda: payments.update(amount_pence=0))
    assert refused("payment_dates_in_order", lambda: payments.update(ends_on=FAR))


@pytest.mark.parametrize(("column", "constraint"), [("area", "need_area_known"), ("level", "need_level_known")])
def test_need_is_one_of_the_areas_and_levels(column, constraint):
    assessment = assessed(in_support())
    row = {"area": "safety", "level": "red", column: "other"}

    assert refused(constraint, lambda: AssessedNeed.objects.create(assessment=assessment, **row))


@pytest.mark.parametrize(
    "table",
    [
        "support_packagestatusrow",
        "support_needsassessment",
        "support_assessedneed",
        "support_planitemversion",
        "support_placementaddress",
    ],
)
@pytest.mark.parametrize("change", ["update {table} set id = id", "delete from {table}"])
def test_versions_are_never_changed(table, change):
    placed(in_support())
    assert PlacementAddress.objects.exists()

    with pytest.raises((ProgrammingError, InternalError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(table=table))
