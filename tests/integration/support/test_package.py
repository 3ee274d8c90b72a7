"""What is kept in a package: needs, plan, placements, payments, its worker and its end."""

from __future__ import annotations

import datetime as dt

import pytest

from cases.models import CaseParty
from deadlines.domain.rules import RULES
from deadlines.models import Deadline
from deadlines.selectors import lasting_period
from nrm import clock
from nrm.access.exceptions import NotVisible
from nrm.access.roles import Role
from nrm.audit.models import AuditEvent
from nrm.audit.selectors import timeline_of
from nrm.exceptions import DomainError, StaleForm
from nrm.notices.models import OutboxRow
from support.actions.ending import end_support
from support.actions.needs import assess_needs
from support.actions.payments import end_weekly_payment, set_weekly_payment
from support.actions.placement import correct_address, end_placement, record_placement
from support.actions.plan import change_plan_item
from support.actions.workers import assign_support_worker
from support.enums import NeedArea, NeedLevel, PlacementKind, PlanItemOwner, PlanItemStatus
from support.models import NeedsAssessment, Placement, PlacementAddress, PlanItem, SupportOffer, WeeklyPayment
from support.selectors import (
    address_of,
    assessments_of,
    packages_visible_to,
    payments_of,
    placements_of,
    plan_of,
    supporters_of,
)
from tests.factories.accounts import member
from tests.factories.cases import actor, case_at
from tests.factories.support import (
    ADDRESS,
    MANAGER,
    OTHER_WORKER,
    WORKER,
    assessed,
    fresh,
    in_support,
    needs,
    package_at,
    paid,
    placed,
    planned,
)
from tests.integration.support.test_offers import HOSTILE, agrees

pytestmark = pytest.mark.django_db

ONE_DAY = dt.timedelta(days=1)


def later(at, days):
    """Let that many days go by; returns the London date it is then."""
    at(clock.now() + dt.timedelta(days=days))
    return clock.today()


def events_of(package, event):
    return list(AuditEvent.objects.filter(case_id=package.case_id, event=event).values_list("payload", flat=True))


def field_refused(field, call):
    with pytest.raises(DomainError) as refused:
        call()
    assert refused.value.field == field
    return refused.value.sentence


# ------------------------------------------------------------------------------------------- needs


def test_assessment_keeps_every_area_as_written():
    package = in_support()

    made = assess_needs(
        package_id=package.pk,
        assessed_on=clock.today(),
        needs=needs(HOSTILE, NeedLevel.RED),
        summary=HOSTILE,
        version=package.version,
        by=actor(WORKER),
    )

    (shown,) = assessments_of(package)
    assert (shown.pk, shown.version, shown.summary, shown.assessed_on) == (made.pk, 1, HOSTILE, clock.today())
    assert [need.area for need in shown.shown_needs] == [area.value for area in NeedArea]
    assert {(need.level, need.notes) for need in shown.shown_needs} == {("red", HOSTILE)}
    assert events_of(package, "needs_assessed") == [{"version": 1}]


def test_a_later_assessment_is_a_version_and_the_earlier_one_stays():
    package = in_support()
    assessed(package, notes="Sleeps badly.")

    assessed(package, notes="Sleeps better.")

    newest, first = assessments_of(package)
    assert (newest.version, newest.shown_needs[0].notes) == (2, "Sleeps better.")
    assert (first.version, first.shown_needs[0].notes) == (1, "Sleeps badly.")


@pytest.mark.parametrize("days", [-1, 1])
def test_assessment_is_not_from_before_support_nor_from_tomorrow(days):
    package = in_support()

    field_refused(
        "assessed_on",
        lambda: assess_needs(
            package_id=package.pk,
            assessed_on=clock.today() + dt.timedelta(days=days),
            needs=needs(),
            summary="",
            version=package.version,
            by=actor(WORKER),
        ),
    )

    assert not NeedsAssessment.objects.filter(package=package).exists()


