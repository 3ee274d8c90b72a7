"""What the database refuses whoever writes it: values outside their lists, and rows that contradict each other."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from cases.models import Case, CaseFacts, CaseParty
from deadlines.models import Deadline
from nrm.accounts.models import Membership, Organisation, OrganisationDuty
from nrm.audit.frame import unguarded
from referrals.models import DutyToNotify, Referral
from tests.factories.cases import actor, case_at

pytestmark = pytest.mark.django_db


def refused(queryset, constraint, **changed):
    """Whether the database refuses the change in the name of that constraint."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), unguarded():
        queryset.update(**changed)
    return True


@pytest.mark.parametrize(
    ("status", "changed", "constraint"),
    [
        ("submitted", {"decision_maker": "minister"}, "case_decision_maker_known"),
        ("routed", {"decision_maker": ""}, "case_routed_to_a_decision_maker"),
        ("rg_positive", {"decision_maker": ""}, "case_routed_to_a_decision_maker"),
        ("rg_in_progress", {"allocated_to": None}, "case_in_progress_is_allocated"),
    ],
)
def test_case_on_its_way_has_a_decision_maker_and_while_in_progress_a_caseworker(status, changed, constraint):
    case = case_at(status)

    assert refused(Case.objects.filter(pk=case.pk), constraint, **changed)


@pytest.mark.parametrize(
    "changed", [{"party_status": "ended"}, {"until": dt.datetime(2099, 1, 1, tzinfo=dt.UTC)}], ids=["status", "until"]
)
def test_party_has_ended_exactly_when_it_has_an_end(changed):
    parties = CaseParty.objects.filter(case=case_at("submitted"))

    assert refused(parties, "party_ended_when_until_is_set", **changed)


def test_age_group_of_a_case_is_one_of_the_three():
    facts = CaseFacts.objects.filter(case=case_at("submitted"))

    assert refused(facts, "facts_age_group_known", age_group="")


def test_date_is_not_due_before_it_started():
    deadlines = Deadline.objects.filter(case=case_at("submitted"))

    assert refused(deadlines, "deadline_not_before_its_start", due_on=dt.date(2020, 1, 1))


@pytest.mark.parametrize("path", ["dtn", "opening", "elsewhere"])
def test_referral_came_by_a_path_that_makes_a_case(path):
    referrals = Referral.objects.filter(case=case_at("submitted"))

    assert refused(referrals, "referral_path_makes_a_case", path=path)


def report_from(nation):
    by = actor("police-referrer")
    return DutyToNotify(
        reference="DTN-26-000001-A",
        organisation_id=by.organisation_id,
        submitted_by_id=by.membership_id,
        submitted_on=dt.date(2026, 11, 23),
        question_set="2026-11",
        nation=nation,
    )


@pytest.mark.parametrize("nation", ["scotland", "northern_ireland", ""])
def test_duty_to_notify_is_not_recorded_outside_england_and_wales(nation):
    row = report_from(nation)

    with pytest.raises(IntegrityError, match="dtn_in_england_or_wales"), transaction.atomic(), unguarded():
        row.save()


@pytest.mark.parametrize("nation", ["england", "wales"])
def test_duty_to_notify_is_recorded_in_england_and_wales(nation):
    with unguarded():
        report_from(nation).save()

    assert DutyToNotify.objects.get().nation == nation


def test_organisation_and_membership_are_of_a_known_kind_and_role():
    assert refused(Organisation.objects.filter(slug="unseen"), "organisation_kind_known", kind="club")
    assert refused(Membership.objects.filter(organisation__slug="unseen"), "membership_role_known", role="guest")


def add_duty(since, until=None, duty="policy"):
    organisation = Organisation.objects.create(
        name="A body", short_name="A body", slug="a-body", kind="first_responder", since=dt.date(2020, 1, 1)
    )
    OrganisationDuty.objects.create(
        organisation=organisation, duty="statutory", since=dt.date(2020, 1, 1), until=dt.date(2024, 1, 1), source="Act"
    )
    OrganisationDuty.objects.create(organisation=organisation, duty=duty, since=since, until=until, source="Letter")


@pytest.mark.parametrize(
    ("since", "until", "duty", "constraint"),
    [
        (dt.date(2023, 12, 31), None, "policy", "one_duty_at_a_time"),
        (dt.date(2019, 1, 1), dt.date(2020, 1, 2), "policy", "one_duty_at_a_time"),
        (dt.date(2025, 1, 1), dt.date(2025, 1, 1), "policy", "duty_dates_in_order"),
        (dt.date(2025, 1, 1), None, "perhaps", "duty_known"),
    ],
)
def test_organisation_has_one_known_duty_at_a_time(since, until, duty, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), unguarded():
        add_duty(since, until, duty)


def test_duty_may_follow_another_from_the_day_it_ended():
    with unguarded():
        add_duty(dt.date(2024, 1, 1))

    assert OrganisationDuty.objects.filter(organisation__slug="a-body").count() == 2
