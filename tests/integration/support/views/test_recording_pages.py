"""What a support worker records: needs, plan, placement, payment, who supports, the end; stale forms are refused."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from nrm import clock
from nrm.audit.models import AuditEvent
from support.domain.needs import AREAS
from support.models import (
    AssessedNeed,
    NeedsAssessment,
    Placement,
    PlacementAddress,
    PlanItem,
    PlanItemVersion,
    WeeklyPayment,
)
from tests.factories.support import (
    ADDRESS,
    MANAGER,
    WORKER,
    assessed,
    fresh,
    in_support,
    package_at,
    paid,
    placed,
    planned,
)
from tests.html_form import fields_of, text_of
from tests.html_tree import page
from tests.support_things import assessment_form, colleague, forms, parts, plan_form

pytestmark = pytest.mark.django_db

TUESDAY_NOON = dt.datetime(2028, 2, 8, 12, tzinfo=dt.UTC)
LONG = "  Two spaces, a tab\tand\r\n\r\n“quotes” <b>not bold</b> \U0001f600 " + "x" * 5000
# address → (arguments, what it is sent)
RECORDING = ["assess", "plan-item-add", "plan-item", "place", "end-placement", "address", "payment", "worker", "end"]


@pytest.fixture(autouse=True)
def _tuesday(at):
    at(TUESDAY_NOON)


def address(name: str, package) -> str:
    numbered = name in {"plan-item", "end-placement", "address"}
    return reverse(f"support:{name}", args=[package.case.reference, *([1] if numbered else [])])


def errors(response) -> list[str]:
    return [link.text for link in page(response).one(".govuk-error-summary").all("a")]


def version(package) -> dict[str, str]:
    return {"version": str(fresh(package).version)}


def full(**changed: str):
    """A package with an item and a placement, and what any of its forms is sent."""
    package, other = in_support(), colleague()
    planned(package)
    placed(package)
    return package, forms(package, **({"worker": str(other.pk)} | changed))


def kept() -> tuple[int, ...]:
    tables = (NeedsAssessment, PlanItemVersion, Placement, PlacementAddress, WeeklyPayment)
    return tuple(table.objects.count() for table in tables)


@pytest.mark.parametrize("name", RECORDING)
def test_every_form_says_whom_it_is_about_and_is_recorded(signed_in, name):
    package, _ = full()

    response = signed_in(WORKER).get(address(name, package))

    assert page(response).one(".nrm-identity__name").text == "Linh Trần"
    event = AuditEvent.objects.get(event="support_package_viewed")
    assert (event.case_id, event.payload) == (package.case_id, {"addresses": [1] if name == "address" else []})


@pytest.mark.parametrize("name", RECORDING)
def test_a_stale_form_keeps_nothing_and_shows_everything_typed_again(signed_in, name):
    package, sent = full(
        reason=LONG, goal=LONG, progress=LONG, address=LONG, basis=LONG, mental_health_notes=LONG, summary=LONG
    )
    before = kept()

    response = signed_in(WORKER).post(address(name, package), sent | {"version": "77"})

    assert response.status_code == 422
    assert "Somebody changed this support while you had it open." in text_of(response)
    typed = fields_of(response)
    assert {key: value for key, value in typed.items() if key in sent and key != "version"} == {
        key: [sent[key]] for key in typed if key in sent and key != "version"
    }
    assert typed["version"] == ["1" if name == "plan-item" else str(fresh(package).version)]
    assert (kept(), fresh(package).status) == (before, "in_support")


@pytest.mark.parametrize("name", RECORDING)
def test_nothing_is_recorded_once_support_has_ended(signed_in, name):
    package, sent = full()
    client = signed_in(WORKER)
    client.post(address("end", package), sent)
    before = kept()

    shown, posted = client.get(address(name, package)), client.post(address(name, package), sent | version(package))

    assert (shown.status_code, posted.status_code) == (403, 403)
    assert "its status is “Support ended”." in text_of(shown)
    assert "Linh" not in text_of(shown)
    assert kept() == before


def test_an_assessment_keeps_every_area_character_for_character(signed_in):
    package = in_support()
    sent = assessment_form() | {"mental_health_level": "red", "mental_health_notes": LONG, "summary": LONG}

    done = signed_in(WORKER).post(address("assess", package), sent | version(package))

    assert (done.status_code, done["Location"]) == (302, f"/support/{package.case.reference}/#needs")
    assessment = NeedsAssessment.objects.get(package=package)
    assert (assessment.version, assessment.summary, assessment.assessed_on) == (1, LONG, clock.today())
    needs = {need.area: (need.level, need.notes) for need in AssessedNeed.objects.filter(assessment=assessment)}
    assert needs == {area.value: ("green", "") for area in AREAS} | {"mental_health": ("red", LONG)}


def test_an_assessment_without_a_level_names_each_area_that_lacks_one(signed_in):
    package = in_support()
    sent = assessment_form() | version(package) | {"legal_notes": LONG}
    del sent["legal_level"], sent["family_level"]

    response = signed_in(WORKER).post(address("assess", package), sent)

    assert response.status_code == 422
    assert errors(response) == [
        "Select how pressing this is: legal advice",
        "Select how pressing this is: family and children",
    ]
    assert fields_of(response)["legal_notes"] == [LONG]
    assert NeedsAssessment.objects.count() == 0


def test_the_last_assessment_stands_beside_each_area_and_is_not_copied_into_the_form(signed_in):
    package = in_support()
    first = page(signed_in(WORKER).get(address("assess", package)))
    assessed(package, notes="Sleeps badly.")

    response = signed_in(WORKER).get(address("assess", package))

    assert first.all(".nrm-area__before") == []
    beside = [each.text for each in page(response).all(".nrm-area__before")]
    assert beside == ["Last time No need now Sleeps badly."] * len(AREAS)
    assert {key for key in fields_of(response) if key.endswith("_level")} == set()
    assert fields_of(response)["mental_health_notes"] == [""]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            parts("assessed_on", TUESDAY_NOON.date() + dt.timedelta(days=1)),
            "The day of the assessment must be today or in the past",
        ),
        (
            parts("assessed_on", dt.date(2027, 1, 1)),
            "The assessment cannot be from before support was opened, on 8 February 2028.",
        ),
    ],
)
def test_an_assessment_bears_a_day_that_can_be(signed_in, changed, sentence):
    package = in_support()

    response = signed_in(WORKER).post(address("assess", package), assessment_form() | changed | version(package))

    assert (response.status_code, errors(response)) == (422, [sentence])


def test_a_plan_item_by_somebody_else_needs_their_name(signed_in):
    package = in_support()
    client, sent = signed_in(WORKER), plan_form(owner="somebody_else", goal=LONG) | version(package)

    refused = client.post(address("plan-item-add", package), sent)
    done = client.post(address("plan-item-add", package), sent | {"owner_name": "Solace"})

    assert (refused.status_code, errors(refused)) == (422, ["Enter who it is"])
    assert done.status_code == 302
    item = PlanItem.objects.get(package=package)
    assert (item.goal, item.owner, item.owner_name, item.due_on) == (LONG, "somebody_else", "Solace", None)


def test_a_name_typed_for_somebody_who_is_not_meant_is_left_out(signed_in):
    package = in_support()

    signed_in(WORKER).post(address("plan-item-add", package), plan_form(owner_name="Solace") | version(package))

    assert PlanItem.objects.get(package=package).owner_name == ""


def test_an_item_is_changed_with_what_happened_since_and_keeps_its_history(signed_in):
    package = in_support()
    planned(package)
    client = signed_in(WORKER)
    shown = fields_of(client.get(address("plan-item", package)))

    client.post(
        address("plan-item", package),
        {name: values[0] for name, values in shown.items()} | {"status": "under_way", "progress": LONG},
    )

    item = PlanItem.objects.get(package=package)
    assert (item.version, item.status, item.goal) == (2, "under_way", "I want to tell a solicitor what happened.")
    assert list(item.versions.values_list("status", "progress")) == [("to_do", ""), ("under_way", LONG)]
    assert "Version 2: under way" in text_of(client.get(address("plan-item", package)))


def test_a_day_to_come_is_a_day_to_do_something_by_and_a_past_one_is_not(signed_in):
    package = in_support()
    sent = plan_form() | parts("due_on", TUESDAY_NOON.date() - dt.timedelta(days=1)) | version(package)

    response = signed_in(WORKER).post(address("plan-item-add", package), sent)

    assert (response.status_code, errors(response)) == (422, ["The date must be today or in the future."])


def test_a_placement_keeps_its_address_apart_and_as_it_was_typed(signed_in):
    package = in_support()
    sent = {"kind": "safehouse", "address": ADDRESS} | parts("since", clock.today()) | version(package)

    done = signed_in(WORKER).post(address("place", package), sent)

    assert done.status_code == 302
    placement = Placement.objects.get(package=package)
    assert (placement.kind, placement.since, placement.until) == ("safehouse", clock.today(), None)
    assert PlacementAddress.objects.get(placement=placement).address == ADDRESS


def test_accommodation_needs_an_address_and_outreach_does_not(signed_in):
    package = in_support()
    client, sent = signed_in(WORKER), {"address": ""} | parts("since", clock.today()) | version(package)

    refused = client.post(address("place", package), sent | {"kind": "safehouse"})
    done = client.post(address("place", package), sent | {"kind": "outreach"})

    assert (refused.status_code, errors(refused)) == (422, ["Enter the address."])
    assert done.status_code == 302


def test_a_corrected_address_is_shown_and_the_wrong_one_kept(signed_in):
    package = in_support()
    placed(package, address="41 Larch Row")
    client = signed_in(WORKER)
    shown = fields_of(client.get(address("address", package)))

    client.post(address("address", package), {"version": shown["version"][0], "address": ADDRESS})

    assert shown["address"] == ["41 Larch Row"]
    assert list(PlacementAddress.objects.order_by("pk").values_list("address", flat=True)) == ["41 Larch Row", ADDRESS]
    words = text_of(client.get(reverse("desks:support-package", args=[package.case.reference])))
    assert "14 Larch Row" in words
    assert "41 Larch Row" not in words


def test_a_placement_ends_on_a_day_and_with_a_reason(signed_in):
    package = in_support()
    placed(package)
    client = signed_in(WORKER)

    refused = client.post(address("end-placement", package), parts("until", clock.today()) | version(package))
    client.post(
        address("end-placement", package), parts("until", clock.today()) | version(package) | {"reason": "Moved on."}
    )

    assert (refused.status_code, errors(refused)) == (422, ["Enter why it ended"])
    placement = Placement.objects.get(package=package)
    assert (placement.until, placement.end_reason) == (clock.today(), "Moved on.")


def test_a_first_payment_asks_for_amount_reason_and_day_at_once(signed_in):
    package = in_support()

    response = signed_in(WORKER).post(address("payment", package), version(package))

    assert errors(response) == ["Enter the weekly amount", "Enter why this amount", "Enter the first day"]
    assert "step" not in fields_of(response)


def test_the_page_says_where_a_rate_is_published_or_that_it_is_not(signed_in):
    package = in_support()

    words = text_of(signed_in(WORKER).get(address("payment", package)))

    assert "The rate was changed on 8 January 2024, but its amount is not published." in words
    assert "the rate of 8 January 2024, told by the contract manager" in words
    assert "self-catered" not in words


def test_a_payment_that_runs_is_changed_or_stopped(signed_in, at):
    package = in_support()
    paid(package)
    client = signed_in(WORKER)
    at(TUESDAY_NOON + dt.timedelta(days=7))

    asked = client.post(address("payment", package), version(package))
    half = client.post(address("payment", package), version(package) | {"step": "end"})
    changed = client.post(
        address("payment", package),
        {"step": "set", "amount": "£80", "basis": LONG} | parts("starts_on", clock.today()) | version(package),
    )
    stopped = client.post(
        address("payment", package), {"step": "end"} | parts("ends_on", clock.today()) | version(package)
    )

    assert errors(asked) == ["Select what changes"]
    assert errors(half) == ["Enter the last day"]
    assert (changed.status_code, stopped.status_code) == (302, 302)
    rows = WeeklyPayment.objects.filter(package=package).order_by("number")
    assert list(rows.values_list("amount_pence", "starts_on", "ends_on")) == [
        (7532, dt.date(2028, 2, 8), dt.date(2028, 2, 14)),
        (8000, dt.date(2028, 2, 15), dt.date(2028, 2, 15)),
    ]
    assert rows[1].basis == LONG


def test_more_than_anybody_is_paid_is_refused_at_the_amount(signed_in):
    package = in_support()
    sent = {"amount": "7114", "basis": "One adult."} | parts("starts_on", clock.today()) | version(package)

    response = signed_in(WORKER).post(address("payment", package), sent)

    assert errors(response) == ["Enter an amount of at most £1,000 a week. Check the decimal point."]
    assert fields_of(response)["amount"] == ["7114"]


def test_another_support_worker_takes_over(signed_in):
    package, other = in_support(), colleague()

    done = signed_in(WORKER).post(address("worker", package), {"worker": str(other.pk)} | version(package))

    assert done.status_code == 302
    assert fresh(package).worker_id == other.pk


def test_the_end_keeps_its_reason_and_the_package_stays_to_read(signed_in):
    package = in_support()
    client = signed_in(WORKER)

    sent = {"reason": LONG, "early": "on"} | parts("ended_on", clock.today()) | version(package)
    done = client.post(address("end", package), sent)

    words = text_of(client.get(done["Location"]))
    assert fresh(package).status == "ended"
    assert "Support ended" in words
    assert "“quotes” <b>not bold</b>" in words


def test_an_end_within_the_recovery_period_is_asked_to_be_confirmed_and_keeps_what_was_typed(signed_in):
    package = in_support()
    client = signed_in(WORKER)
    sent = {"reason": LONG} | parts("ended_on", clock.today()) | version(package)

    shown = client.get(address("end", package))
    refused = client.post(address("end", package), sent)

    question = "End it although the recovery period lasts at least until 8 March 2028"
    assert question in text_of(shown)
    assert (refused.status_code, fresh(package).status) == (422, "in_support")
    end = "8 March 2028. Confirm it or change the day."
    assert errors(refused) == [f"Support would end although the recovery period lasts at least until {end}"]
    assert fields_of(refused)["reason"] == [LONG]
    assert client.post(address("end", package), sent | {"early": "on"}).status_code == 302


@pytest.mark.parametrize(("days_before", "asked"), [(1, True), (0, False)])
def test_after_its_last_day_only_an_end_of_before_is_asked_to_be_confirmed(signed_in, at, days_before, asked):
    package = in_support()
    lasts_until = dt.date(2028, 3, 8)
    at(TUESDAY_NOON + dt.timedelta(days=40))
    client = signed_in(WORKER)
    ended_on = parts("ended_on", lasts_until - dt.timedelta(days=days_before))

    shown = client.get(address("end", package))
    sent = client.post(address("end", package), {"reason": "Left."} | ended_on | version(package))

    assert "End it although" not in text_of(shown)
    assert (sent.status_code, "End it although the recovery period" in text_of(sent)) == (
        (422, True) if asked else (302, False)
    )


@pytest.mark.parametrize(
    ("name", "field", "sentence"),
    [
        ("place", "since", "The first day must be today or in the past"),
        ("end-placement", "until", "The last day must be today or in the past"),
        ("payment", "starts_on", "The first day must be today or in the past"),
    ],
)
def test_tomorrow_is_not_recorded_today(signed_in, name, field, sentence):
    package, sent = full()
    before = kept()

    response = signed_in(WORKER).post(address(name, package), sent | parts(field, clock.today() + dt.timedelta(days=1)))

    assert (response.status_code, errors(response)) == (422, [sentence])
    assert kept() == before


def test_a_payment_is_not_stopped_tomorrow(signed_in):
    package = in_support()
    paid(package)
    sent = {"step": "end"} | parts("ends_on", clock.today() + dt.timedelta(days=1)) | version(package)

    response = signed_in(WORKER).post(address("payment", package), sent)

    assert (response.status_code, errors(response)) == (422, ["The last day must be today or in the past"])
    assert WeeklyPayment.objects.get(package=package).ends_on is None


def test_the_contractor_ends_what_nobody_has_accepted(signed_in):
    package = package_at("offered")

    shown = signed_in(MANAGER).get(address("end", package))
    sent = {"reason": "Found support elsewhere.", "early": "on"} | parts("ended_on", clock.today()) | version(package)
    signed_in(MANAGER).post(address("end", package), sent)

    assert "An offer that waits for an answer is withdrawn." in text_of(shown)
    assert fresh(package).status == "ended"
    assert signed_in(WORKER).get(address("end", package)).status_code == 404


@pytest.mark.parametrize("name", ["plan-item", "end-placement", "address"])
def test_an_item_or_placement_that_never_was_is_not_found(signed_in, name):
    package = in_support()

    assert signed_in(WORKER).get(address(name, package)).status_code == 404


@pytest.mark.parametrize("name", [name for name in RECORDING if name != "end"])
def test_the_contractor_sees_the_person_and_may_record_nothing(signed_in, name):
    package, sent = full()
    before = kept()

    shown, posted = (
        signed_in(MANAGER).get(address(name, package)),
        signed_in(MANAGER).post(address(name, package), sent),
    )

    assert (shown.status_code, posted.status_code) == (403, 403)
    assert "Linh" not in text_of(shown)
    assert kept() == before