@pytest.mark.parametrize("left", [[], needs()[1:]], ids=["none", "all but one"])
def test_assessment_without_every_area_is_refused(left):
    package = in_support()

    field_refused(
        "needs",
        lambda: assess_needs(
            package_id=package.pk,
            assessed_on=clock.today(),
            needs=left,
            summary="",
            version=package.version,
            by=actor(WORKER),
        ),
    )

    assert fresh(package).version == package.version


# -------------------------------------------------------------------------------------------- plan


def changed(item, **more):
    given = {
        "area": NeedArea.LEGAL,
        "goal": item.goal,
        "action_text": item.action,
        "owner": PlanItemOwner(item.owner),
        "owner_name": item.owner_name,
        "due_on": item.due_on,
        "status": PlanItemStatus.DONE,
        "progress": "Met the solicitor.",
        "version": item.version,
        "by": actor(WORKER),
    }
    return change_plan_item(package_id=item.package_id, number=item.number, **(given | more))


def test_plan_keeps_every_text_each_item_had():
    package = in_support()
    first = planned(package, goal=HOSTILE, action_text=HOSTILE)
    second = planned(package, owner=PlanItemOwner.SOMEBODY_ELSE, owner_name="The GP", due_on=None)

    changed(first, goal="I want to rest.", progress=HOSTILE)

    one, two = plan_of(package)
    assert (one.number, one.status, one.goal, one.version) == (1, "done", "I want to rest.", 2)
    assert (two.pk, two.number, two.status, two.owner_name, two.due_on) == (second.pk, 2, "to_do", "The GP", None)
    newest, original = one.shown_versions
    assert (newest.version, newest.goal, newest.progress) == (2, "I want to rest.", HOSTILE)
    assert (original.version, original.goal, original.action, original.progress) == (1, HOSTILE, HOSTILE, "")
    assert events_of(package, "plan_item_changed") == [{"number": 1, "version": 2, "status": "done"}]


def test_change_of_an_item_leaves_other_forms_of_the_package_fresh():
    package = in_support()
    item = planned(package)
    version = fresh(package).version

    changed(item)

    assert fresh(package).version == version
    with pytest.raises(StaleForm):
        changed(item)


def test_date_that_passed_may_stay_on_an_item(at):
    item = planned(in_support(), due_on=clock.today())
    later(at, 3)

    kept = changed(item)

    assert kept.due_on == item.due_on
    field_refused("due_on", lambda: changed(kept, due_on=item.due_on + ONE_DAY))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"goal": " "}, "goal"),
        ({"action_text": ""}, "action"),
        ({"owner": PlanItemOwner.SOMEBODY_ELSE}, "owner_name"),
    ],
)
def test_item_that_says_too_little_is_not_added(wrong, field):
    package = in_support()

    field_refused(field, lambda: planned(package, **wrong))

    assert not PlanItem.objects.filter(package=package).exists()


def test_item_of_another_package_is_not_found_by_its_number():
    planned(in_support())
    other = in_support(provider=OTHER_WORKER)

    with pytest.raises(NotVisible):
        change_plan_item(
            package_id=other.pk,
            number=1,
            area=NeedArea.LEGAL,
            goal="x",
            action_text="x",
            owner=PlanItemOwner.PERSON,
            owner_name="",
            due_on=None,
            status=PlanItemStatus.DONE,
            progress="",
            version=1,
            by=actor(OTHER_WORKER),
        )


# -------------------------------------------------------------------------------------- placements


def test_placement_keeps_the_address_as_written_in_a_table_of_its_own():
    package = in_support()

    placed(package, address=HOSTILE)

    (placement,) = placements_of(package)
    assert (placement.number, placement.kind, placement.until, placement.provider.slug) == (
        1,
        "safehouse",
        None,
        "causeway",
    )
    assert address_of(actor(WORKER), placement) == HOSTILE
    assert events_of(package, "placement_recorded") == [{"number": 1, "kind": "safehouse"}]


def test_a_move_ends_the_placement_before_it_the_day_before(at):
    package = in_support()
    placed(package)
    today = later(at, 5)

    placed(package, address="2 Elm Row")

    now, before = placements_of(package)
    assert (now.number, now.since, now.until) == (2, today, None)
    assert (before.until, before.end_reason) == (today - ONE_DAY, "Moved")


