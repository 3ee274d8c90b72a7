"""A positive decision opens support for those it is for, and says why not for the others."""

from __future__ import annotations

import pytest

from cases.models import Case, CaseParty
from deadlines.models import Deadline
from decisions.models import Decision
from nrm.access.roles import Role
from nrm.accounts.models import Organisation
from nrm.audit.frame import unguarded
from nrm.audit.models import AuditEvent
from nrm.audit.selectors import timeline_of
from nrm.clock import today
from nrm.exceptions import DomainError
from nrm.notices.models import InboxItem, OutboxRow
from referrals.domain.answers import answered
from support.enums import PackageStatus
from support.models import PackageStatusRow, SupportPackage
from support.selectors import package_by_reference, package_line_of_case
from tests.factories.accounts import member
from tests.factories.answers import child_answers
from tests.factories.cases import actor, case_at
from tests.factories.referrals import referral
from tests.factories.support import MANAGER, decided_positive, package_of

pytestmark = pytest.mark.django_db


def why_not(case):
    """The rule that the record names for no package."""
    return list(
        AuditEvent.objects.filter(case_id=case.pk, event="support_not_opened").values_list("payload", flat=True)
    )


def test_consenting_adult_of_england_gets_a_package_of_the_prime_contractor():
    case = case_at("rg_positive")

    package = package_of(case)

    assert (package.status, package.contractor.slug, package.version) == ("to_allocate", "salvation-army", 1)
    assert (package.opened_on, package.provider, package.worker, package.ended_on) == (today(), None, None, None)
    row = PackageStatusRow.objects.get(package=package)
    assert (row.status, row.by_person) == ("to_allocate", None)
    assert row.by_label == "system: support intake, after reasonable_grounds_issued by Amara Okafor"
    assert why_not(case) == []


def test_contractor_becomes_a_party_with_the_same_copies_as_the_others():
    case = case_at("rg_positive")

    party = CaseParty.objects.get(case=case, capacity="prime_contractor")
    authority = CaseParty.objects.get(case=case, capacity="competent_authority")

    assert (party.organisation.slug, party.party_status, party.caseworker) == ("salvation-army", "active", None)
    assert (party.case_status, party.due_on) == (authority.case_status, authority.due_on)
    assert package_by_reference(actor(MANAGER), case.reference).case_id == case.pk


def test_every_contract_manager_is_told_and_nobody_else():
    other = member("second@contract.example", role=Role.CONTRACT_MANAGER, organisation="salvation-army")
    case = case_at("rg_positive")

    told = OutboxRow.objects.filter(case=case, notice="support_to_allocate")

    assert set(told.values_list("person_id", flat=True)) == {actor(MANAGER).person_id, other.person_id}
    assert InboxItem.objects.filter(case=case, notice="support_to_allocate").count() == 2


@pytest.mark.parametrize(
    ("answers", "rule"),
    [
        ({"consent_support": answered("no")}, "no_consent"),
        ({"nation": answered("scotland"), "police_force_area": answered("police_scotland")}, "devolved"),
    ],
)
def test_for_somebody_else_the_record_says_which_rule(answers, rule):
    case = case_at("rg_positive", **answers)

    assert why_not(case) == [{"rule": rule}]
    assert not SupportPackage.objects.filter(case=case).exists()
    assert not CaseParty.objects.filter(case=case, capacity="prime_contractor").exists()
    assert package_line_of_case(case.pk) is None


@pytest.mark.parametrize("answers", [{}, {"under_18": answered("may_be")}], ids=["child", "in doubt"])
def test_child_and_somebody_who_may_be_one_get_no_package(answers):
    case = decided_positive(referral(actor("police-referrer"), child_answers(**answers)))

    assert why_not(case) == [{"rule": "child"}]


def test_negative_decision_opens_nothing():
    case = case_at("rg_negative")

    assert why_not(case) == [{"rule": "negative_decision"}]
    assert not SupportPackage.objects.filter(case=case).exists()


def test_without_a_contractor_nothing_is_issued():
    with unguarded():
        Organisation.objects.filter(slug="salvation-army").update(kind="operator")

    with pytest.raises(DomainError, match="no prime contractor of the victim care contract is recorded"):
        case_at("rg_positive")

    case = Case.objects.latest("pk")
    assert (case.status, Decision.objects.get(case=case).status) == ("rg_in_progress", "draft")
    assert not Deadline.objects.filter(case=case, rule="recovery_period_end").exists()
    assert not SupportPackage.objects.filter(case=case).exists()


def test_contract_that_ended_opens_nothing_more():
    with unguarded():
        Organisation.objects.filter(slug="salvation-army").update(until=today())

    with pytest.raises(DomainError, match="no prime contractor"):
        case_at("rg_positive")


def test_authority_reads_on_its_timeline_that_support_opened_and_the_referrer_does_not():
    case = case_at("rg_positive")

    seen = {
        capacity: {event.event for event in timeline_of(case.pk, [capacity], 100)}
        for capacity in ("competent_authority", "prime_contractor", "support_provider", "referrer")
    }

    assert {capacity for capacity, events in seen.items() if "support_opened" in events} == {
        "competent_authority",
        "prime_contractor",
        "support_provider",
    }


def test_case_file_is_told_the_status_and_nothing_more():
    line = package_line_of_case(case_at("rg_positive").pk)

    assert (line.status, line.status_text, line.provider) == (PackageStatus.TO_ALLOCATE, "To be offered", "")
