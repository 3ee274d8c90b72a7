"""Offering a person to a provider, and its answer: one open offer, one provider, party rows that agree."""

from __future__ import annotations

import pytest

from cases.actions.allocation import allocate_case
from cases.models import Case, CaseParty
from nrm.access.exceptions import NotVisible
from nrm.access.roles import Role
from nrm.accounts.models import Organisation
from nrm.audit.frame import unguarded
from nrm.audit.models import AuditEvent
from nrm.audit.selectors import timeline_of
from nrm.clock import today
from nrm.exceptions import DomainError
from nrm.notices.models import OutboxRow
from support.actions.offers import accept_offer, offer_to_provider, refuse_offer, withdraw_offer
from support.models import PackageStatusRow, SupportOffer
from support.selectors import package_by_reference, package_line_of_case, providers_to_offer
from tests.factories.accounts import member
from tests.factories.cases import actor
from tests.factories.support import MANAGER, OTHER_WORKER, WORKER, fresh, organisation_of, package_at

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>\r\n{{ 7*7 }} ' -- \u202eevil\u202c 👍 \u200b\u0639  "


def offer(package, slug=WORKER, **more):
    return offer_to_provider(
        package_id=package.pk,
        provider_id=organisation_of(slug),
        version=fresh(package).version,
        by=actor(MANAGER),
        **more,
    )


def refuse(package, slug=WORKER, reason="We are full."):
    return refuse_offer(package_id=package.pk, version=fresh(package).version, reason=reason, by=actor(slug))


def withdraw(package):
    return withdraw_offer(package_id=package.pk, version=fresh(package).version, by=actor(MANAGER))


def accept(package, slug=WORKER, **more):
    return accept_offer(package_id=package.pk, version=fresh(package).version, by=actor(slug), **more)


def told(case, notice):
    rows = OutboxRow.objects.filter(case=case, notice=notice)
    return set(rows.values_list("person__email", flat=True))


def provider_parties(package):
    """Every provider's part in the case, as (slug, status), in the order they came."""
    parties = CaseParty.objects.filter(case_id=package.case_id, capacity="support_provider").order_by("pk")
    return [(party.organisation.slug, party.party_status) for party in parties]


def agrees(package):
    """Whether party rows, provider and open offer tell the same story."""
    package = fresh(package)
    offered = {offer.provider.slug for offer in SupportOffer.objects.filter(package=package, status="open")}
    parties = provider_parties(package)
    active = {slug for slug, status in parties if status == "active"}
    assert active == ({package.provider.slug} if package.provider and package.status != "ended" else set())
    assert {slug for slug, status in parties if status == "offered"} == offered
    assert (package.status == "offered") is bool(offered)
    return True


def test_offer_goes_to_one_provider_and_tells_its_support_workers():
    package = package_at("to_allocate")
    colleague = member("second@causeway.example", role=Role.SUPPORT_WORKER, organisation="causeway")

    made = offer(package, note=HOSTILE)

    assert (made.status, made.provider.slug, made.note) == ("open", "causeway", HOSTILE)
    assert fresh(package).status == "offered"
    assert provider_parties(package) == [("causeway", "offered")]
    assert told(package.case, "support_offered") == {"support-worker@demo.example", colleague.person.email}
    assert agrees(package)


def test_offered_provider_does_not_see_the_case_yet():
    package = package_at("offered")

    with pytest.raises(NotVisible):
        package_by_reference(actor(WORKER), package.case.reference)
    assert not package.case.is_within_reach_of(actor(WORKER))


@pytest.mark.parametrize("slug", ["sca", "derbyshire-police", "salvation-army", "palm-cove"])
def test_what_is_no_provider_or_has_nobody_to_answer_is_not_offered_to(slug):
    package = package_at("to_allocate")

    with pytest.raises(DomainError) as refused:
        offer_to_provider(
            package_id=package.pk,
            provider_id=Organisation.objects.get(slug=slug).pk,
            version=package.version,
            by=actor(MANAGER),
        )

    assert (refused.value.sentence, refused.value.field) == ("Select a support provider.", "provider")
    assert (fresh(package).status, fresh(package).version) == ("to_allocate", 1)


def test_provider_whose_contract_ended_is_not_offered_to():
    package = package_at("to_allocate")
    with unguarded():
        Organisation.objects.filter(slug="causeway").update(until=today())

    with pytest.raises(DomainError, match="Select a support provider"):
        offer(package)

    assert [choice.name for choice in providers_to_offer(package)] == ["Hestia"]


def test_accepting_makes_the_provider_an_active_party_with_fresh_copies():
    package = package_at("offered")
    case = Case.objects.get(pk=package.case_id)
    allocate_case(
        case_id=case.pk,
        membership_id=actor("sca-second-caseworker").membership_id,
        version=case.version,
        by=actor("sca-leader"),
    )

    accepted = accept(package)

    assert (accepted.status, accepted.provider.slug, accepted.in_support_since) == ("in_support", "causeway", today())
    assert accepted.worker_id == actor(WORKER).membership_id
    party = CaseParty.objects.get(case=case, capacity="support_provider")
    authority = CaseParty.objects.get(case=case, capacity="competent_authority", party_status="active")
    assert (party.party_status, party.case_status, party.due_on, party.caseworker) == (
        "active",
        authority.case_status,
        authority.due_on,
        None,
    )
    assert case.is_within_reach_of(actor(WORKER))
    assert agrees(package)
    assert told(case, "support_offer_accepted") == {"contract-manager@demo.example"}
    assert told(case, "support_assigned_to_you") == set()
    assert package_line_of_case(case.pk).provider == "Causeway"