def test_a_move_on_the_day_of_arrival_ends_the_placement_that_day():
    package = in_support()
    placed(package)

    placed(package, address="2 Elm Row")

    now, before = placements_of(package)
    assert (now.since, before.since, before.until) == (clock.today(), clock.today(), clock.today())


@pytest.mark.parametrize("days", [-1, 1])
def test_placement_is_not_before_support_nor_from_tomorrow(days):
    package = in_support()

    field_refused("since", lambda: placed(package, since=clock.today() + dt.timedelta(days=days)))

    assert not Placement.objects.filter(package=package).exists()


def test_safehouse_without_an_address_is_refused_and_outreach_needs_none():
    package = in_support()

    field_refused("address", lambda: placed(package, address=" "))
    outreach = record_placement(
        package_id=package.pk,
        kind=PlacementKind.OUTREACH,
        since=clock.today(),
        address="",
        version=package.version,
        by=actor(WORKER),
    )

    assert address_of(actor(WORKER), outreach) == ""
    assert not PlacementAddress.objects.exists()


def test_placement_ends_once_with_its_reason(at):
    package = in_support()
    number = placed(package).number
    today = later(at, 2)

    def end(reason=HOSTILE, on=today):
        return end_placement(
            package_id=package.pk,
            number=number,
            ended_on=on,
            reason=reason,
            version=fresh(package).version,
            by=actor(WORKER),
        )

    field_refused("reason", lambda: end(reason="\u200b"))
    field_refused("until", lambda: end(on=today - 3 * ONE_DAY))
    field_refused("until", lambda: end(on=today + ONE_DAY))
    ended = end()

    assert (ended.until, ended.end_reason) == (today, HOSTILE)
    assert field_refused("until", end).startswith("This placement has ended already")


@pytest.mark.parametrize("blank", ["", " \r\n", "\u200b"])
def test_outreach_keeps_no_address_of_which_nothing_can_be_seen(blank):
    package = in_support()

    record_placement(
        package_id=package.pk,
        kind=PlacementKind.OUTREACH,
        since=clock.today(),
        address=blank,
        version=package.version,
        by=actor(WORKER),
    )

    assert not PlacementAddress.objects.exists()


def test_corrected_address_is_the_one_that_is_read_and_the_wrong_one_stays():
    package = in_support()
    placement = placed(package)

    correct_address(package_id=package.pk, number=1, address=HOSTILE, version=fresh(package).version, by=actor(WORKER))

    assert address_of(actor(MANAGER), placement) == HOSTILE
    kept = PlacementAddress.objects.filter(placement=placement).order_by("version").values_list("version", "address")
    assert list(kept) == [(1, ADDRESS), (2, HOSTILE)]
    assert events_of(package, "placement_address_corrected") == [{"number": 1, "version": 2}]


# ---------------------------------------------------------------------------------------- payments


def test_new_payment_ends_the_one_that_runs_the_day_before(at):
    package = in_support()
    paid(package, pence=7114)
    today = later(at, 7)

    paid(package, pence=7532)

    now, before = payments_of(package)
    assert (now.number, now.amount_pence, now.starts_on, now.ends_on) == (2, 7532, today, None)
    assert (before.amount_pence, before.ends_on) == (7114, today - ONE_DAY)
    assert events_of(package, "weekly_payment_set") == [{"number": 1}, {"number": 2}]


def test_two_payments_never_start_on_one_day():
    package = in_support()
    paid(package)

    sentence = field_refused("starts_on", lambda: paid(package))

    assert sentence.startswith("The payment must start after")
    assert WeeklyPayment.objects.filter(package=package).count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"amount_pence": 0}, "amount"),
        ({"amount_pence": 100_001}, "amount"),
        ({"basis": "\u200b"}, "basis"),
        ({"starts_on": 1}, "starts_on"),
        ({"starts_on": -1}, "starts_on"),
    ],
)
def test_payment_that_cannot_be_is_refused_at_its_field(wrong, field):
    package = in_support()
    given = {"amount_pence": 7532, "basis": HOSTILE, "starts_on": 0} | wrong
    given["starts_on"] = clock.today() + dt.timedelta(days=given["starts_on"])

    field_refused(
        field,
        lambda: set_weekly_payment(package_id=package.pk, version=package.version, by=actor(WORKER), **given),
    )

    assert not WeeklyPayment.objects.filter(package=package).exists()


