"""Offering a person to a provider, withdrawing it, and answering without being told who it is."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from nrm.audit.models import AuditEvent
from support.models import SupportOffer
from tests.factories.cases import actor
from tests.factories.support import MANAGER, NOTE, OTHER_WORKER, WORKER, fresh, organisation_of, package_at
from tests.html_form import fields_of, text_of
from tests.html_tree import page
from tests.support_things import colleague

pytestmark = pytest.mark.django_db

WHO = ("Linh", "Trần", "07700 900123", "May 1999", "They told her", "Ashford", "JM-Dover-17", "Dover")
LONG = "  Two spaces, a tab\tand\r\n\r\n“quotes” \U0001f600 " + "x" * 5000


@pytest.fixture(autouse=True)
def _tuesday(at):
    at(dt.datetime(2028, 2, 8, 12, tzinfo=dt.UTC))


def address(name: str, package) -> str:
    return reverse(f"support:{name}", args=[package.case.reference])


def errors(response) -> list[str]:
    return [link.text for link in page(response).one(".govuk-error-summary").all("a")]


def offered(provider: str = WORKER, **changed: str) -> dict[str, str]:
    return {"provider": str(organisation_of(provider)), "note": ""} | changed


def test_the_contract_manager_offers_with_a_note_kept_as_it_was_typed(signed_in):
    package = package_at("to_allocate")
    client = signed_in(MANAGER)

    shown = client.get(address("offer", package))
    done = client.post(address("offer", package), offered(version=str(package.version), note=LONG))

    assert "Linh Trần" in text_of(shown)
    assert [label.text for label in page(shown).all(".govuk-radios__label")] == ["Causeway", "Hestia"]
    assert (done.status_code, done["Location"]) == (302, f"/support/{package.case.reference}/")
    offer = SupportOffer.objects.get(package=package)
    assert (offer.note, offer.status, offer.provider_id) == (LONG, "open", organisation_of(WORKER))


def test_an_offer_to_nobody_is_asked_again_with_the_note_still_there(signed_in):
    package = package_at("to_allocate")

    response = signed_in(MANAGER).post(address("offer", package), {"version": str(package.version), "note": LONG})

    assert (response.status_code, errors(response)) == (422, ["Select a provider"])
    assert fields_of(response)["note"] == [LONG]


def test_the_second_of_two_who_offer_the_same_person_is_told(signed_in):
    package = package_at("to_allocate")
    sent = offered(version=str(package.version), note=LONG)
    signed_in(MANAGER).post(address("offer", package), offered(version=str(package.version)))

    response = signed_in(MANAGER).post(address("offer", package), sent)

    assert response.status_code == 422
    assert "Somebody changed this support while you had it open." in text_of(response)
    assert fields_of(response)["note"] == [LONG]
    assert fields_of(response)["version"] == [str(fresh(package).version)]
    assert SupportOffer.objects.filter(package=package).count() == 1


def test_a_provider_that_refused_before_is_asked_again_only_on_purpose(signed_in):
    package = package_at("offered")
    signed_in(WORKER).post(
        address("answer", package), {"version": str(package.version), "answer": "refuse", "reason": "No space."}
    )
    client, sent = signed_in(MANAGER), offered(version=str(fresh(package).version))

    shown, refused = client.get(address("offer", package)), client.post(address("offer", package), sent)
    again = client.post(address("offer", package), sent | {"again": "on"})

    assert "Refused this person before" in text_of(shown)
    assert "Causeway Refused on" in text_of(shown)
    assert (refused.status_code, len(errors(refused))) == (422, 1)
    assert errors(refused)[0].startswith("Causeway refused this person before.")
    assert again.status_code == 302


def test_an_offer_is_withdrawn_by_a_page_that_says_what_that_does(signed_in):
    package = package_at("offered")

    shown = signed_in(MANAGER).get(address("withdraw", package))
    done = signed_in(MANAGER).post(address("withdraw", package), {"version": str(package.version)})

    assert "Causeway was asked" in text_of(shown)
    assert done.status_code == 302
    assert fresh(package).status == "to_allocate"
    closed = signed_in(WORKER).get(address("answer", package))
    assert closed.status_code == 404
    assert "This offer was withdrawn on 8 February 2028. Nothing of the person is shown." in text_of(closed)
    assert NOTE not in text_of(closed)


def test_a_form_opens_only_where_what_it_does_can_be_done(signed_in):
    offered_already, waiting = package_at("offered"), package_at("to_allocate")
    client = signed_in(MANAGER)

    again, nothing = client.get(address("offer", offered_already)), client.get(address("withdraw", waiting))

    assert (again.status_code, nothing.status_code) == (403, 403)
    assert "This person cannot be offered to a provider: its status is “Offered”." in text_of(again)
    assert "The offer cannot be withdrawn: its status is “To be offered”." in text_of(nothing)
    assert "Linh" not in text_of(again) + text_of(nothing)


def test_the_form_says_which_providers_cannot_be_chosen_and_why(signed_in):
    package = package_at("to_allocate")

    words = text_of(signed_in(MANAGER).get(address("offer", package)))

    assert "Palm Cove Society has nobody who can answer here, so cannot be chosen." in words


def test_what_was_needed_on_a_night_long_past_is_said_with_its_date(signed_in, at):
    package = package_at("offered")

    at(dt.datetime(2028, 2, 13, 12, tzinfo=dt.UTC))
    words = text_of(signed_in(WORKER).get(address("answer", package)))

    assert "Needed somewhere on the night of 8 February 2028" in words
    assert "tonight" not in words


def test_a_person_in_support_is_not_offered_to_anybody_else(signed_in):
    package = package_at("in_support")

    response = signed_in(MANAGER).get(address("offer", package))

    assert response.status_code == 403
    assert "This person cannot be offered to a provider: its status is “In support”." in text_of(response)
    assert "Linh" not in text_of(response)


def test_the_provider_reads_codes_and_the_note_and_not_who_it_is(signed_in):
    package = package_at("offered")

    response = signed_in(WORKER).get(address("answer", package))

    rows = [row.text for row in page(response).all(".govuk-summary-list__row")]
    assert rows == [
        "Age Adult, 28",
        "Sex Female",
        "Nationality Vietnamese, British",
        "Interpreter Vietnamese",
        "Exploitation Criminal, labour",
        "Nation England",
    ]
    words = text_of(response)
    assert NOTE in words
    assert "Needs somewhere tonight" in words
    assert [text for text in WHO if text in words] == []
    event = AuditEvent.objects.get(event="support_offer_viewed")
    assert (event.actor_label, event.case_id, event.is_read) == ("Maria Lopes", package.case_id, True)


def test_accepting_names_a_support_worker_and_opens_the_package(signed_in):
    package, other = package_at("offered"), colleague()
    client = signed_in(WORKER)

    done = client.post(
        address("answer", package), {"version": str(package.version), "answer": "accept", "worker": str(other.pk)}
    )

    assert (done.status_code, done["Location"]) == (302, f"/support/{package.case.reference}/")
    assert (fresh(package).status, fresh(package).worker_id) == ("in_support", other.pk)
    assert "Linh Trần" in text_of(client.get(done["Location"]))


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        ({}, "Select whether you can support this person"),
        ({"answer": "refuse", "reason": "  \r\n "}, "Enter why you cannot support them"),
        ({"answer": "refuse"}, "Enter why you cannot support them"),
        ({"answer": "accept", "worker": ""}, "Select who will support them"),
    ],
)
def test_half_an_answer_is_asked_again(signed_in, answer, wanted):
    package = package_at("offered")

    response = signed_in(WORKER).post(address("answer", package), {"version": str(package.version), **answer})

    assert (response.status_code, errors(response)) == (422, [wanted])
    assert [text for text in WHO if text in text_of(response)] == []
    assert fresh(package).status == "offered"


def test_a_support_worker_of_somebody_else_cannot_be_chosen(signed_in):
    package = package_at("offered")
    elsewhere = actor(OTHER_WORKER).membership_id

    response = signed_in(WORKER).post(
        address("answer", package), {"version": str(package.version), "answer": "accept", "worker": str(elsewhere)}
    )

    assert (response.status_code, errors(response)) == (422, ["Select who will support them from the options"])


def test_a_refusal_is_kept_as_it_was_typed(signed_in):
    package = package_at("offered")

    done = signed_in(WORKER).post(
        address("answer", package), {"version": str(package.version), "answer": "refuse", "reason": LONG}
    )

    assert (done.status_code, done["Location"]) == (302, "/support/")
    assert SupportOffer.objects.get(package=package).reason == LONG


def test_an_offer_changed_meanwhile_is_not_answered(signed_in):
    package = package_at("offered")

    response = signed_in(WORKER).post(
        address("answer", package), {"version": str(package.version - 1), "answer": "refuse", "reason": LONG}
    )

    assert response.status_code == 422
    assert fields_of(response)["reason"] == [LONG]
    assert fresh(package).status == "offered"


@pytest.mark.parametrize("slug", [MANAGER, OTHER_WORKER, "support-finance", "police-referrer", "sca-leader", "auditor"])
def test_nobody_else_sees_the_offer(signed_in, slug):
    package = package_at("offered")
    sent = {"version": str(package.version), "answer": "refuse", "reason": "No."}

    shown, posted = (
        signed_in(slug).get(address("answer", package)),
        signed_in(slug).post(address("answer", package), sent),
    )

    assert (shown.status_code, posted.status_code) == (404, 404)
    assert package.case.reference not in text_of(shown)
    assert fresh(package).status == "offered"