def test_accepting_for_a_colleague_tells_them():
    package = package_at("offered")
    colleague = member("second@causeway.example", role=Role.SUPPORT_WORKER, organisation="causeway")

    accepted = accept(package, support_worker_id=colleague.pk)

    assert accepted.worker_id == colleague.pk
    assert told(package.case, "support_assigned_to_you") == {"second@causeway.example"}


@pytest.mark.parametrize("slug", [OTHER_WORKER, "support-finance", MANAGER])
def test_support_worker_must_be_one_of_the_provider(slug):
    package = package_at("offered")

    with pytest.raises(DomainError) as refused:
        accept(package, support_worker_id=actor(slug).membership_id)

    assert refused.value.sentence == "Select a support worker of your organisation."
    assert fresh(package).status == "offered"
    assert agrees(package)


def test_refusing_gives_the_person_back_with_the_reason_as_written():
    package = package_at("offered")

    refuse(package, reason=HOSTILE)

    answered = SupportOffer.objects.get(package=package)
    assert (answered.status, answered.reason) == ("refused", HOSTILE)
    assert answered.answered_by_id == actor(WORKER).membership_id
    assert (fresh(package).status, fresh(package).provider) == ("to_allocate", None)
    assert provider_parties(package) == [("causeway", "refused")]
    assert told(package.case, "support_offer_refused") == {"contract-manager@demo.example"}
    assert agrees(package)


@pytest.mark.parametrize("blank", ["", " \r\n", "\u200b"])
def test_refusing_needs_a_reason(blank):
    package = package_at("offered")

    with pytest.raises(DomainError) as refused:
        refuse(package, reason=blank)

    assert (refused.value.field, fresh(package).status) == ("reason", "offered")


def test_provider_that_refused_is_asked_again_only_when_told_to():
    package = package_at("offered")
    refuse(package)

    with pytest.raises(DomainError) as refused:
        offer(package)
    again = offer(package, again=True)

    assert refused.value.sentence.startswith("Causeway refused this person before.")
    assert again.status == "open"
    assert provider_parties(package) == [("causeway", "refused"), ("causeway", "offered")]
    assert agrees(package)


def test_refusal_of_one_provider_does_not_keep_another_from_accepting():
    package = package_at("offered")
    refuse(package)

    offer(package, OTHER_WORKER)
    accept(package, OTHER_WORKER)

    assert fresh(package).provider.slug == "hestia"
    assert provider_parties(package) == [("causeway", "refused"), ("hestia", "active")]
    assert not package.case.is_within_reach_of(actor(WORKER))
    assert agrees(package)


def test_withdrawn_offer_is_there_no_more():
    package = package_at("offered")

    withdraw(package)

    assert provider_parties(package) == [("causeway", "ended")]
    assert told(package.case, "support_offer_withdrawn") == set()  # nobody is told whose offer it was
    assert told(None, "support_offer_withdrawn") == {"support-worker@demo.example"}
    with pytest.raises(NotVisible):
        accept(package)
    with pytest.raises(NotVisible):
        refuse(package)
    assert (fresh(package).status, SupportOffer.objects.get(package=package).status) == ("to_allocate", "withdrawn")
    assert agrees(package)


def test_withdrawn_offer_is_no_refusal():
    package = package_at("offered")
    withdraw(package)

    offer(package)

    assert fresh(package).status == "offered"


def test_history_has_a_row_for_every_status():
    package = package_at("offered")
    refuse(package)
    offer(package, OTHER_WORKER)
    accept(package, OTHER_WORKER)

    rows = PackageStatusRow.objects.filter(package=package).order_by("pk")

    assert [row.status for row in rows] == ["to_allocate", "offered", "to_allocate", "offered", "in_support"]
    assert fresh(package).version == 5


def test_whom_else_was_asked_is_on_the_contractors_timeline_alone():
    package = package_at("offered")
    refuse(package)
    offer(package, OTHER_WORKER)
    withdraw(package)
    asked = {"support_offered", "support_offer_refused", "support_offer_withdrawn"}

    seen = {
        capacity: asked & {event.event for event in timeline_of(package.case_id, [capacity], 100)}
        for capacity in ("competent_authority", "support_provider", "referrer", "prime_contractor")
    }

    assert seen == {
        "competent_authority": set(),
        "support_provider": set(),
        "referrer": set(),
        "prime_contractor": asked,
    }


def test_nothing_written_stands_in_the_record():
    package = package_at("to_allocate")
    offer(package, note=HOSTILE)
    refuse(package, reason=HOSTILE)

    payloads = [str(payload) for payload in AuditEvent.objects.values_list("payload", flat=True)]

    assert [payload for payload in payloads if "script" in payload or "evil" in payload] == []
