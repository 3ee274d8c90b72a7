"""Every generated support package could have come about through the real actions: the product's rules are asked."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections import Counter, defaultdict

import pytest

from cases.models import Case, CaseParty, CaseStatusRow
from deadlines.domain.reminders import reminders_already_due
from deadlines.models import Deadline, Reminder
from deadlines.selectors import reminders_to_make
from decisions.models import Decision
from nrm import clock
from nrm.access.permissions import Permission
from nrm.access.roles import ROLES, Role
from nrm.accounts.models import Membership
from nrm.london import london_date
from support.domain.dates import (
    Span,
    amount_refusal,
    assessment_date_refusal,
    end_refusal,
    payment_refusal,
    placement_refusal,
)
from support.domain.needs import AssessedArea, assessment_refusal
from support.domain.placements import address_refusal
from support.domain.plan import ItemText, item_refusal
from support.domain.states import next_offer_status, next_package_status
from support.enums import NeedArea, NeedLevel, PlacementKind, PlanItemOwner
from support.models import (
    NeedsAssessment,
    PackageStatusRow,
    Placement,
    PlanItem,
    PlanItemVersion,
    SupportOffer,
    SupportPackage,
    WeeklyPayment,
)
from support.selectors import entry_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded"), pytest.mark.xdist_group("loaded demonstration")]

# Of a postcode that is never given out.
INVENTED_ADDRESS = re.compile(r"[^\n]+\n[^\n]+\nZZ[0-9]{1,2} [0-9]ZZ")
MOVES = {
    ("to_allocate", "offered"): "offer",
    ("offered", "in_support"): "accept",
    ("in_support", "ended"): "end",
}
ALLOWED = {
    "offer": Permission.ALLOCATE_PROVIDER,
    "accept": Permission.ANSWER_OFFER,
    "refuse": Permission.ANSWER_OFFER,
    "withdraw": Permission.ALLOCATE_PROVIDER,
    "end": Permission.END_SUPPORT,
}


def by_package(rows):
    found = defaultdict(list)
    for row in rows:
        found[row.package_id].append(row)
    return found


def transition_between(before, after, offers):
    """Given back is either refused or withdrawn; the offer answered at that moment says which."""
    if (before.status, after.status) != ("offered", "to_allocate"):
        return MOVES[before.status, after.status]
    (answered,) = [offer for offer in offers if offer.answered_at == after.since]
    return {"refused": "refuse", "withdrawn": "withdraw"}[answered.status]


def test_a_package_is_open_for_exactly_those_whom_the_rules_of_entry_let_in():
    packages = {row.case_id: row for row in SupportPackage.objects.select_related("contractor")}
    positive = {row.case_id: row for row in Decision.objects.filter(kind="reasonable_grounds", status="issued")}
    expected = {}
    for case in Case.objects.filter(pk__in=positive).select_related("identity", "facts"):
        decision = positive[case.pk]
        entry = entry_of(case, is_positive=decision.outcome == "positive", on=decision.issued_on)
        if entry.opens:
            expected[case.pk] = (decision.issued_at, decision.issued_on, "salvation-army")

    found = {pk: (row.opened_at, row.opened_on, row.contractor.slug) for pk, row in packages.items()}

    assert found == expected
    assert len(found) > 100


def test_every_history_of_support_follows_the_table_in_order_by_people_who_may():
    role_of = {membership.person_id: Role(membership.role) for membership in Membership.objects.all()}
    history, offers = by_package(PackageStatusRow.objects.all()), by_package(SupportOffer.objects.all())
    now, transitions = clock.now(), Counter()

    for package in SupportPackage.objects.all():
        first, *_ = rows = history[package.pk]
        status = next_package_status(None, "open")
        assert (first.status, first.since, first.by_person_id) == (status.value, package.opened_at, None)
        assert first.by_label.startswith("system: support intake, after reasonable_grounds_issued by ")
        for before, row in itertools.pairwise(rows):
            transition = transition_between(before, row, offers[package.pk])
            status = next_package_status(before.status, transition)
            assert row.status == status.value
            assert before.since < row.since < now
            assert ALLOWED[transition] in ROLES[role_of[row.by_person_id]].permissions
            assert bool(row.reason) is (transition == "end")
            transitions[transition] += 1
        assert package.status == status.value
    assert set(transitions) == set(ALLOWED)


def test_offers_are_answered_by_the_provider_and_taken_back_by_the_contractor():
    for offer in SupportOffer.objects.select_related("package", "offered_by", "answered_by"):
        assert offer.offered_by.organisation_id == offer.package.contractor_id
        if offer.answered_by is None:
            assert (offer.status, offer.package.status) == ("open", "offered")
            continue
        answer = {"accepted": "accept", "refused": "refuse", "withdrawn": "withdraw"}[offer.status]
        assert next_offer_status("open", answer) == offer.status
        answering = offer.package.contractor_id if answer == "withdraw" else offer.provider_id
        assert offer.answered_by.organisation_id == answering
        assert offer.answered_at > offer.offered_at
        if answer == "accept":
            assert (offer.package.provider_id, offer.package.worker_id) == (offer.provider_id, offer.answered_by_id)
            assert offer.package.in_support_since == london_date(offer.answered_at)


def test_parties_of_support_stand_where_the_package_and_its_offers_do():
    packages = {row.case_id: row for row in SupportPackage.objects.all()}
    offers, parties = by_package(SupportOffer.objects.all()), defaultdict(list)
    history, status_of = defaultdict(list), dict(Case.objects.values_list("pk", "status"))
    for row in CaseStatusRow.objects.order_by("since", "pk"):
        history[row.case_id].append(row)
    for party in CaseParty.objects.filter(capacity__in=["prime_contractor", "support_provider"]).order_by("since"):
        parties[party.case_id].append(party)
    ends = dict(PackageStatusRow.objects.filter(status="ended").values_list("package_id", "since"))
    standing = {"open": "offered", "accepted": "active", "refused": "refused", "withdrawn": "ended"}

    assert set(parties) == set(packages)
    for case_id, package in packages.items():
        contractor, *providers = sorted(parties[case_id], key=lambda party: party.capacity == "support_provider")
        expected = [(offer.provider_id, standing[offer.status]) for offer in offers[package.pk]]
        if package.status == "ended":
            expected[-1] = (package.provider_id, "ended")
        assert [(party.organisation_id, party.party_status) for party in providers] == expected
        assert (contractor.organisation_id, contractor.since) == (package.contractor_id, package.opened_at)
        for party in (contractor, *providers):
            assert party.due_on is None
            assert (party.until is not None) is (party.party_status == "ended")
            if party.party_status == "active":
                assert party.case_status == status_of[case_id]
            elif package.pk in ends and party.until == ends[package.pk]:
                then = [row.status for row in history[case_id] if row.since <= party.until][-1]
                assert party.case_status == then


def test_placements_and_payments_are_what_the_rules_of_their_days_allow():
    packages = {row.pk: row for row in SupportPackage.objects.all()}
    for package_id, rows in by_package(Placement.objects.order_by("number").prefetch_related("addresses")).items():
        earlier = []
        for row in rows:
            on, opened_on = london_date(row.recorded_at), packages[package_id].opened_on
            assert placement_refusal(row.since, today=on, opened_on=opened_on, earlier=earlier) is None
            address = "".join(each.address for each in row.addresses.all())
            assert address_refusal(PlacementKind(row.kind), address) is None
            is_invented = INVENTED_ADDRESS.fullmatch(address) is not None
            assert (is_invented, address == "") == ((False, True) if row.kind == "outreach" else (True, False))
            assert row.provider_id == packages[package_id].provider_id
            earlier.append(Span(row.since, row.until))
        assert (rows[-1].until is None) is (packages[package_id].status == "in_support")
    payments = by_package(WeeklyPayment.objects.order_by("number"))
    for package_id, rows in payments.items():
        package = packages[package_id]
        for row in rows:
            on = london_date(row.set_at)
            assert amount_refusal(row.amount_pence) is None
            assert payment_refusal(row.starts_on, today=on, opened_on=package.opened_on, earlier=[]) is None
            assert row.ends_on == package.ended_on
    assert payments


def test_support_ends_on_a_day_on_which_it_may_after_the_move_on_period():
    move_on = dict(Deadline.objects.filter(rule__startswith="move_on").values_list("case_id", "due_on"))
    placed = by_package(Placement.objects.all())
    ended = list(SupportPackage.objects.filter(status="ended"))

    assert ended
    for package in ended:
        begun = [row.since for row in placed[package.pk]]
        refusal = end_refusal(package.ended_on, today=clock.today(), opened_on=package.opened_on, begun=begun)
        assert refusal is None
        assert package.ended_on > move_on[package.case_id]


def test_assessments_are_complete_and_plans_say_what_they_must():
    assessments = list(NeedsAssessment.objects.select_related("package").prefetch_related("needs"))
    for row in assessments:
        needs = [AssessedArea(NeedArea(n.area), NeedLevel(n.level), n.notes) for n in row.needs.all()]
        assert assessment_refusal(needs) is None
        on = london_date(row.made_at)
        assert assessment_date_refusal(row.assessed_on, today=on, opened_on=row.package.opened_on) is None
        assert row.made_by.organisation_id == row.package.provider_id
    newest = {}
    for row in PlanItemVersion.objects.select_related("item").order_by("item_id", "version"):
        text = ItemText(NeedArea(row.area), row.goal, row.action, PlanItemOwner(row.owner), row.owner_name, row.due_on)
        before = row.due_on if row.version > 1 else None
        assert item_refusal(text, today=london_date(row.made_at), due_before=before) is None
        assert row.version == (newest[row.item_id].version + 1 if row.item_id in newest else 1)
        newest[row.item_id] = row
    for item in PlanItem.objects.all():
        assert (item.version, item.status) == (newest[item.pk].version, newest[item.pk].status)
    assert {row.version for row in assessments} == {1, 2}
    assert {row.status for row in newest.values()} >= {"to_do", "under_way", "done"}


def test_reminders_of_the_past_were_made_and_only_those_of_today_are_left():
    today = clock.today()
    day_before = today - dt.timedelta(days=1)
    made = defaultdict(set)
    for reminder in Reminder.objects.all():
        made[reminder.deadline_id].add(reminder.kind)

    for row in Deadline.objects.filter(met_at=None).select_related("case"):
        yesterday = reminders_already_due(row.rule, row.due_on, day_before, row.case.nation)
        assert made[row.pk] == {kind.value for kind in yesterday}
    left = reminders_to_make(today, most=10_000)
    running = {row.pk: row for row in Deadline.objects.filter(met_at=None).select_related("case")}
    assert left
    for each in left:
        row = running[each.deadline_id]
        assert each.kind in reminders_already_due(row.rule, row.due_on, today, row.case.nation)


def test_somebody_stands_at_each_step_of_support_for_both_providers():
    found = Counter(SupportPackage.objects.values_list("status", "provider__slug"))

    for provider in ("causeway", "hestia"):
        assert found["in_support", provider] > 10
        assert found["ended", provider] > 5
        assert SupportOffer.objects.filter(status="open", provider__slug=provider).count() >= 1
        assert SupportOffer.objects.filter(status="refused", provider__slug=provider).count() >= 1
    assert found["to_allocate", None] >= 4
    assert found["offered", None] >= 2