def test_payment_ends_once(at):
    package = in_support()
    number = paid(package).number
    today = later(at, 2)

    def end(on=today):
        return end_weekly_payment(
            package_id=package.pk, number=number, ends_on=on, version=fresh(package).version, by=actor(WORKER)
        )

    field_refused("ends_on", lambda: end(today + ONE_DAY))
    assert end().ends_on == today
    assert field_refused("ends_on", end).startswith("This payment has ended already")


# ------------------------------------------------------------------------------------------ worker


def test_another_support_worker_of_the_provider_takes_over_and_is_told():
    package = in_support()
    colleague = member("second@causeway.example", role=Role.SUPPORT_WORKER, organisation="causeway", name="Bo Li")

    assign_support_worker(package_id=package.pk, membership_id=colleague.pk, version=package.version, by=actor(WORKER))

    assert supporters_of(package.case_id) == [colleague]
    told = OutboxRow.objects.get(notice="support_assigned_to_you")
    assert (told.person_id, told.case_id) == (colleague.person_id, package.case_id)
    assert events_of(package, "support_worker_assigned") == [{"worker": "Bo Li", "worker_id": colleague.person_id}]


@pytest.mark.parametrize("slug", [OTHER_WORKER, "support-finance", MANAGER, WORKER])
def test_nobody_elses_support_worker_and_not_the_same_again(slug):
    package = in_support()

    field_refused(
        "worker",
        lambda: assign_support_worker(
            package_id=package.pk,
            membership_id=actor(slug).membership_id,
            version=package.version,
            by=actor(WORKER),
        ),
    )


# --------------------------------------------------------------------------------------------- end


def end(package, slug=MANAGER, on=None, reason=HOSTILE, early=True):
    return end_support(
        package_id=package.pk,
        reason=reason,
        ended_on=on or clock.today(),
        version=fresh(package).version,
        early=early,
        by=actor(slug),
    )


def test_end_ends_placement_payment_and_parties_and_keeps_the_reason():
    package = in_support()
    placed(package)
    paid(package)

    ended = end(package, WORKER)

    assert (ended.status, ended.ended_on, ended.provider.slug) == ("ended", clock.today(), "causeway")
    assert ended.status_rows.last().reason == HOSTILE
    (placement,), (payment,) = placements_of(package), payments_of(package)
    assert (placement.until, placement.end_reason) == (clock.today(), "Support ended")
    assert payment.ends_on == clock.today()
    support = CaseParty.objects.filter(case_id=package.case_id, capacity__in=["prime_contractor", "support_provider"])
    assert {party.party_status for party in support} == {"ended"}
    assert not package.case.is_within_reach_of(actor(WORKER))
    assert not package.case.is_within_reach_of(actor(MANAGER))
    assert agrees(package)


@pytest.mark.parametrize(("slug", "told"), [(WORKER, MANAGER), (MANAGER, WORKER)])
def test_the_other_side_is_told_of_the_end(slug, told):
    package = in_support()

    end(package, slug)

    people = OutboxRow.objects.filter(case=package.case, notice="support_ended").values_list("person_id", flat=True)
    assert list(people) == [actor(told).person_id]


def test_what_was_kept_stays_readable_to_those_who_kept_it():
    package = package_at("ended")

    for slug in (WORKER, MANAGER):
        assert package in packages_visible_to(actor(slug))
    assert package not in packages_visible_to(actor(OTHER_WORKER))


def test_end_while_offered_withdraws_the_offer():
    package = package_at("offered")

    end(package)

    assert SupportOffer.objects.get(package=package).status == "withdrawn"
    assert agrees(package)


def test_support_does_not_end_before_what_began_in_it_nor_in_the_future(at):
    package = in_support()
    later(at, 3)
    placed(package)

    field_refused("ended_on", lambda: end(package, on=clock.today() - ONE_DAY))
    field_refused("ended_on", lambda: end(package, on=clock.today() + ONE_DAY))
    field_refused("reason", lambda: end(package, reason=" "))

    assert fresh(package).status == "in_support"


def test_a_placement_that_ended_after_the_day_support_ends_ends_with_it(at):
    package = in_support()
    number = placed(package).number
    last = later(at, 3)
    end_placement(
        package_id=package.pk,
        number=number,
        ended_on=last,
        reason="Left.",
        version=fresh(package).version,
        by=actor(WORKER),
    )

    end(package, on=last - ONE_DAY)

    (placement,) = placements_of(package)
    assert (placement.until, placement.end_reason) == (last - ONE_DAY, "Left.")


@pytest.mark.parametrize("status", ["to_allocate", "offered", "in_support"])
def test_before_the_last_day_of_the_recovery_period_support_ends_only_if_that_is_confirmed(at, status):
    package = package_at(status)
    lasts_until = lasting_period(package.case).due_on
    today = later(at, (lasts_until - clock.today()).days - 1)

    sentence = field_refused("early", lambda: end(package, early=False))
    kept = fresh(package).status
    ended = end(package)

    assert sentence.startswith("Support would end although the recovery period lasts at least until ")
    assert (kept, ended.status, ended.ended_on) == (status, "ended", today)


def test_on_the_last_day_of_the_recovery_period_support_ends_without_more(at):
    package = in_support()
    later(at, (lasting_period(package.case).due_on - clock.today()).days)

    assert end(package, early=False).status == "ended"


@pytest.mark.parametrize(
    ("status", "rule"), [("cg_positive", "move_on_after_positive_cg"), ("cg_negative", "move_on_after_negative_cg")]
)
def test_the_end_of_support_stops_its_move_on_date_and_says_so_in_the_record(at, status, rule):
    package = in_support(case_at(status))
    lasting = lasting_period(package.case)

    sentence = field_refused("early", lambda: end(package, early=False))
    end(package)

    assert lasting.rule == rule
    assert "although the move-on support lasts " in sentence
    row = Deadline.objects.get(pk=lasting.pk)
    assert row.met_at is not None
    assert events_of(package, "deadline_stopped") == [{"rule": rule, "title": RULES[rule].title}]
    running = set(Deadline.objects.filter(case=package.case, met_at=None).values_list("rule", flat=True))
    assert running == {"recovery_period_end"}


def test_the_end_of_support_before_the_conclusive_decision_leaves_every_date_alone():
    package = in_support()
    before = list(Deadline.objects.filter(case=package.case).order_by("pk").values())

    end(package)

    assert list(Deadline.objects.filter(case=package.case).order_by("pk").values()) == before
    assert events_of(package, "deadline_stopped") == []


# ------------------------------------------------------------------------------------ who sees it


def test_authority_and_referrer_read_nothing_of_how_somebody_is_supported():
    package = in_support()
    assessed(package)
    changed(planned(package))
    placed(package)
    paid(package)
    end(package)
    of_support = {"support_opened", "support_offer_accepted", "support_ended"}
    kept = {"needs_assessed", "plan_item_added", "plan_item_changed", "placement_recorded", "weekly_payment_set"}

    def seen(capacity):
        return {event.event for event in timeline_of(package.case_id, [capacity], 200)}

    assert seen("competent_authority") & (of_support | kept) == of_support
    assert seen("referrer") & (of_support | kept) == set()
    assert of_support | kept <= seen("prime_contractor") & seen("support_provider")


def test_nothing_that_was_written_stands_in_the_record_or_in_a_notice():
    package = in_support()
    assessed(package, notes=HOSTILE)
    changed(planned(package, goal=HOSTILE), progress=HOSTILE)
    placed(package, address=HOSTILE)
    end(package)

    texts = [str(payload) for payload in AuditEvent.objects.values_list("payload", flat=True)]
    texts += [f"{row.key} {row.address} {row.error}" for row in OutboxRow.objects.all()]

    assert [text for text in texts if "script" in text or "evil" in text] == []
